import { expect, expectTypeOf, it } from "vitest";
import type { Filter, Selection } from "../selection.ts";
import type { ReadonlyOutput } from "../fixtures/readonly-output.ts";
import { filterSchema, selectionSchema } from "./selection.ts";

it("schemas and types are one, in both directions", () => {
  // From schema to type is checked where the schema is declared; here, from type to schema.
  expectTypeOf<Filter>().toExtend<ReadonlyOutput<typeof filterSchema>>();
  expectTypeOf<Selection>().toExtend<ReadonlyOutput<typeof selectionSchema>>();
});

it("filters nest", () => {
  const filter = {
    all: [{ not: { field: "channel", in: ["web", null] } }, { any: [{ field: "data.amount", from: 3 }] }],
  };
  expect(filterSchema.parse(filter)).toEqual(filter);
});

it.each([
  { field: "channel", is: "web" },
  { in: ["web"] },
  { all: { field: "channel", in: [] } },
  { any: [{ not: "web" }] },
  {},
])("%o is no condition", (filter) => {
  expect(filterSchema.safeParse(filter).success).toBe(false);
});

it("a selection asks for an item or a field, not both, of at least one type", () => {
  const selection = {
    types: ["survey.responded"],
    item: "recommend",
    instrument: "recommend@1",
    tally: "scale",
  };
  expect(selectionSchema.parse(selection)).toEqual(selection);
  expect(selectionSchema.safeParse({ ...selection, value: "data.amount" }).success).toBe(false);
  expect(selectionSchema.safeParse({ ...selection, types: [] }).success).toBe(false);
});

it("a selection may ask for a plugin's type", () => {
  expect(selectionSchema.safeParse({ types: ["parcel.delivered"] }).success).toBe(true);
});
