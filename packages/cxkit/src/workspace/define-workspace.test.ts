import { expect, it } from "vitest";
import { defineWorkspace } from "./define-workspace.ts";
import { env } from "./env.ts";

it("defineWorkspace hands back what it was given", () => {
  const config = { name: "Shop", zone: "UTC", key: env("CXKIT_KEY"), connections: {} };
  expect(defineWorkspace(config)).toBe(config);
});
