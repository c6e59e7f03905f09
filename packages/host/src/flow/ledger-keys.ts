/** Cursor of the journal in the store: the number of the last entry that was appended. */
export const journalStream = "journal";

/** How far judging came: the number of the last entry. */
export const judgedKey = "judged";

/** Records that were set aside, by entry and place. */
export const quarantinePrefix = "quarantine/";

export function quarantineKey(entry: number, index: number): string {
  return `${quarantinePrefix}${entry}.${index}`;
}

/** Records that were set aside and tried again with success: the later entry that holds their events. */
export const replayedPrefix = "replayed/";

export function replayedKey(entry: number, index: number): string {
  return `${replayedPrefix}${entry}.${index}`;
}

/** Subjects that are gone. */
export function erasedKey(subject: string): string {
  return `erased/${subject}`;
}

/** Erasures that were asked for and are not finished. */
export const erasingPrefix = "erasing/";

/** Where a pull goes on. */
export function pullKey(connection: string, stream: string): string {
  return `pull/${connection}/${stream}`;
}

/** Records whose producer is still to be asked for what they lack, by entry and place. */
export const hydrationPrefix = "hydrate/";

export function hydrationKey(entry: number, index: number): string {
  return `${hydrationPrefix}${entry}.${index}`;
}

/** What a case is about, where that is needed later: when it happened, and where the producer shows it. */
export const casePrefix = "case/";

/** Links that were followed, until they would have expired anyway. */
export const usedLinkPrefix = "used-link/";

/** Sources, and who tells them. */
export const sourcePrefix = "source/";

export function sourceKey(source: string): string {
  return `${sourcePrefix}${source}`;
}
