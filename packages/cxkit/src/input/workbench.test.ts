import { describe, expect, it } from "vitest";
import type { InputFile } from "./input-file.ts";
import { openWorkbench } from "./workbench.ts";

const ambient = { key: new Uint8Array(32).fill(7), received: "2026-06-01T00:00:00Z" };

describe("files that tell of the same responses", () => {
  it("add only what is new when an export is cumulative", async () => {
    const { files, store } = await openWorkbench([january, januaryAndFebruary], ambient);
    expect(files.map(({ ingested }) => [ingested.rows, ingested.responses, ingested.duplicates])).toEqual([
      [30, 30, 0],
      [60, 30, 30],
    ]);
    expect(await responses(store)).toBe(60);
  });

  it("give the same answers in whichever order they come", async () => {
    const forth = await openWorkbench([january, januaryAndFebruary], ambient);
    const back = await openWorkbench([januaryAndFebruary, january], ambient);
    expect(await counts(back.store)).toEqual(await counts(forth.store));
  });

  it("name a row that was edited by its line, and count it once, as it is in the later file", async () => {
    const edited = textFile("edited.csv", table(1, 30, { R7: 5 }));
    const { files, store } = await openWorkbench([january, edited], ambient);
    expect(files[1]?.ingested.edited).toEqual([{ line: 8, key: "R7" }]);
    expect(files[1]?.ingested.duplicates).toBe(29);
    expect(await responses(store)).toBe(30);
    expect((await counts(store))[5]).toBe(
      (await counts((await openWorkbench([january], ambient)).store))[5]! + 1,
    );
  });

  it("follow the dates of edits where the file has them, in whichever order the files come", async () => {
    const heading = "Response ID,Submitted at,Date Modified,How likely are you to recommend us? (0-10)";
    const rows = (changed: boolean) =>
      lines(40, (i) => {
        const edited = changed && i < 20;
        const day = `2026-01-${String(1 + (i % 28)).padStart(2, "0")}`;
        return `R${i},${day} 10:00:00,${edited ? "2026-02-10" : day} 10:00:00,${edited ? 10 : i % 10}`;
      });
    const before = textFile("before.csv", `${heading}\n${rows(false)}`);
    const after = textFile("after.csv", `${heading}\n${rows(true)}`);
    const forth = await openWorkbench([before, after], ambient);
    const back = await openWorkbench([after, before], ambient);
    expect(
      forth.files.map(({ ingested }) => [ingested.responses, ingested.duplicates, ingested.edited.length]),
    ).toEqual([
      [40, 0, 0],
      [0, 20, 20],
    ]);
    expect(await counts(back.store)).toEqual(await counts(forth.store));
    expect((await counts(forth.store))[10]).toBe(20);
  });

  it("stop the run where ids start again in each file, since nothing would be right", async () => {
    const changes = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`R${i + 1}`, (i * 5 + 3) % 11]));
    const other = textFile("other.csv", table(1, 30, changes));
    await expect(openWorkbench([january, other], ambient)).rejects.toThrow(
      /other\.csv.*ids seem to start again/,
    );
  });
});

describe("files without an id", () => {
  const anonymous = (rows: string) => `Submitted,How likely are you to recommend us? (0-10)\n${rows}`;
  const rows = Array.from(
    { length: 40 },
    (_, i) => `2026-01-${String(1 + (i % 20)).padStart(2, "0")},${(i * 3) % 11}\n`,
  );

  it("say that identity was inferred, keep equal rows of one file, and know them again in the next", async () => {
    const twice = textFile("a.csv", anonymous([...rows, ...rows].join("")));
    const more = textFile("b.csv", anonymous([...rows, ...rows, "2026-02-01,9\n"].join("")));
    const { files, store } = await openWorkbench([twice, more], ambient);
    expect(files.map(({ config }) => config.identity)).toEqual(["inferred", "inferred"]);
    expect(files.map(({ ingested }) => ingested.responses)).toEqual([80, 1]);
    expect(await responses(store)).toBe(81);
  });
});

describe("ids that name no response", () => {
  it("stop the run, with the remedy, where a column of groups was taken for one", async () => {
    const read = openWorkbench([january], { ...ambient, overrides: { id: "Region" } });
    await expect(read).rejects.toThrow(/28 of 30 rows repeat an id.*--id none/);
  });
});

describe("a run that is interrupted", () => {
  it("stops between two tallies as well", async () => {
    const abort = new AbortController();
    const { store } = await openWorkbench([january], { ...ambient, signal: abort.signal });
    expect((await counts(store)).reduce((sum, count) => sum + count, 0)).toBe(30);
    abort.abort();
    await expect(counts(store)).rejects.toThrow(/abort/);
  });
});

describe("files that disagree", () => {
  it("are refused when one item is asked on two scales", async () => {
    const five = textFile(
      "five.csv",
      `id,date,Satisfaction\n${lines(30, (i) => `A${i},2026-01-05,${1 + (i % 5)}`)}`,
    );
    const seven = textFile(
      "seven.csv",
      `id,date,Satisfaction\n${lines(30, (i) => `B${i},2026-01-05,${1 + (i % 7)}`)}`,
    );
    const read = openWorkbench([five, seven], { ...ambient, overrides: { rating: ["Satisfaction"] } });
    await expect(read).rejects.toThrow(/one score needs one scale/);
  });
});

const january = textFile("january.csv", table(1, 30));
const januaryAndFebruary = textFile("february.csv", table(1, 60));

/** Responses `R1`…; `scores` overrides some. */
function table(from: number, to: number, scores: { readonly [id: string]: number } = {}): string {
  const rows = [];
  for (let i = from; i <= to; i += 1) {
    const id = `R${i}`;
    const month = i <= 30 ? "01" : "02";
    const day = String(1 + (i % 28)).padStart(2, "0");
    rows.push(
      `${id},2026-${month}-${day} 10:00:00,${scores[id] ?? (i * 3 + 1) % 11},${i % 2 === 0 ? "North" : "South"}`,
    );
  }
  return `Response ID,Submitted at,How likely are you to recommend us? (0-10),Region\n${rows.join("\n")}\n`;
}

function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${line(i)}\n`).join("");
}

function textFile(name: string, text: string): InputFile {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    size: bytes.length,
    modified: "2026-05-01T00:00:00Z",
    async *bytes() {
      yield bytes;
    },
  };
}

async function responses(store: Awaited<ReturnType<typeof openWorkbench>>["store"]): Promise<number> {
  let sum = 0;
  for await (const { length } of store.scan({ select: { types: ["survey.responded"] }, fields: [] }))
    sum += length;
  return sum;
}

async function counts(store: Awaited<ReturnType<typeof openWorkbench>>["store"]): Promise<readonly number[]> {
  const [cell] = await store.tally({
    select: { types: ["survey.responded"], item: "recommend" },
    by: [],
    zone: "UTC",
  });
  return cell?.tally.kind === "scale" ? cell.tally.counts : [];
}
