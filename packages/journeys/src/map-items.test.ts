import { expect, it } from "vitest";
import { fiveStageJourney } from "./five-stage-journey.ts";
import { mapItems } from "./map-items.ts";
import { touchpointOf } from "./touchpoint-of.ts";

const items = [
  { item: "q1", label: "Delivery" },
  { item: "q2", label: "Restaurants" },
  { item: "q3", wording: "您对支付满意吗？" },
  { item: "q4", label: "Price and delivery" },
  { item: "q5", label: "Delivery and returns" },
];

it("mapItems places each item as touchpointOf does, in the order given, and names the others", () => {
  const { placed, unplaced } = mapItems(fiveStageJourney, items);
  expect(placed).toEqual([
    { item: "q1", stage: "use", touchpoint: "delivery" },
    { item: "q3", stage: "purchase", touchpoint: "payment" },
    { item: "q5", stage: "use", touchpoint: null },
  ]);
  expect(unplaced).toEqual(["q2", "q4"]);
  for (const { item, ...position } of placed) {
    expect(
      touchpointOf(
        fiveStageJourney,
        items.find((one) => one.item === item)!,
      ),
    ).toEqual(position);
  }
});

it("mapItems of nothing is nothing", () => {
  expect(mapItems(fiveStageJourney, [])).toEqual({ placed: [], unplaced: [] });
});
