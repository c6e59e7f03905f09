import { describe, expect, it } from "vitest";
import type { CxEvent } from "../event.ts";
import { declaredTypes, unreadable } from "./readable-event.ts";

const response: CxEvent = {
  type: "survey.responded",
  source: "form:a",
  key: "1",
  id: "1",
  revision: 0,
  time: "2026-03-01T09:30:00Z",
  received: "2026-03-01T09:30:05Z",
  channel: "web",
  dimensions: {},
  data: { survey: "a", status: "complete", answers: [] },
};
const types = declaredTypes();

it("a plugin's types are declared beside those of the model", () => {
  expect(types.has("case.closed")).toBe(true);
  expect(declaredTypes(["parcel.delivered"]).has("parcel.delivered")).toBe(true);
  expect(types.has("parcel.delivered")).toBe(false);
});

it("a good event has nothing to say", () => {
  expect(unreadable(response, types)).toBeUndefined();
});

describe("an event cannot be counted for", () => {
  it.each([
    ["a source that is none", { source: 7 }, "source", "malformed"],
    ["half a revision", { revision: 0.5 }, "revision", "malformed"],
    ["no dimensions", { dimensions: null }, "dimensions", "malformed"],
    ["no payload", { data: null }, "data", "malformed"],
    ["a type that nobody declared", { type: "parcel.lost" }, "type", "undeclared-type"],
    ["a time that is none", { time: "yesterday" }, "time", "unreadable-time"],
    ["answers that are none", { data: { answers: [null] } }, "data.answers", "malformed"],
    ["a negative weight", { data: { answers: [], weight: -1 } }, "data.weight", "invalid-weight"],
    ["an endless weight", { data: { answers: [], weight: Infinity } }, "data.weight", "invalid-weight"],
  ])("%s", (_, change, path, reason) => {
    expect(unreadable({ ...response, ...change } as unknown as CxEvent, types)).toEqual({ path, reason });
  });
});
