import { type CxEvent, type DataClass, eventTypes, type Notification } from "@cxkit/core";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { redactEvent, redactNotification } from "./data-classes.ts";

const every: readonly DataClass[] = ["public", "behavioural", "free-text", "contact", "identifier"];

const base = {
  source: "shop:eu",
  key: "k",
  id: "k",
  revision: 0,
  time: "2026-03-01T09:30:00Z",
  received: "2026-03-01T09:30:05Z",
  subject: "5f2c",
  touchpoint: "checkout",
  dimensions: { region: "north", account: "A-1" },
} as const;

const responded: CxEvent = {
  ...base,
  type: "survey.responded",
  channel: "web",
  data: {
    survey: "s",
    status: "complete",
    url: "https://producer.test/r/1",
    answers: [
      { item: "recommend", value: 3, instrument: "nps@1" },
      { item: "why", value: "call me on 123", instrument: "verbatim@1" },
      { item: "bought", value: ["shoes"], instrument: "choice@1" },
      { item: "stars", value: null, instrument: "rating@1" },
    ],
  },
};

const notification: Notification = {
  idempotencyKey: "1",
  kind: "case",
  title: "A case",
  language: "en",
  to: { owner: "logistics", address: "ada@example.com" },
  at: base.time,
  since: base.time,
  where: { stage: "delivery" },
  answer: { item: "recommend", value: 2 },
  verbatim: "never again",
  links: [
    { action: "open", url: "https://us.test/" },
    { action: "producer", url: "https://producer.test/" },
  ],
  facts: { words: "never again" },
};

it("without identifiers nobody is singled out, without free text nobody's words are read", () => {
  const event = redactEvent(responded, ["behavioural"]);
  expect(event).toMatchObject({ key: "k", touchpoint: "checkout", dimensions: { region: "north" } });
  expect("subject" in event).toBe(false);
  expect(event.data).toEqual({
    survey: "s",
    status: "complete",
    answers: [
      { item: "recommend", value: 3, instrument: "nps@1" },
      { item: "stars", value: null, instrument: "rating@1" },
    ],
  });
  expect(JSON.stringify(redactEvent(responded, ["free-text"]))).not.toMatch(
    /5f2c|A-1|north|checkout|"value":3/,
  );
});

it("a review that stands in public is public, an e-mail is not", () => {
  const posted = (channel: string): CxEvent => ({
    ...base,
    type: "feedback.posted",
    channel,
    data: { text: "never again", rating: 1, author: "9a", url: "https://x.test" },
  });
  expect(redactEvent(posted("review"), ["public"]).data).toEqual({ text: "never again", rating: 1 });
  expect(redactEvent(posted("email"), ["public"]).data).toEqual({});
});

it("what nobody knows the class of stays only where every class was granted", () => {
  const added = {
    ...base,
    type: "parcel.delivered",
    channel: "web",
    data: { carrier: "x" },
  } as unknown as CxEvent;
  expect(redactEvent(added, every)).toBe(added);
  expect(redactEvent(added, every.slice(1)).data).toEqual({});
  const strange = { ...responded, data: { ...responded.data, phone: "123" } } as CxEvent;
  expect(JSON.stringify(redactEvent(strange, every.slice(1)))).not.toContain("phone");
});

it("fewer classes never show more, and an event of any type stays an event", () => {
  fc.assert(
    fc.property(
      fc.subarray([...every]),
      fc.subarray([...every]),
      fc.constantFrom(...eventTypes),
      (some, more, type) => {
        const event = {
          ...responded,
          type,
          data: { ...responded.data, text: "t", by: "b", note: "n" },
        } as unknown as CxEvent;
        const less = redactEvent(event, some);
        const whole = redactEvent(event, [...new Set([...some, ...more])]);
        for (const field of Object.keys(less.data)) expect(whole.data).toHaveProperty([field]);
        expect(less).toMatchObject({ type, source: "shop:eu", id: "k", time: base.time });
      },
    ),
  );
});

it("a notifier without contact never sees where somebody is reached, without free text no words", () => {
  expect(redactNotification(notification, [])).toEqual({
    idempotencyKey: "1",
    kind: "case",
    title: "A case",
    language: "en",
    to: { owner: "logistics" },
    at: base.time,
    since: base.time,
    where: { stage: "delivery" },
    links: [{ action: "open", url: "https://us.test/" }],
  });
  expect(redactNotification(notification, every)).toEqual(notification);
  expect(redactNotification(notification, ["contact"]).to.address).toBe("ada@example.com");
  const strange = { ...notification, phone: "123" } as Notification;
  expect(JSON.stringify(redactNotification(strange, every))).not.toContain("phone");
});
