import { expect, it } from "vitest";
import { defineWorkspace } from "./define-workspace.ts";
import { env } from "./env.ts";

const basics = { name: "Shop", zone: "UTC", key: env("CXKIT_KEY") };

it("defineWorkspace hands back what it was given", () => {
  const config = { ...basics, connections: {} };
  expect(defineWorkspace(config)).toBe(config);
});

it("defineWorkspace lets the compiler find what would be found at the start", () => {
  const given = [
    // @ts-expect-error a secret is named, never written
    defineWorkspace({ ...basics, key: "sesame", connections: {} }),
    // @ts-expect-error channel
    defineWorkspace({ ...basics, connections: { a: { chanel: "webhook" } } }),
    // @ts-expect-error the configuration of a Typeform has items
    defineWorkspace({ ...basics, connections: { a: { channel: "typeform", config: { itemz: {} } } } }),
    // @ts-expect-error a rule about a target has one
    defineWorkspace({ ...basics, connections: {}, rules: { low: { kind: "below-target", metric: "nps" } } }),
    // @ts-expect-error nps
    defineWorkspace({ ...basics, connections: {}, scores: { nps: { metric: "npss", item: "recommend" } } }),
  ];
  expect(given).toHaveLength(5);
});
