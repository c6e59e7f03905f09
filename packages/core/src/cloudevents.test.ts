import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromCloudEvent, toCloudEvent } from "./cloudevents.ts";
import { arbitraryEvent } from "./fixtures/arbitrary-event.ts";
import { cloudEventSchema } from "./schema/cloud-event.ts";

const minimal = {
  specversion: "1.0",
  id: "42",
  source: "shop:eu",
  type: "interaction.occurred",
  time: "2026-03-01T09:30:00+08:00",
  cxchannel: "web",
  data: { action: "visit" },
};

it("nothing is lost on the way through CloudEvents JSON and back", () => {
  fc.assert(
    fc.property(arbitraryEvent, (event) => {
      const text = JSON.stringify(toCloudEvent(event));
      expect(fromCloudEvent(JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(event)));
    }),
    { seed: 1, numRuns: 500 },
  );
});

it("what is written are CloudEvents: lower-case names of at most 20 letters, scalar extensions", () => {
  fc.assert(
    fc.property(arbitraryEvent, (event) => {
      const written = toCloudEvent(event);
      expect(cloudEventSchema.safeParse(JSON.parse(JSON.stringify(written))).error).toBeUndefined();
      for (const [name, value] of Object.entries(written)) {
        expect(name).toMatch(/^[a-z0-9]{1,20}$/);
        if (name !== "data") expect(["string", "number"]).toContain(typeof value);
      }
    }),
    { seed: 2 },
  );
});

describe("a CloudEvent of somebody else", () => {
  it("needs a channel and a payload, the rest has its meaning", () => {
    expect(fromCloudEvent(minimal, "2026-03-02T00:00:00Z")).toEqual({
      id: "42",
      source: "shop:eu",
      key: "42",
      revision: 0,
      type: "interaction.occurred",
      time: "2026-03-01T09:30:00+08:00",
      received: "2026-03-02T00:00:00Z",
      channel: "web",
      dimensions: {},
      data: { action: "visit" },
    });
    expect(fromCloudEvent(minimal).received).toBe(minimal.time);
  });

  it("finds its key below a revision", () => {
    expect(fromCloudEvent({ ...minimal, id: "42~3", cxrevision: 3 })).toMatchObject({
      key: "42",
      revision: 3,
    });
  });

  it.each([
    ["specversion", { specversion: "0.3" }],
    ["id", { id: "" }],
    ["id", { id: "42", cxkey: "41" }],
    ["source", { source: undefined }],
    ["type", { type: 7 }],
    ["time", { time: null }],
    ["cxchannel", { cxchannel: undefined }],
    ["cxrevision", { cxrevision: -1 }],
    ["cxrevision", { cxrevision: "1" }],
    ["cxdimensions", { cxdimensions: "{" }],
    ["cxdimensions", { cxdimensions: "[1]" }],
    ["cxdimensions", { cxdimensions: "null" }],
    ["cxdimensions", { cxdimensions: '{"store":5}' }],
    ["cxconsent", { cxconsent: '"research"' }],
    ["data", { data: "text" }],
  ])("is refused with the name of the attribute: %s", (path, change) => {
    expect(() => fromCloudEvent({ ...minimal, ...change })).toThrow(
      expect.objectContaining({ code: "invalid-event", place: { path } }),
    );
  });
});
