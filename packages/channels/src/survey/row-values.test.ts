import { describe, expect, it } from "vitest";
import { languageTag, readDuration } from "./row-values.ts";

describe("cells of a row", () => {
  it("durations are seconds, in whatever words", () => {
    expect(
      ["123", "123秒", "2分3秒", "1小时", "00:02:03", "2:03", "2 min", "1h 2m 3s"].map((cell) =>
        readDuration(cell, "second"),
      ),
    ).toEqual([123, 123, 123, 3600, 123, 123, 120, 3723]);
    expect(readDuration("2", "minute")).toBe(120);
    expect(["", "soon", "-5"].map((cell) => readDuration(cell, "second"))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("languages are BCP 47 tags", () => {
    expect(["EN", "en_US", "ZH-S", "zh-t", "pt-BR", "English", ""].map(languageTag)).toEqual([
      "en",
      "en-US",
      "zh-Hans",
      "zh-Hant",
      "pt-BR",
      undefined,
      undefined,
    ]);
  });
});
