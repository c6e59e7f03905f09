import * as fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import * as z from "zod";
import type { CxEvent, EventDraft, EventPayloads } from "../event.ts";
import { eventTypes } from "../event.ts";
import { arbitraryEvent } from "../fixtures/arbitrary-event.ts";
import { cxEventSchema, cxEventSchemaWith, eventDraftSchema, payloadSchemas } from "./event.ts";
import type { ReadonlyOutput } from "../fixtures/readonly-output.ts";

const event = {
  id: "R_1~2",
  source: "survey:form/abc",
  key: "R_1",
  revision: 2,
  type: "survey.responded",
  time: "2026-03-01T09:30:00+08:00",
  received: "2026-03-01T01:30:02Z",
  channel: "web",
  dimensions: { region: "north" },
  data: {
    survey: "s",
    status: "complete",
    answers: [
      { item: "recommend", value: 9, instrument: "recommend@1" },
      { item: "why", value: null, missing: "skipped", instrument: "why@1" },
    ],
  },
} as const;

const wrong = (change: object): string => {
  const { error } = cxEventSchema.safeParse({ ...event, ...change });
  return error ? error.issues[0]!.path.join(".") : "accepted";
};

it("the event schema and the event type are one, in both directions", () => {
  expectTypeOf<ReadonlyOutput<typeof cxEventSchema>>().toExtend<CxEvent>();
  expectTypeOf<CxEvent>().toExtend<ReadonlyOutput<typeof cxEventSchema>>();
  expectTypeOf<ReadonlyOutput<typeof eventDraftSchema>>().toExtend<EventDraft>();
  expectTypeOf<EventDraft>().toExtend<ReadonlyOutput<typeof eventDraftSchema>>();
  expectTypeOf<keyof typeof payloadSchemas>().toEqualTypeOf<keyof EventPayloads>();
});

it("every declared type has a schema, in one order everywhere", () => {
  expect(Object.keys(payloadSchemas)).toEqual(eventTypes);
});

it("events of every type and in any characters are accepted unchanged", () => {
  fc.assert(
    fc.property(arbitraryEvent, (one) => {
      expect(cxEventSchema.parse(one)).toEqual(one);
    }),
    { seed: 1, numRuns: 500 },
  );
});

describe("an event is refused with the path of what is wrong", () => {
  it.each([
    ["an id that does not follow from key and revision", { id: "R_1" }, "id"],
    ["a negative revision", { revision: -1, id: "R_1" }, "revision"],
    ["half a revision", { revision: 1.5, id: "R_1" }, "revision"],
    ["a local time without a zone", { time: "2026-03-01T09:30:00" }, "time"],
    ["a day that does not exist", { time: "2026-02-30T09:30:00Z" }, "time"],
    ["an empty dimension", { dimensions: { region: "" } }, "dimensions.region"],
    ["a dimension that is a number", { dimensions: { store: 7 } }, "dimensions.store"],
    ["an empty subject", { subject: "" }, "subject"],
    ["a field that nobody declared", { region: "north" }, ""],
    ["an undeclared type", { type: "parcel.delivered" }, "type"],
    ["a status that is none", { data: { ...event.data, status: "done" } }, "data.status"],
    ["a negative weight", { data: { ...event.data, weight: -1 } }, "data.weight"],
    [
      "a value beside a reason for missing",
      { data: { ...event.data, answers: [{ ...event.data.answers[1], value: 0 }] } },
      "data.answers.0.missing",
    ],
    [
      "an item answered twice",
      { data: { ...event.data, answers: [event.data.answers[0], event.data.answers[0]] } },
      "data.answers",
    ],
    [
      "an answer that is not a number",
      { data: { ...event.data, answers: [{ ...event.data.answers[0], value: NaN }] } },
      "data.answers.0.value",
    ],
    [
      "an answer that names no version of its instrument",
      { data: { ...event.data, answers: [{ ...event.data.answers[0], instrument: "recommend" }] } },
      "data.answers.0.instrument",
    ],
  ])("%s", (_, change, path) => {
    expect(wrong(change)).toBe(path);
  });
});

describe("types of a plugin", () => {
  const schema = cxEventSchemaWith({ "parcel.delivered": z.strictObject({ carrier: z.string() }) });

  it("are accepted beside CXKit's own, with their payload checked", () => {
    const parcel = { ...event, type: "parcel.delivered", data: { carrier: "post" } };
    expect(schema.safeParse(event).success).toBe(true);
    expect(schema.parse(parcel).data).toEqual({ carrier: "post" });
    expect(schema.safeParse({ ...parcel, data: {} }).success).toBe(false);
    expect(schema.safeParse({ ...parcel, id: "other" }).success).toBe(false);
  });

  it("cannot take a name that CXKit has given away", () => {
    expect(() => cxEventSchemaWith({ "case.opened": z.unknown() })).toThrow(
      new RangeError("cxEventSchemaWith requires types that CXKit does not define, got case.opened"),
    );
  });
});
