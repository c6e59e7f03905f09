import { openTable } from "@cxkit/channels/table";
import { delimitedText } from "@cxkit/channels/delimited-text";
import { qualtricsCsv } from "@cxkit/channels/qualtrics-csv";
import { surveyCsv, type SurveyMapping, type SurveyRow } from "@cxkit/channels/survey-csv";
import { zip } from "@cxkit/channels/zip";
import { xlsxTable } from "@cxkit/table-xlsx";
import {
  type Assumption,
  type Channel,
  cxError,
  type Json,
  type OpenTable,
  type Proposal,
  type ProposeContext,
  type TableReader,
  type TableRow,
} from "@cxkit/core";
import type { InputFile } from "./input-file.ts";
import { withFile } from "./with-file.ts";

/** A survey channel that reads tables. */
export type SurveyChannel = Channel<SurveyMapping, SurveyRow>;

/** A channel that reads tables, wherever its code runs. */
export interface FileChannel {
  readonly id: string;
  readonly file?: {
    recognise(head: readonly TableRow[], name: string): number | Promise<number>;
    propose(
      head: readonly TableRow[],
      context: ProposeContext<never>,
    ): Proposal<unknown> | Promise<Proposal<unknown>>;
  };
}

/** What such a channel is configured with. */
export type ConfigOf<Known extends FileChannel> = Awaited<
  ReturnType<NonNullable<Known["file"]>["propose"]>
>["config"];

/** A file whose meaning is decided: channel, configuration, and every assumption behind it. */
export interface UnderstoodFile<Known extends FileChannel = SurveyChannel> {
  readonly file: InputFile;
  readonly channel: Known;
  readonly config: ConfigOf<Known>;
  readonly assumptions: readonly Assumption[];
  /** How its bytes were read, in words: `utf-8, comma`. */
  readonly format: string;
  /** All rows, headers included; can be read once. */
  readonly rows: AsyncIterable<TableRow>;
}

/** What the user knows better than the file. */
export interface UnderstandOptions<Known extends FileChannel = SurveyChannel> {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  /** The configuration saved last time. */
  readonly known?: ConfigOf<Known>;
  /** Channel to use whatever the file looks like. */
  readonly channel?: string;
  /** Channels to choose from. Default: those that come with cxkit. */
  readonly channels?: readonly Known[];
  /** Passed to the channel's `propose`; see its page for the names. */
  readonly overrides?: { readonly [option: string]: Json };
}

/** Rows looked at before anything is decided; a later cell that contradicts the decision is set aside by name. */
const headRows = 5_000;

const flatTables: readonly TableReader[] = [xlsxTable, delimitedText];
/** In order of asking: an archive is also binary, a workbook is also an archive. */
const tableReaders: readonly TableReader[] = [xlsxTable, zip(flatTables), delimitedText];
const surveyChannels: readonly FileChannel[] = [qualtricsCsv, surveyCsv];

/**
 * Decides what a file is: reader by content, channel by its first rows, meaning by the channel's own rules and the
 * user's word. Nothing of it is ingested yet.
 *
 * @throws {CxError} `invalid-file` for a file that is no table, `invalid-setup` for a mapping that no longer fits
 */
export async function understandFile<Known extends FileChannel = SurveyChannel>(
  file: InputFile,
  options: UnderstandOptions<Known> = {},
): Promise<UnderstoodFile<Known>> {
  const { encoding, delimiter, sheet, known, overrides } = options;
  try {
    const table = await openTable(
      file.bytes(),
      {
        name: file.name,
        ...(encoding !== undefined && { encoding }),
        ...(delimiter !== undefined && { delimiter }),
        ...(sheet !== undefined && { sheet }),
      },
      tableReaders,
    );
    const { head, rows } = await peek(table.rows, headRows);
    try {
      const channel = (await chosenChannel(head, file.name, options)) as Known;
      const source = channel.file;
      if (!source) throw cxError("invalid-setup", `channel ${channel.id} reads no files`);
      const { config, assumptions } = await source.propose(head, {
        name: file.name,
        ...(known !== undefined && { known: known as never }),
        ...(overrides && { overrides }),
      });
      const format = formatInWords(table);
      return { file, channel, config: config as ConfigOf<Known>, assumptions, format, rows };
    } catch (error) {
      // Nobody reads it further.
      await rows[Symbol.asyncIterator]().return?.();
      throw error;
    }
  } catch (error) {
    throw withFile(error, file.name);
  }
}

async function chosenChannel(
  head: readonly TableRow[],
  name: string,
  {
    channel: wanted,
    channels = surveyChannels,
  }: { readonly channel?: string; readonly channels?: readonly FileChannel[] },
): Promise<FileChannel> {
  if (wanted !== undefined) {
    const channel = channels.find(({ id }) => id === wanted);
    if (channel) return channel;
    const ids = channels.map(({ id }) => id).join(", ");
    throw cxError("invalid-setup", `no file channel is called ${wanted}; there are ${ids}`, {
      path: "channel",
    });
  }
  const scored = await Promise.all(
    channels.map(async (channel) => ({ channel, sure: (await channel.file?.recognise(head, name)) ?? 0 })),
  );
  const best = scored.reduce((left, right) => (right.sure > left.sure ? right : left));
  return best.sure > 0 ? best.channel : surveyCsv;
}

async function peek(
  rows: AsyncIterable<TableRow>,
  count: number,
): Promise<{ head: readonly TableRow[]; rows: AsyncIterable<TableRow> }> {
  const iterator = rows[Symbol.asyncIterator]();
  const head: TableRow[] = [];
  while (head.length < count) {
    const next = await iterator.next();
    if (next.done) break;
    head.push(next.value);
  }
  let kept = [...head];
  let at = 0;
  return {
    head,
    rows: {
      // By hand: a generator would cost every row another turn.
      [Symbol.asyncIterator]: () => ({
        next() {
          const value = kept[at];
          if (value === undefined) return iterator.next();
          at += 1;
          // The head has been read; what is understood of the file outlives its rows.
          if (at === kept.length) kept = [];
          return Promise.resolve({ value, done: false });
        },
        return: async () => {
          kept = [];
          await iterator.return?.();
          return { value: undefined, done: true };
        },
      }),
    },
  };
}

function formatInWords({ format }: OpenTable): string {
  const names: { readonly [delimiter: string]: string } = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "bar",
  };
  const { delimiter } = format;
  const words = [format.encoding, delimiter && (names[delimiter] ?? `"${delimiter}"`), format.part];
  return words.filter((word) => word !== undefined && word !== "").join(", ") || "workbook";
}
