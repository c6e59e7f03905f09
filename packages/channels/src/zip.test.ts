import type { TableRow } from "@cxkit/core";
import { tableReaderLaws } from "@cxkit/testkit";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { delimitedText } from "./delimited-text.ts";
import { zip } from "./zip.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const table = utf8("id;score\n1;9\n");

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function allOf(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const all: TableRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function read(archive: Uint8Array) {
  const opened = await zip([delimitedText]).open(once(archive), { name: "june.zip" });
  return { format: opened.format, rows: await allOf(opened.rows) };
}

const stops = (message: RegExp) =>
  expect.objectContaining({
    name: "CxError",
    code: "invalid-file",
    message: expect.stringMatching(message),
    place: expect.objectContaining({ file: "june.zip" }),
  });

/** The archive with some bytes of its records overwritten. */
function patched(archive: Uint8Array, record: number, offset: number, value: readonly number[]): Uint8Array {
  const bytes = archive.slice();
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 4 <= bytes.length; at += 1)
    if (view.getUint32(at, true) === record) bytes.set(value, at + offset);
  return bytes;
}
const [centralRecord, endOfCentral] = [0x02014b50, 0x06054b50];

describe("zip keeps the table laws", () => {
  const quoted = (rows: readonly (readonly string[])[]) =>
    rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(";")).join("\n");
  const samples = {
    make: (rows: readonly (readonly string[])[]) => zipSync({ "june.csv": utf8(quoted(rows)) }),
    context: { delimiter: ";" },
    // eslint-disable-next-line no-control-regex -- NUL is what is looked for
    cannotCarry: /\0|\p{Surrogate}/u,
  };
  for (const law of tableReaderLaws(zip([delimitedText]), samples)) it(law.name, law.check);
});

describe("zip reads the one table of an archive", () => {
  it("deflated or stored, whatever it is called, and says its name", async () => {
    for (const level of [0, 9] as const)
      expect(await read(zipSync({ "export/答卷.dat": table }, { level }))).toEqual({
        format: { encoding: "utf-8", delimiter: ";", part: "export/答卷.dat" },
        rows: [
          { line: 1, cells: ["id", "score"] },
          { line: 2, cells: ["1", "9"] },
        ],
      });
  });

  it("passing over folders, dotfiles, what macOS and Windows add, empty files, pictures", async () => {
    const archive = zipSync({
      "export/": new Uint8Array(0),
      "__MACOSX/export/._june.csv": utf8("Mac,OS\n"),
      "export/.DS_Store": utf8("a,b\n"),
      "Thumbs.db": utf8("a,b\n"),
      "empty.csv": new Uint8Array(0),
      "logo.png": Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
      "export/june.csv": table,
    });
    expect((await read(archive)).format.part).toBe("export/june.csv");
  });

  it("with a comment behind it", async () => {
    const archive = new Uint8Array([
      ...patched(zipSync({ "a.csv": table }), endOfCentral, 20, [2, 0]),
      0x68,
      0x69,
    ]);
    expect((await read(archive)).rows).toHaveLength(2);
  });

  it("of any size, unpacked as a stream", async () => {
    const long = utf8(
      `id;score\n${Array.from({ length: 100_000 }, (_, row) => `${row};${row % 11}\n`).join("")}`,
    );
    expect((await read(zipSync({ "a.csv": long }))).rows).toHaveLength(100_001);
  });
});

describe("zip stops", () => {
  it("at two tables, and names them", async () => {
    await expect(read(zipSync({ "a.csv": table, "sub/b.csv": table }))).rejects.toEqual(
      stops(/holds 2 tables: "a.csv", "sub\/b.csv"/),
    );
  });

  it("at no table", async () => {
    await expect(read(zipSync({ "logo.png": Uint8Array.of(0x89, 0x50, 0x4e, 0x47) }))).rejects.toEqual(
      stops(/no table/),
    );
  });

  it("at an encrypted one", async () => {
    const archive = patched(zipSync({ "a.csv": table }), centralRecord, 8, [1, 0]);
    await expect(read(archive)).rejects.toEqual(stops(/"a.csv" in the archive is encrypted/));
  });

  it("at methods other than Deflate", async () => {
    const archive = patched(zipSync({ "a.csv": table }), centralRecord, 10, [9, 0]);
    await expect(read(archive)).rejects.toEqual(stops(/method 9/));
  });

  it("at zip64", async () => {
    const archive = zipSync({ "a.csv": table });
    await expect(read(patched(archive, endOfCentral, 16, [255, 255, 255, 255]))).rejects.toEqual(
      stops(/zip64/),
    );
    await expect(read(patched(archive, centralRecord, 24, [255, 255, 255, 255]))).rejects.toEqual(
      stops(/zip64/),
    );
  });

  it("at a truncated archive, wherever it is cut", async () => {
    const archive = zipSync({ "a.csv": table });
    for (let length = 4; length < archive.length; length += 1)
      await expect(read(archive.subarray(0, length))).rejects.toEqual(stops(/truncated|damaged/));
  });

  it("at damaged content, by its checksum", async () => {
    const archive = zipSync({ "a.csv": table }, { level: 0 });
    const at = archive.indexOf("9".charCodeAt(0), 30);
    archive[at] = "3".charCodeAt(0);
    await expect(read(archive)).rejects.toEqual(
      stops(/"a.csv" in the archive is damaged: its checksum differs/),
    );
  });

  it("at more than the archive's list says, and at a bomb", async () => {
    const archive = zipSync({ "a.csv": utf8("1;2\n".repeat(50_000)) });
    await expect(read(patched(archive, centralRecord, 24, [100, 0, 0, 0]))).rejects.toEqual(
      stops(/zip bomb/),
    );
    const bomb = zipSync({ "a.csv": utf8("1;2\n").length > 0 ? new Uint8Array(80_000_000).fill(10) : table });
    await expect(read(bomb)).rejects.toEqual(stops(/zip bomb/));
  });

  it("at any byte changed, or reads what was written", async () => {
    const archive = zipSync({ "a.csv": table });
    const expected = await read(archive);
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = archive.slice();
        bytes[at] = bytes[at]! ^ change;
        const outcome = await read(bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toEqual(stops(/./));
        else expect((outcome as typeof expected).rows).toEqual(expected.rows);
      }),
      { numRuns: 500 },
    );
  });
});

describe("zip recognises archives, and leaves workbooks to others", () => {
  it("by the names of their first files", () => {
    const { recognise } = zip([delimitedText]);
    expect(recognise(zipSync({ "a.csv": table }), "")).toBe(true);
    expect(recognise(zipSync({ "[Content_Types].xml": table, "xl/workbook.xml": table }), "")).toBe(false);
    expect(recognise(zipSync({ "xl/workbook.xml": table }), "")).toBe(false);
    expect(recognise(table, "a.zip")).toBe(false);
  });
});
