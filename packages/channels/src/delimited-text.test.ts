import type { TableContext, TableRow } from "@cxkit/core";
import { tableReaderLaws } from "@cxkit/testkit";
import fc from "fast-check";
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { delimitedText } from "./delimited-text.ts";
import recorded from "./encoding-samples.json" with { type: "json" };

async function* inChunks(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function allOf(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const all: TableRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function read(
  input: string | Uint8Array,
  context: Partial<TableContext> = {},
  size?: number,
): Promise<{ format: object; rows: TableRow[] }> {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const table = await delimitedText.open(inChunks(bytes, size), { name: "file.csv", ...context });
  return { format: table.format, rows: await allOf(table.rows) };
}

const cellsOf = async (input: string | Uint8Array, context?: Partial<TableContext>) =>
  (await read(input, context)).rows.map(({ cells }) => cells);
const linesOf = async (input: string) => (await read(input)).rows.map(({ line }) => line);

const stops = (line: number | undefined, message: RegExp) =>
  expect.objectContaining({
    name: "CxError",
    code: "invalid-file",
    message: expect.stringMatching(message),
    place: line === undefined ? { file: "file.csv" } : { file: "file.csv", line },
  });

const quoted = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(";")).join("\r\n");

describe("delimitedText keeps the table laws", () => {
  const samples = {
    make: (rows: readonly (readonly string[])[]) => new TextEncoder().encode(quoted(rows)),
    context: { delimiter: ";" },
    // eslint-disable-next-line no-control-regex -- NUL is what is looked for
    cannotCarry: /\0|\p{Surrogate}/u,
  };
  for (const law of tableReaderLaws(delimitedText, samples)) it(law.name, law.check);
});

describe("delimitedText reads RFC 4180", () => {
  it("with quotes, doubled quotes, delimiters and line breaks inside quotes", async () => {
    expect(await cellsOf('a,b\n"1,5","say ""hi""\r\nplease"\n')).toEqual([
      ["a", "b"],
      ["1,5", 'say "hi"\r\nplease'],
    ]);
  });

  it("with LF, CRLF and CR, with or without one at the end", async () => {
    const rows = [
      ["a", "b"],
      ["1", "2"],
    ];
    for (const text of ["a,b\n1,2", "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", 'a,b\r"1",2\r'])
      expect(await cellsOf(text)).toEqual(rows);
  });

  it("counts lines exactly, blank ones and those inside quotes too", async () => {
    expect(await linesOf('a,b\n\n\n1,"x\ny\r\nz"\n3,4\n')).toEqual([1, 4, 7]);
    expect(await linesOf('a,b\r\r1,"x\ry"\r3,4')).toEqual([1, 3, 5]);
    expect(await linesOf("sep=;\r\na;b\r\n1;2\r\n")).toEqual([2, 3]);
  });

  it("skips empty lines, and keeps rows of empty cells", async () => {
    expect(await cellsOf("a,b\n\n,\n\r\n")).toEqual([
      ["a", "b"],
      ["", ""],
    ]);
    expect(await cellsOf('a\n""\n\n')).toEqual([["a"], [""]]);
  });

  it("gives rows as many cells as they have", async () => {
    expect(await cellsOf("a,b\n1\n1,2\n1,2,3\n")).toEqual([["a", "b"], ["1"], ["1", "2"], ["1", "2", "3"]]);
  });

  it("takes a quote inside an unquoted cell as text, and drops spaces behind a closing one", async () => {
    expect(await cellsOf('size,b\n5" disk, "x"\n"c"  ,d\n')).toEqual([
      ["size", "b"],
      ['5" disk', ' "x"'],
      ["c", "d"],
    ]);
  });

  it("says encoding and delimiter, and leaves one column whole", async () => {
    expect((await read("a;b\n1;2\n")).format).toEqual({ encoding: "utf-8", delimiter: ";" });
    expect(await read("comment\nGood, cheap\nFine\n")).toEqual({
      format: { encoding: "utf-8" },
      rows: [
        { line: 1, cells: ["comment"] },
        { line: 2, cells: ["Good, cheap"] },
        { line: 3, cells: ["Fine"] },
      ],
    });
  });

  it("cuts off the byte order mark, and keeps one that is text", async () => {
    expect(await cellsOf("\ufeffa,b\n\ufeff1,2\n")).toEqual([
      ["a", "b"],
      ["\ufeff1", "2"],
    ]);
  });
});

describe("delimitedText reads every encoding", () => {
  it("of the fixtures, when told or when it can tell", async () => {
    for (const { encoding, decided, text, base64 } of recorded.samples) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const expected = (await read(text)).rows;
      expect((await read(bytes, { encoding }, 3)).rows).toEqual(expected);
      if (decided !== null) expect((await read(bytes, {}, 5)).rows).toEqual(expected);
    }
  });
});

