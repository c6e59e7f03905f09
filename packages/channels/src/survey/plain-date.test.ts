import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDate, readDate } from "./date-text.ts";
import { plainDate } from "./plain-date.ts";

const orders = ["ymd", "dmy", "mdy"] as const;

describe("the quick reading of a date", () => {
  it("says what the thorough one says, or nothing", () => {
    const number = fc.oneof(fc.nat(99), fc.constantFrom(2026, 1999, 202, 12026)).map(String);
    const padded = number.map((text) => text.padStart(2, "0"));
    const sign = fc.constantFrom("-", "/", ".");
    const part = fc.oneof(number, padded);
    const date = fc.tuple(part, sign, part, sign, part).map((parts) => parts.join(""));
    const time = fc
      .tuple(
        fc.constantFrom(" ", "T", "  "),
        part,
        fc.constant(":"),
        part,
        fc.constantFrom("", ":05", ":5", ":60", ":07.250", ":"),
        fc.constantFrom("", " AM", " PM", "PM", " am", "Z", " UTC", "+08:00", " x"),
      )
      .map((parts) => parts.join(""));
    const text = fc.tuple(date, fc.oneof(fc.constant(""), time)).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.constantFrom(...orders), (written, order) => {
        const quick = plainDate(written, order);
        if (quick) expect(quick).toEqual(anyDate(written, order));
        expect(readDate(written, order)).toEqual(anyDate(written, order));
      }),
      { seed: 20_260_301, numRuns: 5000 },
    );
  });

  it("takes the shapes that exports are written in", () => {
    for (const [text, order] of [
      ["2026-03-01 09:30:05", "ymd"],
      ["2026/3/1 9:30", "ymd"],
      ["2026-03-01T09:30:05.123Z", "ymd"],
      ["03/01/2026 02:31:00 PM", "mdy"],
      ["29.02.2024", "dmy"],
    ] as const)
      expect(plainDate(text, order), text).toEqual(anyDate(text, order));
  });
});
