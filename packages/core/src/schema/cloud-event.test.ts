import { describe, expect, expectTypeOf, it } from "vitest";
import type { CloudEvent } from "../cloudevents.ts";
import { cloudEventSchema } from "./cloud-event.ts";
import type { ReadonlyOutput } from "../fixtures/readonly-output.ts";

const cloudEvent = {
  specversion: "1.0",
  id: "R_1~2",
  source: "survey:a",
  type: "survey.shown",
  time: "2026-03-01T09:30:00+08:00",
  datacontenttype: "application/json",
  cxkey: "R_1",
  cxrevision: 2,
  cxchannel: "web",
  cxdimensions: '{"region":"north"}',
  data: { survey: "s" },
};

it("what the schema gives is a CloudEvent", () => {
  expectTypeOf<ReadonlyOutput<typeof cloudEventSchema>>().toExtend<CloudEvent>();
});

it("extensions of others may stand beside CXKit's, as scalars", () => {
  const traced = { ...cloudEvent, traceparent: "00-1-2-01", sequence: 7 };
  expect(cloudEventSchema.parse(traced)).toEqual(traced);
  expect(cloudEventSchema.safeParse({ ...cloudEvent, trace: { parent: 1 } }).success).toBe(false);
});

describe("a CloudEvent is refused for", () => {
  it.each([
    ["another version of the specification", { specversion: "0.3" }, "specversion"],
    ["a local time without a zone", { time: "2026-03-01T09:30:00" }, "time"],
    ["dimensions that are no text", { cxdimensions: { region: "north" } }, "cxdimensions"],
    ["a revision of 0, which is not written", { cxrevision: 0 }, "cxrevision"],
    ["no channel", { cxchannel: undefined }, "cxchannel"],
  ])("%s", (_, change, path) => {
    const { error } = cloudEventSchema.safeParse({ ...cloudEvent, ...change });
    expect(error?.issues[0]?.path.join(".")).toBe(path);
  });
});
