import { describe, expect, expectTypeOf, it } from "vitest";
import type { Answer } from "../event-data.ts";
import { missingReasons } from "../missing.ts";
import { answerSchema } from "./event-data.ts";
import type { ReadonlyOutput } from "../fixtures/readonly-output.ts";

const answer = { item: "recommend", value: 9, instrument: "recommend@1" };

it("the schema and the type are one, in both directions", () => {
  // From schema to type is checked where the schema is declared (`satisfies`); here, from type to schema.
  expectTypeOf<Answer>().toExtend<ReadonlyOutput<typeof answerSchema>>();
});

describe("an answer", () => {
  it.each([[9], [0], [-1.5], ["because"], [["price", "staff"]], [null]])("may be %o", (value) => {
    expect(answerSchema.parse({ ...answer, value })).toEqual({ ...answer, value });
  });

  it.each([[""], [[]], [[""]], [NaN], [Infinity], [true], [undefined], [{}]])("is never %o", (value) => {
    expect(answerSchema.safeParse({ ...answer, value }).success).toBe(false);
  });

  it.each(missingReasons)("may be missing because %s, without a value and only so", (missing) => {
    expect(answerSchema.safeParse({ ...answer, value: null, missing }).success).toBe(true);
    expect(answerSchema.safeParse({ ...answer, missing }).success).toBe(false);
  });
});