describe("delimitedText stops, with the line", () => {
  it("at a byte that contradicts the encoding, and says what to pass", async () => {
    const head = new TextEncoder().encode(`id,comment\n${"1,fine\n".repeat(200_000)}`);
    const bytes = new Uint8Array([...head, 0x32, 0x2c, 0xc2, 0xfa, 0xd2, 0xe2, 0x0a]);
    await expect(read(bytes)).rejects.toEqual(stops(200_002, /is not utf-8.*--encoding.*gb18030/));
    await expect(read(bytes, {}, 1000)).rejects.toEqual(stops(200_002, /is not utf-8/));
  });

  it("at a byte that an asked-for encoding has not", async () => {
    await expect(read(Uint8Array.of(0x61, 0x0a, 0xff, 0x0a), { encoding: "gb18030" })).rejects.toEqual(
      stops(2, /is not gb18030/),
    );
  });

  it("at a character that the end of the file cuts", async () => {
    const bytes = new TextEncoder().encode("id,名\n1,满").subarray(0, -1);
    await expect(read(bytes)).rejects.toEqual(stops(2, /ends inside a character: the file is truncated/));
  });

  it("at a quote that is never closed, where it opened", async () => {
    await expect(read('a,b\n1,2\n3,"x\ny\nz')).rejects.toEqual(
      stops(3, /quote opened at line 3 is never closed/),
    );
    await expect(read('a,b\n1,"x\ny","open\n')).rejects.toEqual(stops(3, /quote opened at line 3/));
  });

  it("at text behind a closing quote, where two readings fit", async () => {
    await expect(read('a,b\n1,2\n"x"y,2\n')).rejects.toEqual(
      stops(3, /cell 1 goes on with "y" after its closing quote/),
    );
    await expect(read(String.raw`a,b${"\n"}"say \"hi\"",2${"\n"}`)).rejects.toEqual(
      stops(2, /written twice/),
    );
  });

  it("at a NUL character", async () => {
    await expect(read("a,b\n1,2\nx\0y,2\n".padEnd(90, "z"))).rejects.toEqual(stops(3, /NUL/));
  });

  it("at a row of more columns than a sheet can have, and counts them", async () => {
    await expect(read(`a\n${"1,".repeat(99_999)}1\n`, { delimiter: "," })).rejects.toEqual(
      stops(2, /100,000 columns, more than the 16,384/),
    );
    await expect(read(`${"question;".repeat(99_999)}last\n`)).rejects.toEqual(stops(1, /100,000 columns/));
  });

  it("at a row that does not end", async () => {
    await expect(read("a,b\n".padEnd(30_000_000, "x"))).rejects.toEqual(
      stops(2, /does not end within 10,000,000/),
    );
    await expect(read('a,b\n"'.padEnd(10_100_000, "x\n"))).rejects.toEqual(stops(2, /quote/));
  });

  it("at a file that is empty, or has empty lines only", async () => {
    await expect(read("")).rejects.toEqual(stops(undefined, /empty/));
    await expect(read("\ufeff")).rejects.toEqual(stops(undefined, /empty/));
    await expect(read("\n\r\n\n")).rejects.toEqual(stops(undefined, /no rows/));
  });

  it("at files of other kinds, which it names", async () => {
    await expect(read("%PDF-1.7 …")).rejects.toEqual(
      stops(1, /this is a PDF document, which is not a table/),
    );
    await expect(read("\n<!DOCTYPE html><html>")).rejects.toEqual(stops(1, /HTML page/));
    await expect(read('{"responses": []}')).rejects.toEqual(stops(1, /JSON/));
    await expect(read(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d))).rejects.toEqual(stops(1, /PNG/));
  });

  it("only after the rows before it", async () => {
    const table = await delimitedText.open(inChunks(new TextEncoder().encode('a,b\n1,2\n"x"y\n')), {
      name: "file.csv",
    });
    const seen: number[] = [];
    const reading = (async () => {
      for await (const row of table.rows) seen.push(row.line);
    })();
    await expect(reading).rejects.toEqual(stops(3, /closing quote/));
    expect(seen).toEqual([1, 2]);
  });

  it("when it is told to, by the signal's reason", async () => {
    await expect(read("a,b\n", { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });
});

describe("delimitedText", () => {
  it("recognises text by its bytes, whatever its name", () => {
    const recognised = (text: string) =>
      delimitedText.recognise(
        Uint8Array.from(text, (c) => c.charCodeAt(0)),
        "x.png",
      );
    expect(recognised("id,score\n1,9\n")).toBe(true);
    expect(recognised("i\0d\0,\0s\0\n\0")).toBe(true);
    expect(recognised("\0\0\u0001id\0\u0002\0\0\n")).toBe(false);
    expect(recognised("PK\u0003\u0004")).toBe(false);
    expect(recognised("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")).toBe(false);
  });

  it("closes its source when the reading stops early", async () => {
    let closed = false;
    async function* endless() {
      try {
        for (;;) yield new TextEncoder().encode("1,2\n".repeat(1 << 16));
      } finally {
        closed = true;
      }
    }
    const table = await delimitedText.open(endless(), { name: "file.csv" });
    for await (const row of table.rows) if (row.line > 300_000) break;
    expect(closed).toBe(true);
  });

  it("neither hangs nor fails otherwise on random bytes", async () => {
    const text = fc.uint8Array({ maxLength: 300 });
    const lively = fc.array(fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d, 0x3b, 0x61, 0xe9, 0xc2, 0xfa, 0x81), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          text,
          lively.map((bytes) => Uint8Array.from(bytes)),
        ),
        fc.integer({ min: 1, max: 9 }),
        async (bytes, size) => {
          const outcome = await read(bytes, {}, size).catch((error: unknown) => error);
          if (outcome instanceof Error)
            expect(outcome).toMatchObject({ name: "CxError", code: "invalid-file" });
        },
      ),
      { numRuns: 2000 },
    );
  });

  const real = process.env["CXKIT_REAL_DATA"];
  describe.skipIf(!real)("reads the real exports", () => {
    for (const folder of ["sfo-survey", "olist", "qualtrics", "r-packages"])
      it(`of ${folder}, every row with as many cells as the header`, async () => {
        for (const name of readdirSync(`${real}/${folder}`).filter((file) => file.endsWith(".csv"))) {
          const { rows } = await read(readFileSync(`${real}/${folder}/${name}`), { name });
          expect(rows.length).toBeGreaterThan(2);
          expect(new Set(rows.map(({ cells }) => cells.length)), name).toHaveLength(1);
        }
      });
  });
});
