import type { EventDraftOf } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it, vi } from "vitest";
import { formbricksItemsConfig, formbricksResponse } from "./fixtures/formbricks-responses.ts";
import { posted, secretOf, standardRequest, whsecValues } from "./fixtures/webhook-samples.ts";
import { formbricks, type FormbricksConfig, formbricksItems } from "./formbricks.ts";

await formbricks.config["~standard"].load?.();

const config: FormbricksConfig = {
  surveyId: "clsurvey",
  items: formbricksItemsConfig,
  dimensions: { store: { hidden: "store" }, plan: { attribute: "plan" }, score: { variable: "clscore" } },
  subject: { attribute: "userId", kind: "customer" },
};
const contextOf = (of: FormbricksConfig) => createContext(of, { key: new Uint8Array(32) });
const decode = (raw: unknown, of = config) => {
  const { events, ...rest } = formbricks.decode(raw, contextOf(of));
  return { event: events[0] as EventDraftOf<"survey.responded"> | undefined, events, ...rest };
};

const issues = (value: unknown) => {
  const result = formbricks.config["~standard"].validate(value);
  return "issues" in result ? result.issues?.map(({ message }) => message).join("; ") : undefined;
};

describe("formbricks keeps the channel laws", () => {
  const raws = [
    formbricksResponse(1),
    formbricksResponse(2, {
      event: { event: "responseCreated" },
      response: { finished: false, data: { clnps: 0 } },
    }),
    formbricksResponse(3, {
      response: { contactAttributes: null, ttc: null, language: null, variables: null },
    }),
  ];
  const malformed = [
    formbricksResponse(4, { response: { id: "" } }),
    formbricksResponse(5, { response: { createdAt: "yesterday" } }),
    formbricksResponse(6, { response: { updatedAt: null } }),
    formbricksResponse(7, { response: { data: { clnps: 11 } } }),
    formbricksResponse(8, { response: { surveyId: "other" } }),
    formbricksResponse(9, { event: { event: "testEndpoint" } }),
    formbricksResponse(10, { event: { data: null } }),
    { event: "responseFinished" },
  ];
  for (const law of channelLaws(formbricks, { config, raws, malformed })) it(law.name, law.check);
});

describe("formbricks keeps the webhook laws", () => {
  const laws = webhookLaws(formbricks, {
    config,
    bodies: [1, 2].map((number) => JSON.stringify(formbricksResponse(number))),
    secretOf,
    sign: standardRequest,
    signed: ["webhook-signature", "webhook-id", "webhook-timestamp"],
    toleranceSeconds: 300,
    values: whsecValues,
  });
  for (const law of laws) it(law.name, law.check);
});

// Witness: standardwebhooks 1.1.1, the library that Formbricks' documentation names.
describe("formbricks and the library of Standard Webhooks", () => {
  const text = JSON.stringify(formbricksResponse(1));
  const now = "2026-03-01T09:30:00Z";
  afterEach(() => {
    vi.useRealTimers();
  });

  it("agree on what the library signs", async () => {
    const request = posted(new TextEncoder().encode(text), {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Date.parse(now) / 1000),
      "webhook-signature": new Webhook(whsecValues[0]).sign("msg_1", new Date(now), text),
    });
    const secrets = { webhook: [secretOf(whsecValues[1]), secretOf(whsecValues[0])] };
    expect(await formbricks.webhook!.verify(request, secrets, now, config)).toMatchObject({
      verified: true,
      delivery: "msg_1",
    });
  });

  it("agree on what our fixtures sign", async () => {
    vi.useFakeTimers({ now: new Date(now), toFake: ["Date"] });
    const body = new TextEncoder().encode(text);
    const { headers } = await standardRequest(body, [secretOf(whsecValues[0])], now);
    expect(new Webhook(whsecValues[0]).verify(text, headers)).toEqual(formbricksResponse(1));
  });
});

describe("formbricks reads a response", () => {
  it("into one event under its id, with every answer that is mapped", () => {
    const { event, setAside } = decode(formbricksResponse(1));
    expect(setAside).toEqual([]);
    expect(event).toMatchObject({
      type: "survey.responded",
      source: "formbricks:survey/clsurvey",
      key: "clresponse1",
      revision: Date.parse("2026-03-01T09:30:00Z"),
      time: "2026-03-01T09:28:00.000Z",
      channel: "web",
      dimensions: { store: "harbour", plan: "pro", score: "12" },
      data: { survey: "clsurvey", status: "complete", duration: 12.5, language: "de" },
    });
    expect(event?.data.answers.map(({ item, value }) => [item, value])).toEqual([
      ["recommend", 9],
      ["ease", 4],
      ["why", "Quick, and kind"],
      ["goods", ["Shoes", "Socks"]],
      ["speed", 2],
    ]);
  });

  it("as a later revision of the same response when it was updated", () => {
    const created = decode(
      formbricksResponse(1, {
        event: { event: "responseCreated" },
        response: { finished: false, updatedAt: "2026-03-01T09:28:01.500Z" },
      }),
    ).event;
    const finished = decode(formbricksResponse(1)).event;
    expect(created).toMatchObject({ key: "clresponse1", data: { status: "partial" } });
    expect(created?.data).not.toHaveProperty("duration");
    expect(created?.revision ?? 0).toBeLessThan(finished?.revision ?? 0);
    expect(created?.time).toBe(finished?.time);
  });

  it("and its instruments come from the configuration", () => {
    const declared = formbricks.instruments!(config).map(({ id, version }) => `${id}@${version}`);
    for (const { instrument } of decode(formbricksResponse(1)).event!.data.answers)
      expect(declared).toContain(instrument);
  });

  it("of whom the configuration says, else of the contact's address, which goes to the vault alone", () => {
    const { event, contacts } = decode(formbricksResponse(1));
    expect(event?.subject).toBe(contextOf(config).subject("customer", "u-1"));
    expect(contacts).toEqual([{ subject: event?.subject, kind: "email", value: "Ada.1@Example.org" }]);
    expect(JSON.stringify(event)).not.toMatch(/ada/i);
    const { subject: _, ...rest } = config;
    expect(decode(formbricksResponse(1), rest).event?.subject).toBe(
      contextOf(rest).subject("email", "ada.1@example.org"),
    );
  });

  it("at the place that the response tells, and never at one that reaches a person", () => {
    const places: FormbricksConfig = {
      ...config,
      channel: { attribute: "plan" },
      touchpoint: { hidden: "store" },
      dimensions: { who: { attribute: "email" } },
    };
    const { event, setAside } = decode(formbricksResponse(1), places);
    expect(event).toMatchObject({ channel: "pro", touchpoint: "harbour", dimensions: {} });
    expect(setAside).toMatchObject([{ reason: "contact-detail" }]);
    const hidden = { response: { data: { store: "call 13800138000" } } };
    expect(decode(formbricksResponse(1, hidden), places).event).not.toHaveProperty("touchpoint");
  });
});

