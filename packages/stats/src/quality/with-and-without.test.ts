import { expect, it } from "vitest";
import { withAndWithout } from "./with-and-without.ts";

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const rules = [
  { rule: "fast", flagged: [true, false, false, false] },
  { rule: "copied", flagged: [false, false, true, false] },
];

it("withAndWithout says each rule and all together, and leaves the figure of everybody as it is", () => {
  expect(withAndWithout([1, 2, 4, 8], rules, sum)).toEqual([
    { rule: "fast", all: 15, without: 14, n: 4, flagged: 1 },
    { rule: "copied", all: 15, without: 11, n: 4, flagged: 1 },
    { rule: "any of these", all: 15, without: 10, n: 4, flagged: 2 },
  ]);
  expect(withAndWithout([1, 2, 4, 8], rules.slice(0, 1), sum)).toHaveLength(1);
  expect(withAndWithout([1, 2, 4, 8], [], sum)).toEqual([]);
});

it("withAndWithout stops at flags of other respondents", () => {
  expect(() => withAndWithout([1], rules, sum)).toThrow(
    new RangeError('withAndWithout requires 1 flags of the rule "fast", got 4'),
  );
});
