import { type CxEvent, eventTypes } from "@cxkit/core";
import { cxEventSchema } from "@cxkit/core/schema";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { eventProblem } from "./event-problem.ts";

const contact = { survey: "s", wave: "w1" };
const handoff = { from: "chat", to: "phone", handoff: "h1", contextKept: true };
const step = {
  case: "c1",
  state: "open",
  owner: "care",
  reason: "late",
  title: "A parcel",
  due: "2026-03-02T09:00:00+01:00",
  by: "rule:low",
  note: "called",
  about: { source: "shop", type: "survey.responded", key: "1" },
};
/** One payload of every type, with everything that it can have. */
const payloads = {
  "survey.offered": contact,
  "survey.shown": contact,
  "survey.declined": contact,
  "survey.responded": {
    ...contact,
    status: "partial",
    weight: 1.5,
    duration: 0,
    language: "en",
    url: "https://example.com/1",
    answers: [
      { item: "recommend", value: 9, instrument: "recommend@1" },
      { item: "why", value: "late", instrument: "why@1" },
      { item: "picks", value: ["a", "b"], instrument: "picks@1" },
      { item: "age", value: null, missing: "refused", instrument: "age@2" },
    ],
  },
  "feedback.posted": {
    text: "Fine",
    rating: 4,
    ratingScale: { min: 1, max: 5 },
    author: "a",
    url: "https://example.com",
    solicited: false,
    language: "en",
  },
  "interaction.occurred": { action: "visit", duration: 12, outcome: "done" },
  "transaction.recorded": { kind: "order", amount: -3.5, currency: "EUR", order: "o1" },
  "handoff.started": handoff,
  "handoff.completed": handoff,
  "fact.declared": { item: "shoe", attribute: "price", value: { amounts: [1, null, { open: true }] } },
  "profile.identified": { aliases: ["a"], traits: { tier: "gold" }, account: "b" },
  "consent.changed": { granted: ["care"], withdrawn: [] },
  "subject.erased": { scope: "all" },
  "event.retracted": { type: "survey.responded", key: "1", reason: "wrong" },
  "case.opened": step,
  "case.assigned": step,
  "case.acknowledged": step,
  "case.noted": step,
  "case.reopened": step,
  "case.closed": step,
  "contact.viewed": { by: "ben", purpose: "care", case: "c1" },
} as const;

const whole = eventTypes.map(
  (type) =>
    ({
      source: "shop:eu",
      key: "1",
      id: "1~2",
      revision: 2,
      type,
      time: "2024-02-29T23:59:59.5-08:00",
      received: "2026-03-01T01:30:02Z",
      subject: "5f2c",
      channel: "web",
      touchpoint: "delivery",
      journey: "retail",
      stage: "purchase",
      dimensions: { region: "north" },
      consent: ["care"],
      data: payloads[type],
    }) as unknown as CxEvent,
);

/** Places in a value: the keys that lead there. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]))];
}

const gone = Symbol("gone");
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    gone,
    null,
    "",
    "x",
    0,
    -1,
    1.5,
    1e300,
    true,
    [],
    {},
    [""],
    ["x"],
    { x: "y" },
    { x: "" },
  ),
  fc.constantFrom<unknown>(
    "id@1",
    "@",
    "EUR",
    "EURO",
    "eur",
    "complete",
    "skipped",
    "1",
    "1~2",
    "survey.shown",
  ),
  fc.constantFrom<unknown>(
    "2026-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "0000-02-29T00:00:00Z",
    "2026-03-01T24:00:00Z",
    "2026-03-01T09:30:00",
    "2026-03-01 09:30:00Z",
    "2026-03-01T09:30Z",
    "2026-03-01T09:30:00.123456789+14:00",
    "2026-03-01T09:30:00+0800",
    "1900-02-29T00:00:00Z",
    "2000-02-29T00:00:00Z",
  ),
  fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes("__proto__")),
);

it("eventProblem takes one of every type, whole and with nothing but what it must have", () => {
  for (const event of whole) expect(eventProblem(event)).toBeUndefined();
});

it("eventProblem finds what the schema of events finds, at the same place", () => {
  const changes = fc.array(fc.tuple(fc.nat(), odd, fc.boolean()), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(fc.constantFrom(...whole), changes, (event, all) => {
      const changed = structuredClone(event) as { type: string };
      for (const [at, value, adds] of all) {
        const places = placesIn(changed).slice(1);
        const path = places[at % places.length] ?? ["data"];
        const into = path
          .slice(0, -1)
          .reduce((object, key) => object[key] as Fields, changed as unknown as Fields);
        const name = `${path.at(-1)}${adds && !Array.isArray(into) ? "x" : ""}`;
        if (value === gone) delete into[name];
        else into[name] = value;
      }
      // Which type it is has been looked at before.
      fc.pre((eventTypes as readonly string[]).includes(changed.type));
      const { error } = cxEventSchema.safeParse(changed);
      const found = eventProblem(changed as CxEvent);
      expect(found?.path.join(".")).toBe(error?.issues[0]?.path.join("."));
    }),
    { numRuns: 3_000 },
  );
});

it("eventProblem takes one answer for each item", () => {
  const answer = payloads["survey.responded"].answers[0];
  const event = whole.find(({ type }) => type === "survey.responded")!;
  const twice = { ...event, data: { ...event.data, answers: [answer, answer] } };
  expect(eventProblem(twice as CxEvent)?.path).toEqual(["data", "answers"]);
  expect(cxEventSchema.safeParse(twice).error?.issues[0]?.path).toEqual(["data", "answers"]);
});

it("eventProblem takes no key that would change what a map is made of", () => {
  const [event] = whole;
  const dimensions: unknown = JSON.parse('{"__proto__":"x"}');
  expect(eventProblem({ ...event, dimensions } as CxEvent)?.path).toEqual(["dimensions"]);
});

interface Fields {
  [key: string]: unknown;
}
