import { existsSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { templates } from "./templates.ts";

it("every template has its folder, and data comes before code", () => {
  const ids = Object.keys(templates);
  for (const id of ids)
    expect(existsSync(path.join(import.meta.dirname, "../templates", id, "src/index.ts")), id).toBe(true);
  expect(ids.indexOf("metric")).toBeLessThan(ids.indexOf("metric-code"));
});
