import * as fc from "fast-check";
import { expect, it } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

const known = ["channel", "config", "secrets", "inbox", "pullEvery"];

it.each([
  ["chanel", "channel"],
  ["Channel", "channel"],
  ["chnanel", "channel"],
  ["pullevery", "pullEvery"],
  ["secret", "secrets"],
  ["colour", undefined],
  ["", undefined],
])("didYouMean takes %j for %j", (word, meant) => {
  expect(didYouMean(word, known)).toBe(meant);
});

it("didYouMean knows a word that is there, and one with a letter dropped", () => {
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.nat(), (word, at) => {
      expect(didYouMean(word, known)).toBe(word);
      const cut = at % word.length;
      expect(didYouMean(word.slice(0, cut) + word.slice(cut + 1), known)).toBe(word);
    }),
  );
});
