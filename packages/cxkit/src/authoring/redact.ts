import { createHmac } from "node:crypto";
import { cxError } from "@cxkit/core";
import { pseudonyms, type Pseudonyms, tokensOf } from "./pseudonyms.ts";
import type { SampleFormat, SampleValue } from "./sample.ts";
import { rewriteForm } from "./rewrite-form.ts";
import { rewriteJson } from "./rewrite-json.ts";
import { rewriteXml } from "./rewrite-xml.ts";

/** What becomes of a sample. */
export interface RedactOptions {
  readonly format: SampleFormat;
  /** At least 16 random bytes; nobody keeps them. */
  readonly key: Uint8Array;
  /** Paths of scores from 0 to 10 that are kept: keys joined by full stops, `*` for any. */
  readonly keep?: readonly string[];
  /** Texts that are kept as they are, wherever they stand: `completed`, `form_response`. */
  readonly words?: readonly string[];
  /** Headers that came with it, by lower-case name. */
  readonly headers?: { readonly [name: string]: string };
}

/** A sample that can be shown to anybody. */
export interface Redacted {
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
  /** Values that were kept, and where. */
  readonly kept: readonly { readonly path: string; readonly text: string }[];
  /** Values that look like one of a few words, and were replaced: the operator may name them. */
  readonly candidates: readonly string[];
}

/** Words of the web itself, kept wherever they stand. */
export const webWords: readonly string[] = [
  "http",
  "https",
  "mailto",
  "tel",
  "UTF-8",
  "utf-8",
  "GET",
  "POST",
  "true",
  "false",
  "null",
  "application/json",
  "application/x-www-form-urlencoded",
  "application/xml",
  "text/xml",
  "application/json; charset=utf-8",
  "text/xml; charset=utf-8",
];

/**
 * Makes a safe fixture of what a producer sent: shape, lengths and types stay, everything that says something is replaced, the same by the
 * same. Times move together, by one span. Nothing is kept but what is named.
 *
 * @throws {CxError} `invalid-file` when the sample is not of its format, `invalid-setup` when what is to be kept is no score from 0 to 10
 * @example
 * const sample = '{"name":"Ada","score":9}';
 * redact(sample, { format: "json", key: new Uint8Array(16), keep: ["score"] }).kept // => [{ path: "score", text: "9" }]
 */
export function redact(sample: string, options: RedactOptions): Redacted {
  if (options.key.length < 16)
    throw new RangeError(`redact requires a key of at least 16 bytes, got ${options.key.length}`);
  const words = new Set([...webWords, ...(options.words ?? [])]);
  const originals = originalsOf(sample, options, words);
  // A moved time can be another time of the sample: then all are moved otherwise.
  for (let round = 0; round < 50; round += 1) {
    const key = createHmac("sha256", options.key).update(String(round)).digest();
    const made = redactedWith(sample, { ...options, key }, originals, words);
    const survivors = originalsOf(made.body, { ...options, headers: made.headers }, words);
    if ([...survivors].every((one) => !originals.has(one))) return made;
  }
  throw cxError(
    "invalid-file",
    "the sample holds too many times to move all of them apart: take a shorter one",
  );
}

function redactedWith(
  sample: string,
  options: RedactOptions,
  originals: ReadonlySet<string>,
  words: ReadonlySet<string>,
): Redacted {
  const { format, keep = [], headers = {} } = options;
  const instead = pseudonyms(options.key, originals, words);
  const kept: { path: string; text: string }[] = [];
  const candidates = new Set<string>();
  const body = rewrites[format](
    sample,
    (value) => {
      if (isKept(value, keep)) {
        kept.push({ path: value.path.join("."), text: checkedScore(value) });
        return value.text;
      }
      if (value.kind === "text" && /^[a-z][a-z_-]{2,23}$/i.test(value.text) && !words.has(value.text))
        candidates.add(value.text);
      return replaced(value, instead);
    },
    (key) => (isData(key) ? instead.text(key) : key),
  );
  return {
    body,
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, instead.text(text)])),
    kept,
    candidates: [...candidates].toSorted(),
  };
}

const rewrites = { json: rewriteJson, form: rewriteForm, xml: rewriteXml } as const;

/** Every token of the sample's values, of its headers, and of keys that are data; without what is kept. */
function originalsOf(
  sample: string,
  { format, keep = [], headers = {} }: RedactOptions,
  words: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (text: string): string => {
    if (!words.has(text)) for (const one of tokensOf(text)) if (!words.has(one)) found.add(one);
    return text;
  };
  for (const text of Object.values(headers)) look(text);
  rewrites[format](
    sample,
    (value) => (isKept(value, keep) ? value.text : look(value.text)),
    (key) => (isData(key) ? look(key) : key),
  );
  return found;
}

function isKept({ path }: SampleValue, keep: readonly string[]): boolean {
  return keep.some((one) => fits(path, one.split(".")));
}

function replaced({ kind, text, path }: SampleValue, instead: Pseudonyms): string {
  const name = path.findLast((key) => !/^\d+$/.test(key)) ?? "";
  if (timely.test(name) && /^(?:\d{10}|\d{13})$/.test(text)) return instead.epoch(text);
  return kind === "number" ? instead.number(text) : instead.text(text);
}

/** Names of what holds a time, in the ways that producers write them. */
const timely = /(?:time|date|stamp|_at|At|_ts|^ts|^at|created|updated|submitted|expires|modified)$/i;

/** A key that is no name of a field but somebody's: an address, a number, an id. */
function isData(key: string): boolean {
  return !/^[\p{L}_$@#.:-][\p{L}\p{N}_$.:-]{0,60}$/u.test(key) || /\d{4}|@.|[\da-f]{16}/i.test(key);
}

function fits(path: readonly string[], pattern: readonly string[]): boolean {
  return path.length === pattern.length && pattern.every((one, at) => one === "*" || one === path[at]);
}

function checkedScore({ text, path }: SampleValue): string {
  if (/^(?:\d(?:\.\d{1,2})?|10(?:\.0{1,2})?)$/.test(text)) return text;
  const where = path.join(".");
  throw cxError("invalid-setup", `${where} is no score from 0 to 10: nothing else is kept by its path`, {
    path: where,
  });
}
