import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { manifestPage, manifestPageFile } from "./manifest-page.ts";

/** Without what a formatter changes. */
const plain = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll(/-{3,}/g, "---");

it("the reference of the manifest is that of its schema (if not: the command in manifest-page.ts)", () => {
  expect(plain(readFileSync(manifestPageFile, "utf8"))).toBe(plain(manifestPage()));
});
