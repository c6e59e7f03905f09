import type { FileSource, TableRow } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { deepFrozen } from "../leaves.ts";
import { trappedNow } from "./ambient-traps.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import { type Plan, untried } from "./check.ts";
import { errorText } from "./error-text.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { fileTrial } from "./file-trial.ts";
import { type DecodeBench, idOf } from "./material.ts";

/** F: a table that people download, read row by row. */
export function fileChecks<Config, Raw>(
  { channel, options }: ChannelTrial<Config, Raw>,
  bench: DecodeBench<Config, Raw>,
): readonly Plan[] {
  const { file: samples } = options;
  const none = channel.file
    ? samples
      ? undefined
      : untried("no table is given to read (`file`)")
    : "the channel reads no files";
  // What is not applicable is not run.
  const source = channel.file as FileSource<Config, Raw>;
  const { name = "", overrides, malformed = [], head = [], row = () => [] } = samples ?? {};
  const { table, read } = fileTrial(source, { head, row }, bench.context);
  const eventsOf = (records: readonly Raw[]): readonly string[] =>
    records.flatMap((raw) => bench.decode(raw).events.map((draft) => JSON.stringify(draft)));
  const whole = async (rows: readonly TableRow[]): Promise<readonly Raw[]> => {
    const { records, error } = await read(rows);
    if (error !== undefined) broken(`reading ends in ${errorText(error)}`);
    return records;
  };

  return [
    {
      id: "F1",
      title: "its own table is recognised, and of an empty one it is not sure at all",
      why: "Of several channels the surest reads a file; one that is sure of everything takes the others' files.",
      unless: none,
      check() {
        const sure = source.recognise(table(5), name);
        if (!(sure > 0 && sure <= 1)) broken(`it is ${shown(sure)} sure of its own table, from 0 to 1`);
        for (const [what, rows] of foreign) {
          const other = source.recognise(deepFrozen(rows), "other.csv");
          if (!(other >= 0 && other <= sure))
            broken(`of ${what} it is ${shown(other)} sure, of its own ${sure}`);
          if (rows.length === 0 && other > 0) broken(`of ${what} it is ${shown(other)} sure`);
        }
      },
    },
    {
      id: "F2",
      title: "what it says of a table depends on the table, and on nothing else",
      why: "The same file must mean the same tomorrow, on every machine.",
      unless: none,
      check() {
        const context = deepFrozen({ name, ...(overrides && { overrides }) });
        const said = () => [source.recognise(table(5), name), source.propose(table(5), context)];
        const { result, touched } = trappedNow("pure", said);
        if (touched.length > 0) broken(`it uses ${touched.join(", ")}`);
        const difference = firstDifference(result, said());
        if (difference !== null) broken(`asked again it differs at ${difference}`);
      },
    },
    {
      id: "F3",
      title: "what it proposes is a configuration with a reason for each guess, and proposed again it stays",
      why: "It is kept, mended by hand, and used for next month's file.",
      unless: none,
      async check() {
        const context = { name, ...(overrides && { overrides }) };
        const { config, assumptions } = source.propose(table(5), context);
        const difference = firstDifference(config, JSON.parse(JSON.stringify(config) ?? "null"));
        if (difference !== null) broken(`it is no JSON at ${difference}`);
        const { issues } = await channel.config["~standard"].validate(config);
        if (issues?.[0]) broken(`its own schema refuses it: ${issues[0].message}`);
        for (const { id, path, text } of assumptions) {
          const words = Object.values(text).every((one) => one.trim() !== "");
          if (id === "" || path === "" || !words || Object.keys(text).length === 0)
            broken(`an assumption has no words: ${shown({ id, path, text })}`);
        }
        const again = source.propose(table(5), { name, known: deepFrozen(structuredClone(config)) });
        const change = firstDifference(again.config, config);
        if (change !== null) broken(`known already, it is proposed anew with another ${change}`);
      },
    },
    {
      id: "F4",
      title: "every row comes exactly once",
      why: "A row skipped is an answer lost; a row read twice is an answer counted twice.",
      unless: none,
      async check() {
        for (const count of [0, 1, 2, 7, 100]) {
          const ids = (await whole(table(count))).flatMap((raw) => bench.decode(raw).events.map(idOf));
          if (new Set(ids).size < ids.length) broken(`of ${count} rows a thing comes twice: ${shown(ids)}`);
          if (count === 0 && ids.length > 0) broken(`no rows give ${shown(ids)}`);
          if (ids.length < count) broken(`${count} rows give ${ids.length} events`);
        }
      },
    },
    {
      id: "F5",
      title: "it is all one whether rows come at once or one by one, and how often they are read",
      why: "A slow disk, another process: rows come in other portions every time.",
      unless: none,
      async check() {
        const once = await whole(table(20));
        for (const pace of ["turns", "together"] as const) {
          const { records } = await read(table(20), { pace });
          const difference = firstDifference(records, once);
          if (difference !== null) broken(`read again, rows coming ${pace}, it differs at ${difference}`);
        }
      },
    },
    {
      id: "F6",
      title: "two files that are read at once know nothing of each other",
      why: "One definition serves every connection.",
      unless: none,
      async check() {
        const tables = [table(9), table(9, 9)];
        const alone: (readonly Raw[])[] = [];
        for (const rows of tables) alone.push(await whole(rows));
        const both = await Promise.all(tables.map((rows) => read(rows, { pace: "turns" })));
        for (const [at, { records }] of both.entries()) {
          const difference = firstDifference(records, alone[at]);
          if (difference !== null) broken(`read beside another it differs at ${difference}`);
        }
      },
    },
    {
      id: "F7",
      title: "records are handed on as rows come, never piled up",
      why: "A file may be longer than memory.",
      unless: none,
      async check() {
        const { ahead } = await read(table(3_000));
        if (ahead > 1_000) broken(`${ahead} rows were taken before their records were handed on`);
      },
    },
    {
      id: "F8",
      title: "given up, it lets go of the file",
      why: "What stays open cannot be moved, and one day no file can be opened any more.",
      unless: none,
      async check() {
        const { closed } = await read(table(50), { records: 2 });
        if (!closed) broken("its rows were left open");
      },
    },
    {
      id: "F9",
      title: "a row that cannot be used loses no other, and is set aside with its path",
      why: "One bad row among a hundred thousand must neither stop the file nor vanish.",
      unless: none,
      async check() {
        const good = table(6);
        const expected = eventsOf(await whole(good));
        for (const [cells, told] of spoiled(malformed, row(1_000))) {
          const { records, error } = await read(withRow(good, good.length - 3, cells));
          if (error !== undefined) broken(`${shown(cells)} ends the file with ${errorText(error)}`);
          const events = new Set(eventsOf(records));
          const lost = expected.filter((one) => !events.has(one));
          if (lost.length > 0) broken(`${shown(cells)} loses ${lost.length} other rows`);
          const aside = records.flatMap((raw) => bench.decode(raw).setAside);
          if (told && !aside.some(({ path }) => path !== "")) broken(`${shown(cells)} is not set aside`);
        }
      },
    },
  ];
}

/** Tables that are nobody's. */
const foreign: readonly (readonly [string, readonly TableRow[]])[] = [
  ["an empty table", []],
  ["a table of one empty row", [{ line: 1, cells: [""] }]],
  [
    "a table of other things",
    [
      { line: 1, cells: ["zz_unknown", "zz_other"] },
      { line: 2, cells: ["a", "b"] },
    ],
  ],
];

/** Rows that are no good, and whether something of each has to be set aside. */
function spoiled(
  malformed: readonly (readonly string[])[],
  good: readonly string[],
): readonly (readonly [readonly string[], boolean])[] {
  return [
    ...malformed.map((cells) => [cells, true] as const),
    [[], false],
    [[""], false],
    [[...good, "one", "more"], false],
    ...good.flatMap((_, at) => hostileTexts.map((text) => [good.with(at, text), false] as const)),
  ];
}

/** A table with a row more, and its lines counted anew. */
function withRow(rows: readonly TableRow[], at: number, cells: readonly string[]): readonly TableRow[] {
  return rows.toSpliced(at, 0, { line: 0, cells }).map((one, index) => ({ ...one, line: index + 1 }));
}
