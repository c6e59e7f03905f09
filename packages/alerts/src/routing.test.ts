import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRouting, ownerOf, type Routing } from "./routing.ts";

const routing: Routing = {
  fallback: "care",
  rules: { call: "callers" },
  teams: { by: "dimensions.region", owners: { north: "north-team" } },
  stages: { delivery: "logistics" },
};
const nowhere = () => null;

describe("the owner", () => {
  it("is the rule's, then the team's, then the stage's, then the fallback", () => {
    const field = (path: string) => (path === "dimensions.region" ? "north" : null);
    expect(ownerOf(routing, { rule: "call", owner: "ann", stage: "delivery", field })).toBe("ann");
    expect(ownerOf(routing, { rule: "call", stage: "delivery", field })).toBe("callers");
    expect(ownerOf(routing, { rule: "low", stage: "delivery", field })).toBe("north-team");
    expect(ownerOf(routing, { rule: "low", stage: "delivery", field: nowhere })).toBe("logistics");
    expect(ownerOf(routing, { rule: "low", stage: "use", field: nowhere })).toBe("care");
  });

  it("is never nobody, whatever stages and regions are called", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (rule, stage, region) => {
        expect(ownerOf(routing, { rule, stage, field: () => region })).toMatch(
          /^(?:care|callers|north-team|logistics)$/,
        );
      }),
    );
    expect(ownerOf(routing, { stage: "constructor", field: () => "__proto__" })).toBe("care");
  });

  it("is refused where a table names nobody", () => {
    expect(() => checkRouting({ fallback: " " })).toThrow(/routing\.fallback/);
    expect(() => checkRouting({ ...routing, stages: { use: "" } })).toThrow(/routing\.stages\.use/);
    expect(() => checkRouting(routing)).not.toThrow();
  });
});
