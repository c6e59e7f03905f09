import { describe, expect, expectTypeOf, it } from "vitest";
import type { Journey } from "../journey.ts";
import { journeySchema } from "./journey.ts";
import type { ReadonlyOutput } from "../fixtures/readonly-output.ts";

const checkout = {
  id: "checkout",
  title: { en: "Checkout", zh: "结账" },
  items: ["pay-ease"],
  channels: ["web"],
};
const purchase = { id: "purchase", title: { en: "Purchase" }, touchpoints: [checkout], aliases: ["buy"] };
const journey = { id: "retail", title: { en: "Retail" }, stages: [purchase] };

it("the schema and the type are one, in both directions", () => {
  // From schema to type is checked where the schema is declared (`satisfies`); here, from type to schema.
  expectTypeOf<Journey>().toExtend<ReadonlyOutput<typeof journeySchema>>();
});

it("stages with touchpoints, items and aliases are accepted", () => {
  expect(journeySchema.parse(journey)).toEqual(journey);
});

describe("a journey is refused for", () => {
  it.each([
    ["no stage", { stages: [] }, "stages"],
    ["two stages of one id", { stages: [purchase, purchase] }, "stages"],
    [
      "two touchpoints of one id",
      { stages: [{ ...purchase, touchpoints: [checkout, checkout] }] },
      "stages.0.touchpoints",
    ],
    ["a title in no language", { title: {} }, "title"],
    ["a field that nobody declared", { owner: "me" }, ""],
  ])("%s", (_, change, path) => {
    const { error } = journeySchema.safeParse({ ...journey, ...change });
    expect(error?.issues[0]?.path.join(".")).toBe(path);
  });
});