describe("formbricks guesses nothing", () => {
  it("elements that no item names are set aside, with their id and without what was said", () => {
    const data = { clnew: "ada@example.org", clmatrix: { Taste: "Good" }, clblank: "" };
    const { event, setAside } = decode(formbricksResponse(1, { response: { data } }));
    expect(event?.data.answers).toEqual([]);
    expect(setAside).toMatchObject([{ reason: "unmapped-field" }, { reason: "unmapped-field" }]);
    expect(JSON.stringify(setAside)).toContain("clmatrix.Taste");
    expect(JSON.stringify(setAside)).not.toContain("ada@");
  });

  it("what is off the scale is missing, and set aside with its path", () => {
    const { event, setAside } = decode(formbricksResponse(1, { response: { data: { clnps: 11 } } }));
    expect(event?.data.answers).toMatchObject([{ item: "recommend", value: null, missing: "off-scale" }]);
    expect(setAside).toMatchObject([{ path: "data.data.clnps", reason: "off-scale" }]);
  });

  it.each([
    [{ event: { event: "testEndpoint" } }, "undeclared-type"],
    [{ event: { data: [] } }, "missing-response"],
    [{ response: { id: null } }, "missing-id"],
    [{ response: { surveyId: "" } }, "missing-survey"],
    [{ response: { surveyId: "other" } }, "other-survey"],
    [{ response: { createdAt: "" } }, "missing-time"],
    [{ response: { updatedAt: "2026-03-01" } }, "unreadable-date"],
  ])("a record with %j is set aside whole: %s", (change, reason) => {
    expect(decode(formbricksResponse(1, change))).toMatchObject({
      events: [],
      setAside: [{ scope: "record", reason }],
    });
  });
});

describe("formbricksItems", () => {
  const elements = [
    { id: "clnps", type: "nps", headline: { default: "<p>Recommend us?</p>" } },
    { id: "clease", type: "rating", range: 5, headline: { default: "Easy?" } },
    { id: "clwhy", type: "openText", headline: "Why?" },
    { id: "clgoods", type: "multipleChoiceMulti" },
    { id: "clstars", type: "rating" },
    { id: "clfile", type: "fileUpload" },
    { id: "clagain", type: "nps" },
  ];

  it("says what a survey says, and that it decodes", () => {
    const { items, leftOut } = formbricksItems({ questions: elements });
    expect(items).toEqual({
      clnps: { item: "recommend", construct: "nps", label: { en: "Recommend us?" } },
      clease: { construct: "rating", scale: { min: 1, max: 5, step: 1 }, label: { en: "Easy?" } },
      clwhy: { construct: "verbatim", label: { en: "Why?" } },
      clgoods: { construct: "choice" },
      clagain: { construct: "nps" },
    });
    expect(leftOut).toEqual([
      { element: "clstars", type: "rating", reason: "unmapped-scale" },
      { element: "clfile", type: "fileUpload", reason: "no-answer" },
    ]);
    expect(issues({ items })).toBeUndefined();
    expect(decode(formbricksResponse(1), { items }).event?.data.answers).toHaveLength(4);
  });

  it("reads a survey in blocks and inside an answer, and nothing out of what is none", () => {
    const blocks = { blocks: [{ elements: elements.slice(0, 1) }, { elements: elements.slice(1) }] };
    const { items } = formbricksItems({ questions: elements });
    expect(formbricksItems({ data: { questions: [], ...blocks } }).items).toEqual(items);
    for (const none of [
      null,
      4,
      "survey",
      [],
      { questions: [null, {}] },
      { blocks: [null, { elements: 4 }] },
    ])
      expect(formbricksItems(none)).toEqual({ items: {}, leftOut: [] });
  });
});

describe("formbricks' configuration", () => {
  it("may be empty", () => {
    expect(issues({})).toBeUndefined();
  });

  it.each([
    [{ itens: {} }, 'did you mean "items"?'],
    [{ items: { q: { construct: "csat" } } }, "a csat item needs its scale"],
    [
      { items: { a: { item: "x", construct: "verbatim" }, b: { item: "x", construct: "verbatim" } } },
      "two items",
    ],
    [{ subject: { attribute: "userId" } }, "kind"],
    [{ dimensions: { store: "store" } }, "store"],
  ])("says of %j what is wrong", (value, message) => {
    expect(issues(value)).toContain(message);
  });
});
