import { pageBytes, pageRows } from "./message.ts";
import { toWire } from "./wire.ts";

/** How pages leave a process. */
export interface HandOut {
  /** Waits until a page is asked for. */
  readonly credit: () => Promise<void>;
  /** Sends one, as the text of its JSON. */
  readonly send: (page: string) => void;
}

/** Pages as they may cross, one for every one that was asked for. A cursor goes with the last part of its page. */
export async function handOutPages(
  pages: AsyncIterable<{ readonly records: readonly unknown[]; readonly cursor?: unknown }>,
  out: HandOut,
): Promise<void> {
  const page = openPage(out);
  await out.credit();
  for await (const { records, cursor } of pages) {
    for (const record of records) await page.add(record);
    await page.give(cursor);
  }
}

/** Records that come one by one, in pages as full as they may be. */
export async function handOutRecords(records: AsyncIterable<unknown>, out: HandOut): Promise<void> {
  const page = openPage(out);
  await out.credit();
  for await (const record of records) {
    const full = page.add(record);
    if (full) await full;
  }
  if (page.begun()) await page.give();
}

interface OpenPage {
  /** Puts a record into it; where it is full, gives it first, which takes as long as it takes for the next to be asked for. */
  add(record: unknown): Promise<void> | undefined;
  give(cursor?: unknown): Promise<void>;
  readonly begun: () => boolean;
}

function openPage({ credit, send }: HandOut): OpenPage {
  let part: string[] = [];
  let size = 0;
  const give = (cursor?: unknown): Promise<void> => {
    const end = cursor === undefined ? "" : `,"cursor":${toWire(cursor)}`;
    send(`{"records":[${part.join(",")}]${end}}`);
    part = [];
    size = 0;
    return credit();
  };
  return {
    begun: () => part.length > 0,
    give,
    add(record) {
      const text = toWire(record);
      const put = (): void => {
        part.push(text);
        size += text.length;
      };
      if (part.length > 0 && (part.length >= pageRows || size + text.length > pageBytes))
        return give().then(put);
      put();
      return undefined;
    },
  };
}
