import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import { cxError, type Instrument, instrumentReference, type Json, type Store } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import { type IngestedFile, ingestFile } from "./ingest.ts";
import type { InputFile } from "./input-file.ts";
import { interruptible } from "./interruptible.ts";
import { type UnderstoodFile, understandFile } from "./understand.ts";

/** Files read into a store, with everything a report has to say about how that went. */
export interface Workbench {
  readonly store: Store;
  readonly files: readonly (UnderstoodFile & { readonly ingested: IngestedFile })[];
  /** Instruments of all files, in the order in which the files name them. */
  readonly instruments: readonly Instrument[];
}

/** What to read, and what the user knows better than the files. */
export interface WorkbenchOptions {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  /** File channel to use whatever the files look like. */
  readonly channel?: string;
  /** Mappings saved earlier; each file takes the one whose columns are its own, else the first. */
  readonly mappings?: readonly SurveyMapping[];
  readonly overrides?: { readonly [option: string]: Json };
  /** Key of the keyed hashes, at least 16 bytes. */
  readonly key: Uint8Array;
  /** When the files reached us, RFC 3339. */
  readonly received: string;
  readonly progress?: (file: string, rows: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads files, in the given order, into a fresh store. All are understood before the first row is ingested, so that a
 * mapping that does not fit stops the run before anything is counted.
 *
 * @throws {CxError} `invalid-file` and `invalid-setup`, naming file and line or column
 */
export async function openWorkbench(
  files: readonly InputFile[],
  options: WorkbenchOptions,
): Promise<Workbench> {
  if (files.length === 0) throw cxError("invalid-setup", "there is no file to read");
  const understood: UnderstoodFile[] = [];
  for (const file of files) understood.push(await understand(file, options));

  const store = memoryStore();
  const instruments = commonInstruments(understood);
  await store.declare(instruments);
  const done: Workbench["files"][number][] = [];
  const revisions = new Map<string, number>();
  for (const one of understood) {
    const ingested = await ingestFile(one, store, {
      key: options.key,
      received: options.received,
      revisions,
      progress: (rows) => options.progress?.(one.file.name, rows),
      ...(options.signal && { signal: options.signal }),
    });
    done.push({ ...one, ingested });
  }
  return { store: options.signal ? interruptible(store, options.signal) : store, files: done, instruments };
}

async function understand(file: InputFile, options: WorkbenchOptions): Promise<UnderstoodFile> {
  const { encoding, delimiter, sheet, channel, overrides, mappings = [] } = options;
  const given = {
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(sheet !== undefined && { sheet }),
    ...(channel !== undefined && { channel }),
    ...(overrides && { overrides }),
  };
  // The right mapping is the first that fits; the first one's complaint is the one to hear.
  let complaint: unknown;
  for (const known of mappings) {
    try {
      return await understandFile(file, { ...given, known });
    } catch (error) {
      complaint ??= error;
    }
  }
  if (complaint !== undefined) throw complaint;
  return understandFile(file, given);
}

/** One instrument per id; two files that ask the same item on different scales are a setup error, not an average. */
function commonInstruments(files: readonly UnderstoodFile[]): readonly Instrument[] {
  const found = new Map<string, { readonly instrument: Instrument; readonly file: string }>();
  for (const { channel, config, file } of files) {
    for (const instrument of channel.instruments?.(config) ?? []) {
      const name = instrumentReference(instrument);
      const earlier = found.get(name);
      if (!earlier) {
        found.set(name, { instrument, file: file.name });
      } else if (meaningOf(earlier.instrument) !== meaningOf(instrument)) {
        throw cxError(
          "invalid-setup",
          `${instrument.id} is ${meaningOf(earlier.instrument)} in ${earlier.file} and ${meaningOf(instrument)} in ${file.name}: ` +
            `one score needs one scale. Say which is right with --scale, or report the files apart`,
          { file: file.name, path: instrument.id },
        );
      }
    }
  }
  return [...found.values()].map(({ instrument }) => instrument);
}

function meaningOf({ construct, scale, direction }: Instrument): string {
  return scale
    ? `${construct} ${scale.min}–${scale.max}${scale.step === 1 ? "" : ` by ${scale.step}`}, ${direction}`
    : construct;
}
