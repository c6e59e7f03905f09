import { zipSync } from "fflate";
import { expect, it } from "vitest";
import { delimitedText } from "./delimited-text.ts";
import recorded from "./encoding-samples.json" with { type: "json" };
import { openTable } from "./table-open.ts";
import { zip } from "./zip.ts";

async function cellsOf(file: Blob, encoding?: string): Promise<string[][]> {
  const readers = [delimitedText, zip([delimitedText])];
  // A Blob's stream can be iterated in Chromium from 124 on.
  const bytes = file.stream() as unknown as AsyncIterable<Uint8Array>;
  const { rows } = await openTable(
    bytes,
    { name: "file", ...(encoding === undefined ? {} : { encoding }) },
    readers,
  );
  const cells: string[][] = [];
  for await (const row of rows) cells.push([...row.cells]);
  return cells;
}

it("a page reads files in every encoding as Node does, in archives too", async () => {
  for (const { encoding, decided, text, base64 } of recorded.samples) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const expected = await cellsOf(new Blob([text]));
    expect(await cellsOf(new Blob([bytes]), encoding), encoding).toEqual(expected);
    if (decided === null) continue;
    expect(await cellsOf(new Blob([bytes])), encoding).toEqual(expected);
    expect(await cellsOf(new Blob([zipSync({ "a.csv": bytes })])), encoding).toEqual(expected);
  }
});
