import { createContext } from "@cxkit/core/context";
import { expect, it } from "vitest";
import { cloudevents } from "../cloudevents.ts";
import { quoted } from "./aside.ts";

it("a message quotes values, and none that reach a person, text or number", () => {
  expect(quoted(4_915_112_345_678)).toBe("•••");
  expect([12, 99, 2026, -1.5, 1e21, 35_436].map(quoted)).toEqual([
    "12",
    "99",
    "2026",
    "-1.5",
    "1e+21",
    "35436",
  ]);
  expect(["fast", 7, 13_800_138_000, "13800138000", "ask a@example.org", null, [1], {}].map(quoted)).toEqual([
    '"fast"',
    "7",
    "•••",
    '"•••"',
    '"•••"',
    "null",
    "a list",
    "an object",
  ]);
});

it("a key of an event is quoted no more than a value", () => {
  const context = createContext({}, { key: new Uint8Array(32) });
  const event = (change: object) => ({
    path: "",
    value: {
      specversion: "1.0",
      id: "1",
      source: "shop",
      type: "interaction.occurred",
      time: "2026-03-01T09:30:00Z",
      cxchannel: "web",
      data: { action: "visit" },
      ...change,
    },
  });
  for (const change of [
    { data: { action: "visit", "ada@example.com": 1 } },
    { cxdimensions: '{"ada@example.com":5}' },
    { "ada@example.com": 1 },
  ]) {
    const decoded = cloudevents.decode(event(change), context);
    expect(JSON.stringify(decoded), JSON.stringify(change)).not.toContain("ada@");
  }
  expect(
    cloudevents.decode(event({ data: { action: "visit", "ada@example.com": 1 } }), context),
  ).toMatchObject({
    events: [],
    setAside: [{ reason: "invalid-event", message: "has a key that is not known" }],
  });
});
