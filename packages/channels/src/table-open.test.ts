import type { TableRow } from "@cxkit/core";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { delimitedText } from "./delimited-text.ts";
import { openTable } from "./table-open.ts";
import { zip } from "./zip.ts";

const readers = [delimitedText, zip([delimitedText])];
const utf8 = (text: string) => new TextEncoder().encode(text);

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function allOf(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const all: TableRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

const opened = (bytes: Uint8Array, size = 1000) =>
  openTable(inChunks(bytes, size), { name: "june.dat" }, readers);
const stops = (message: RegExp) =>
  expect.objectContaining({
    name: "CxError",
    code: "invalid-file",
    message: expect.stringMatching(message),
    place: { file: "june.dat" },
  });

describe("openTable", () => {
  it("takes the reader that knows the content, in any chunks, and loses no byte", async () => {
    const text = `id,score\n${"1,9\n".repeat(3000)}`;
    for (const size of [1, 7, 5000, 100_000]) {
      const plain = await opened(utf8(text), size);
      expect(plain.format).toEqual({ encoding: "utf-8", delimiter: "," });
      expect(await allOf(plain.rows)).toHaveLength(3001);
      const packed = await opened(zipSync({ "a.bin": utf8(text) }), size);
      expect(packed.format).toEqual({ encoding: "utf-8", delimiter: ",", part: "a.bin" });
      expect(await allOf(packed.rows)).toHaveLength(3001);
    }
  });

  it("names what a file is that no reader knows, and what can be read", async () => {
    await expect(opened(utf8("%PDF-1.7\n"))).rejects.toEqual(
      stops(
        /^this is a PDF document, which is not a table; what can be read: Delimited text \(CSV, TSV\); Zip archive/,
      ),
    );
    await expect(opened(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))).rejects.toEqual(
      stops(/\.xls/),
    );
    await expect(opened(Uint8Array.of(0, 1, 2, 0, 0, 0))).rejects.toEqual(stops(/binary data/));
    await expect(opened(zipSync({ "[Content_Types].xml": utf8("<Types/>") }))).rejects.toEqual(
      stops(/workbook/),
    );
  });

  it("says what to do with a file that can be made one, and nothing else", async () => {
    await expect(opened(utf8("<!doctype html><title>Log in</title>"))).rejects.toEqual(
      stops(
        /^this is an HTML page, which cannot be read as it is: if it is the page of a login that has run out, log in and download the file again$/,
      ),
    );
    await expect(opened(Uint8Array.of(0x1f, 0x8b, 8, 0))).rejects.toEqual(
      stops(/^this is a gzip archive, which cannot be read as it is: unpack it first$/),
    );
  });

  it("takes no text without columns for a table when its name says it is something else", async () => {
    const note = utf8("Thank you for your interest.\nThe survey closes in June.\n");
    await expect(openTable(inChunks(note, 1000), { name: "readme.pdf" }, readers)).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(/^by its name this is a PDF document, and its text has no columns/),
    });
    await expect(opened(zipSync({ "readme.pdf": note }))).rejects.toEqual(
      stops(/^the archive holds no table, only "readme.pdf"$/),
    );
    const table = await openTable(inChunks(utf8("id,score\n1,9\n"), 3), { name: "export.xls" }, readers);
    expect(await allOf(table.rows)).toHaveLength(2);
  });

  it("does not pass over a sheet that was asked of a text", async () => {
    await expect(
      openTable(inChunks(utf8("id,score\n1,9\n"), 99), { name: "june.csv", sheet: "3" }, readers),
    ).rejects.toMatchObject({
      code: "invalid-setup",
      message: expect.stringMatching(/--sheet 3 .* has none/),
    });
  });

  it("says that an empty file is empty", async () => {
    await expect(opened(new Uint8Array(0))).rejects.toEqual(stops(/the file is empty/));
  });

  it("closes its source when no reader takes it", async () => {
    let closed = false;
    async function* source() {
      try {
        yield utf8("%PDF-".padEnd(9000));
        yield utf8("more");
      } finally {
        closed = true;
      }
    }
    await expect(openTable(source(), { name: "june.dat" }, readers)).rejects.toEqual(stops(/PDF/));
    expect(closed).toBe(true);
  });

  it("neither hangs nor fails otherwise on random bytes, behind a zip's first four too", async () => {
    const zipLike = fc
      .uint8Array({ maxLength: 200 })
      .map((bytes) => new Uint8Array([0x50, 0x4b, 3, 4, ...bytes]));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), zipLike), async (bytes) => {
        const outcome = await opened(bytes)
          .then(({ rows }) => allOf(rows))
          .catch((error: unknown) => error);
        if (outcome instanceof Error)
          expect(outcome).toMatchObject({ name: "CxError", code: "invalid-file" });
      }),
      { numRuns: 500 },
    );
  });
});
