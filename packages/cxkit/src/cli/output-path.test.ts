import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { outputPath } from "./output-path.ts";

describe("outputPath", () => {
  it("names the report after the first file, without its folder", async () => {
    expect(await outputPath(undefined, ["exports/march 2026.csv", "april.csv"])).toBe(
      "march 2026.report.html",
    );
    expect(await outputPath(undefined, [".answers"])).toBe(".answers.report.html");
  });

  it("takes a path as it is, and puts the default name into a folder", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "cxkit-out-"));
    expect(await outputPath(path.join(folder, "x.html"), ["a.csv"])).toBe(path.join(folder, "x.html"));
    expect(await outputPath(folder, ["a.csv"])).toBe(path.join(folder, "a.report.html"));
    expect(await outputPath("new/", ["a.csv"])).toBe(path.join("new", "a.report.html"));
    await rm(folder, { recursive: true });
  });

  it("refuses an empty path", async () => {
    await expect(outputPath("", ["a.csv"])).rejects.toThrow("--out wants a path");
  });
});
