import { describe, expect, it } from "vitest";
import { configChange } from "./config-change.ts";
import { hostAllowed } from "./host-pattern.ts";
import { forbiddenUses, importedPackages } from "./source-scan.ts";

describe("importedPackages", () => {
  it("names packages, not files, types, built-in modules or comments", () => {
    const text = `import { z } from "zod";
import type { Raw } from "only-types";
import "@acme/side/effects";
export { a } from "./own.ts";
import fs from "node:fs";
// import "commented";
const later = await import("lodash-es/array");`;
    expect(importedPackages(text)).toEqual(["zod", "@acme/side", "lodash-es"]);
  });

  it("takes a text for no import", () => {
    expect(importedPackages('own(own(value, "from"), "userid") + own(value, "import")')).toEqual([]);
  });
});

describe("forbiddenUses", () => {
  it.each([
    ['import fs from "node:fs"', ["node:fs"]],
    ['import fs from "fs/promises"', ["fs/promises"]],
    ["const home = process.env.HOME", ["process"]],
    ["const now = Date.now() + Math.random() + new Date()", ["Date.now", "Math.random", "new Date()"]],
    ["await fetch(url)", ["fetch"]],
  ])("sees %j", (text, uses) => {
    expect(forbiddenUses(text)).toEqual(uses);
  });

  it.each([
    "context.fetch(url)",
    "const options = { process: 1 }",
    '"process and fetch"',
    "// console.log",
    "new Date(0)",
    "preprocess(x)",
  ])("lets %j be", (text) => {
    expect(forbiddenUses(text)).toEqual([]);
  });
});

describe("hostAllowed", () => {
  it("knows exact hosts, one label of a wildcard, and what is configured", () => {
    expect(hostAllowed("api.example.com", "api.example.com", {})).toBe(true);
    expect(hostAllowed("api.example.com", "api.example.com.evil.test", {})).toBe(false);
    expect(hostAllowed("*.example.com", "eu.example.com", {})).toBe(true);
    expect(hostAllowed("*.example.com", "example.com", {})).toBe(false);
    expect(hostAllowed("*.example.com", "a.b.example.com", {})).toBe(false);
    expect(hostAllowed("${config:site}", "shop.example.org", { site: "https://shop.example.org/x" })).toBe(
      true,
    );
    expect(hostAllowed("${config:site}", "shop.example.org", { site: "shop.example.org" })).toBe(true);
    expect(hostAllowed("${config:site}", "shop.example.org", {})).toBe(false);
  });
});

describe("configChange", () => {
  const schema = (properties: object, required: readonly string[] = []) => ({
    type: "object",
    properties: { ...properties },
    required: [...required],
  });
  const text = { type: "string" };

  it.each([
    [{ a: text }, [], { a: { ...text, description: "a word" } }, [], "patch"],
    [{ a: text }, [], { a: text, b: text }, [], "minor"],
    [{ a: text }, ["a"], { a: text }, [], "patch"],
    [{ a: text }, [], {}, [], "major"],
    [{ a: text }, [], { a: { type: "number" } }, [], "major"],
    [{ a: text }, [], { a: text }, ["a"], "major"],
  ])("of %j %j to %j %j is %s", (before, needed, after, needs, change) => {
    expect(configChange(schema(before, needed), schema(after, needs)).change).toBe(change);
  });
});
