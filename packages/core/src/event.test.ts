import * as fc from "fast-check";
import { expect, it } from "vitest";
import { completeEvent, eventId, eventTypes } from "./event.ts";

it("an id is the key, with the revision behind it above 0", () => {
  expect(eventId("R_1")).toBe("R_1");
  expect(eventId("R_1", 0)).toBe("R_1");
  expect(eventId("R_1", 12)).toBe("R_1~12");
});

it("two revisions of one key never share an id", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), (key, one, other) => {
      expect(eventId(key, one) === eventId(key, other)).toBe(one === other);
    }),
    { seed: 1 },
  );
});

it.each([-1, 0.5, NaN, Infinity, 2 ** 53])("a revision of %s is refused", (revision) => {
  expect(() => eventId("R_1", revision)).toThrow(
    new RangeError(`eventId requires a whole revision ≥ 0, got ${revision}`),
  );
});

it("completing a draft adds id, revision and arrival, and leaves the draft alone", () => {
  const draft = Object.freeze({
    type: "survey.shown" as const,
    source: "survey:a",
    key: "k",
    time: "2026-03-01T00:00:00Z",
    channel: "web",
    dimensions: {},
    data: { survey: "s" },
  });
  const received = "2026-03-02T00:00:00Z";
  expect(completeEvent(draft, received)).toEqual({ ...draft, id: "k", revision: 0, received });
  expect(completeEvent({ ...draft, revision: 3 }, received)).toMatchObject({ id: "k~3", revision: 3 });
});

it("types are nouns with past participles, each once", () => {
  expect(new Set(eventTypes).size).toBe(eventTypes.length);
  for (const type of eventTypes) expect(type).toMatch(/^[a-z]+\.[a-z]+(ed|wn|en)$/);
});
