import type { CxEvent } from "@cxkit/core";

/** The envelope fields that have a column of text. What does not fit in a column stays in the body. */
export const textColumns = [
  "type",
  "source",
  "key",
  "id",
  "subject",
  "channel",
  "touchpoint",
  "journey",
  "stage",
] as const;

const columnNumbers: ReadonlyMap<string, number> = new Map(textColumns.map((column, at) => [column, at]));

/** An event as the columns of its row; what columns hold is not in the body. */
export interface StoredEvent {
  readonly texts: readonly (string | null)[];
  readonly dimensions: string | null;
  readonly body: string;
}

/** Takes an event apart. `id` is left out where it is the key. */
export function storedEvent(event: CxEvent): StoredEvent {
  let body = "";
  const texts: (string | null)[] = textColumns.map(() => null);
  const fields = event as unknown as { readonly [field: string]: unknown };
  for (const field in fields) {
    const value = fields[field];
    const column = columnNumbers.get(field);
    if (column === undefined) {
      if (field === "dimensions" || field === "revision") continue;
    } else if (typeof value === "string") {
      if (field !== "id" || value !== event.key) texts[column] = value;
      // Text that UTF-8 cannot carry is escaped in the body, and only shown in its column.
      if (!loneSurrogate.test(value)) continue;
    }
    // Joined here: an object of what is left would be made, walked and thrown away.
    const json = JSON.stringify(value) as string | undefined;
    if (json !== undefined) body += `${body === "" ? "" : ","}${JSON.stringify(field)}:${json}`;
  }
  const dimensions = JSON.stringify(event.dimensions);
  const stored = { texts, dimensions: dimensions === "{}" ? null : dimensions, body: `{${body}}` };
  // The engine reads no JSON with halves of surrogate pairs, and one such event would spoil every question about fields.
  const spoilt = halfEscaped(stored.body) || halfEscaped(dimensions) || Object.hasOwn(event, exactly);
  return spoilt ? { ...stored, ...shown(event, stored) } : stored;
}

/** Puts an event together again: the texts in the order of {@link textColumns}. */
export function eventOf({ texts, dimensions, body }: StoredEvent, revision: number): CxEvent {
  const event: { [field: string]: unknown } = {};
  for (const [at, column] of textColumns.entries()) {
    const value = texts[at] ?? (column === "id" ? texts[textColumns.indexOf("key")] : null);
    if (value !== null && value !== undefined) event[column] = value;
  }
  event["revision"] = revision;
  event["dimensions"] = dimensions === null ? {} : JSON.parse(dimensions);
  const rest = JSON.parse(body) as { readonly [field: string]: unknown };
  const exact = rest[exactly];
  return (typeof exact === "string" ? JSON.parse(exact) : { ...event, ...rest }) as CxEvent;
}

/** The field of a body that holds its event as it came, where what SQL is shown of it is not that. */
const exactly = "~exactly";

/** JSON with replacement characters for halves of pairs, and the event itself as a text in the body. */
function shown(event: CxEvent, { dimensions, body }: StoredEvent): Pick<StoredEvent, "dimensions" | "body"> {
  const exact = JSON.stringify(JSON.stringify(event));
  const fields = body === "{}" ? "" : `${body.slice(1, -1)},`;
  return {
    dimensions: dimensions === null ? null : wellFormed(dimensions),
    body: wellFormed(`{${fields}"${exactly}":${exact}}`),
  };
}

/** Whether JSON may have half of a pair: they are written as escapes, like a few others. */
function halfEscaped(json: string): boolean {
  return json.includes("\\ud");
}

function wellFormed(json: string): string {
  return json.replaceAll(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, "$1\uFFFD");
}

/** Half of a pair that is no character: UTF-8 cannot carry it. */
export const loneSurrogate = /\p{Surrogate}/u;
