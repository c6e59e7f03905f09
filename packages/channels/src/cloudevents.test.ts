import { completeEvent, toCloudEvent } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { channelLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { cloudevents, type CloudEventsConfig } from "./cloudevents.ts";
import { config, event, rated, visit } from "./fixtures/cloud-events.ts";

const now = "2026-03-01T09:30:00Z";
const raw = (value: unknown) => ({ path: "", value });
const contextOf = (of: CloudEventsConfig) => createContext(of, { key: new Uint8Array(32) });
const decode = (value: unknown, of = config) => cloudevents.decode(raw(value), contextOf(of));
describe("cloudevents keeps the channel laws", () => {
  const samples = {
    config,
    raws: [raw(toCloudEvent(event)), raw(visit(1)), raw(rated("1")), raw(rated("2", { data: {} }))],
    malformed: [
      raw(rated("3", { data: { stars: 9 } })),
      raw(rated("4", { time: "soon" })),
      raw(rated("5", { type: "com.example.unknown" })),
      raw({ ...toCloudEvent(event), cxchannel: "" }),
      raw({ ...toCloudEvent(event), data: { survey: "s" } }),
      raw(7),
      { path: "data", problem: "the data are not JSON" },
    ],
  };
  for (const law of channelLaws(cloudevents, samples)) it(law.name, law.check);
});

describe("cloudevents takes", () => {
  it("CXKit's own events whole, from a workspace with the same key", () => {
    const { events, setAside } = decode(toCloudEvent(event), { ...config, subjects: "same-key" });
    expect(setAside).toEqual([]);
    expect(completeEvent(events[0]!, event.received)).toEqual(event);
  });

  it("subjects of others as keyed hashes of its own, wherever they stand", () => {
    const { events } = decode(toCloudEvent(event));
    expect(events[0]?.subject).toBe(contextOf(config).subject("cloudevent", event.subject!));
    const profile = { ...visit(1), type: "profile.identified", data: { aliases: ["ada@example.org"] } };
    expect(JSON.stringify(decode(profile).events)).not.toContain("ada@");
    expect(decode(profile, { ...config, subjects: "same-key" }).setAside).toMatchObject([
      { reason: "foreign-subject" },
    ]);
    expect(
      decode({ ...visit(1), subject: "ada@example.org" }, { subjects: "same-key" }).setAside,
    ).toMatchObject([{ path: "subject", reason: "foreign-subject" }]);
  });

  it("events of others by the mapping of their type, under their own source and id", () => {
    expect(decode(rated("7")).events).toMatchObject([
      {
        source: "stars:eu",
        key: "7",
        time: now,
        dimensions: { store: "harbour" },
        data: { answers: [{ value: 4 }] },
      },
    ]);
    expect(cloudevents.instruments!(config).map(({ id }) => id)).toEqual(["recommend", "stars"]);
  });

  it("no type that nothing declares, and none of the host's own unless told", () => {
    expect(decode(rated("1", { type: "com.example.unknown" })).setAside).toMatchObject([
      { reason: "undeclared-type" },
    ]);
    const erased = { ...visit(1), type: "subject.erased", data: { scope: "all" } };
    expect(decode(erased).setAside).toMatchObject([{ reason: "type-not-taken" }]);
    expect(decode(erased, { own: ["subject.erased"] }).events).toHaveLength(1);
    expect(decode(visit(1), { own: ["survey.responded"] }).setAside).toMatchObject([
      { reason: "type-not-taken" },
    ]);
  });

  it("no source but those that may speak", () => {
    expect(decode(visit(1), { sources: ["shop:*"] }).events).toHaveLength(1);
    expect(decode(visit(1), { sources: ["shop:eu"] }).events).toHaveLength(1);
    expect(decode(visit(1), { sources: ["shop", "stars:*"] }).setAside).toMatchObject([
      { reason: "other-source" },
    ]);
  });

  it.each([
    [{ specversion: "0.3" }, "unsupported-version"],
    [{ id: "" }, "missing-id"],
    [{ source: null }, "missing-source"],
    [{ type: 4 }, "missing-type"],
    [{ data_base64: "AA==" }, "unsupported-data"],
    [{ datacontenttype: "text/xml" }, "unsupported-data"],
  ])("no event with %j", (change, reason) => {
    expect(decode(rated("1", change))).toMatchObject({ events: [], setAside: [{ scope: "record", reason }] });
  });

  it("nothing that its schema refuses, and says where without saying what", () => {
    const bad = { ...toCloudEvent(event), cxdimensions: '["ada@example.org"]' };
    expect(decode(bad).setAside).toMatchObject([{ path: "cxdimensions", reason: "invalid-event" }]);
    expect(JSON.stringify(decode(bad).setAside)).not.toContain("ada@");
    expect(decode({ ...visit(1), data: { action: "" } }).setAside).toMatchObject([{ path: "data.action" }]);
  });
});

it("cloudevents' configuration says what is wrong", async () => {
  const issues = async (value: unknown) => {
    const result = await cloudevents.config["~standard"].validate(value);
    return "issues" in result ? result.issues?.map(({ message }) => message).join("; ") : undefined;
  };
  expect(await issues(config)).toBeUndefined();
  expect(await issues({})).toBeUndefined();
  expect(await issues({ type: {} })).toContain('did you mean "types"?');
  expect(await issues({ own: ["survey.answered"] })).toContain("no event type");
  expect(await issues({ types: { a: {} } })).toContain("needs items or verbatims");
});
