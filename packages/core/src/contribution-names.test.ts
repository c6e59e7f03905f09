import { expect, it } from "vitest";
import { contributionNames, contributionWords } from "./contribution-names.ts";

it("names everything that is contributed, kind by kind, and settings not at all", () => {
  const entry = (id: string) => ({ id, title: id, spec: "v1", data: {} }) as const;
  expect(
    contributionNames({
      metrics: [entry("loyalty"), entry("ease")],
      alertRules: [entry("hard")],
      configuration: { type: "object" },
    }),
  ).toEqual(["metric loyalty", "metric ease", "alert rule hard"]);
  expect(contributionNames({})).toEqual([]);
});

it("has one word for each kind, and none for two", () => {
  const words = Object.values(contributionWords);
  expect(new Set(words).size).toBe(words.length);
});
