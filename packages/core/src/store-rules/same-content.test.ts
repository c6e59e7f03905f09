import { expect, it } from "vitest";
import type { CxEvent } from "../event.ts";
import { same, sameContent } from "./same-content.ts";

const visit: CxEvent = {
  type: "interaction.occurred",
  source: "shop:eu",
  key: "42",
  id: "42",
  revision: 0,
  time: "2026-03-01T09:30:00Z",
  received: "2026-03-01T09:30:05Z",
  channel: "web",
  dimensions: { region: "north" },
  data: { action: "visit" },
};

it("an event that arrives again is the same, whenever it does", () => {
  expect(sameContent(visit, { ...visit, received: "2026-03-02T00:00:00Z" })).toBe(true);
  expect(sameContent(visit, { ...visit, data: { action: "call" } })).toBe(false);
});

it("the order of keys says nothing, the order of a list does", () => {
  expect(same({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
  expect(same([1, 2], [2, 1])).toBe(false);
  expect(same([1], { 0: 1 })).toBe(false);
});

it("absent and undefined are one, absent and null are not", () => {
  expect(same({ a: undefined }, {})).toBe(true);
  expect(same({}, { a: undefined })).toBe(true);
  expect(same({ a: null }, {})).toBe(false);
  expect(same({}, { a: null })).toBe(false);
});
