import { expect, it } from "vitest";
import { settings } from "./settings.ts";

it("settings take a confidence from 0 to 1, and nothing else", async () => {
  const issues = async (given: unknown) =>
    (await settings.schema["~standard"].validate(given)).issues?.length ?? 0;
  expect(await issues({})).toBe(0);
  expect(await issues({ confidence: 0.9 })).toBe(0);
  for (const wrong of [{ confidence: 90 }, { confidnce: 0.9 }, { confidence: "high" }, null])
    expect(await issues(wrong)).toBeGreaterThan(0);
});
