import { expect, it } from "vitest";
import { groupedBy } from "./grouped-by.ts";

it("groups stand in order of first appearance and keep the order within", () => {
  expect([...groupedBy(["b1", "a1", "b2"], ([letter]) => letter)]).toEqual([
    ["b", ["b1", "b2"]],
    ["a", ["a1"]],
  ]);
});
