import { describe, expect, it } from "vitest";
import { jsonSchemaProblems } from "./json-schema-problems.ts";

const schema = {
  type: "object",
  properties: { app: { type: "string" }, pages: { type: "integer", minimum: 1 } },
  required: ["app"],
  additionalProperties: false,
};

describe("jsonSchemaProblems", () => {
  it("has nothing against what fits, and names each key that does not", () => {
    expect(jsonSchemaProblems(schema, { app: "a" }, "config")).toEqual([]);
    const problems = jsonSchemaProblems(schema, { pages: 0, other: 1 }, "connections.reviews.config");
    expect(problems.map(({ path }) => path).toSorted()).toEqual([
      "connections.reviews.config",
      "connections.reviews.config.app",
      "connections.reviews.config.pages",
    ]);
  });

  it("takes a missing value for an empty one, and says nothing of a schema that it cannot read", () => {
    expect(jsonSchemaProblems({ type: "object" }, undefined, "config")).toEqual([]);
    expect(jsonSchemaProblems({ type: "no such type" }, 7, "config")).toEqual([]);
  });
});
