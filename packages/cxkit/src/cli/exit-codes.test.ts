import { describe, expect, it } from "vitest";
import { cxError } from "@cxkit/core";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";

describe("exitCodeOf", () => {
  it.each([
    ["a file that is not what it should be", cxError("invalid-file", "x.csv: empty"), exitCodes.file],
    ["a mapping that does not fit", cxError("invalid-setup", "no such column"), exitCodes.setup],
    ["something that is not there yet", cxError("unsupported", "no such reader"), exitCodes.setup],
    ["a disk that refuses", cxError("unavailable", "no space left"), exitCodes.unavailable],
    [
      "a refusal of the system that nobody translated",
      Object.assign(new Error("x"), { code: "EIO" }),
      exitCodes.unavailable,
    ],
    ["an interrupt", new DOMException("stop", "AbortError"), exitCodes.interrupted],
    ["a mistake of ours", new TypeError("undefined is not a function"), exitCodes.bug],
    ["anything else that was thrown", "text", exitCodes.bug],
  ])("tells the shell of %s", (_, thrown, code) => {
    expect(exitCodeOf(thrown)).toBe(code);
  });

  it("gives each outcome a code of its own", () => {
    const codes = Object.values(exitCodes);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
