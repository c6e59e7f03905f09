import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { cxError } from "@cxkit/core";
import { redact, webWords } from "../../authoring/redact.ts";
import type { SampleFormat } from "../../authoring/sample.ts";
import { isRecord } from "../../plugins/plugin-package.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain } from "../text-table.ts";

/** Options of `cxkit plugin redact`. */
export interface RedactFlags {
  readonly headers?: string;
  readonly format?: SampleFormat;
  readonly keep?: readonly string[];
  readonly word?: readonly string[];
  readonly out?: string;
}

/**
 * `cxkit plugin redact SAMPLE`: a fixture that names nobody. What was kept, and what could be, is said on the other stream, to whoever has the
 * sample anyway.
 */
export async function pluginRedact(
  sample: string,
  flags: RedactFlags,
  { out, err, now }: Console,
): Promise<number> {
  const whole = await read(sample);
  const before = fixtureIn(whole, sample);
  const text = before ? before.body : whole;
  const format = flags.format ?? formatOf(text);
  const given = flags.headers === undefined ? {} : headersOf(await read(flags.headers));
  const headers = { ...before?.headers, ...given };
  const made = redact(text.trim(), {
    format,
    // Nobody keeps it: no pseudonym can be turned back.
    key: randomBytes(32),
    headers,
    keep: flags.keep ?? [],
    words: flags.word ?? [],
  });
  const type = { json: "application/json", form: "application/x-www-form-urlencoded", xml: "text/xml" }[
    format
  ];
  const fixture = {
    ...(before?.channel !== undefined && { channel: before.channel }),
    recorded: before?.recorded ?? now().slice(0, 10),
    // What kind of body it is says nothing of anybody.
    headers: { ...made.headers, "content-type": type },
    body: format === "json" ? jsonBody(made.body) : made.body,
  };
  const json = `${JSON.stringify(fixture, null, 2)}\n`;
  if (before) err.write("a fixture already: its body and headers were made anew, within it\n");
  if (flags.out === undefined) out.write(json);
  else await writeFile(flags.out, json, { flag: "wx" });
  for (const { path, text: kept } of made.kept) err.write(`kept: ${plain(path)} = ${plain(kept)}\n`);
  err.write(
    `kept wherever they stand: ${plain([...webWords.slice(0, 4), "…", ...(flags.word ?? [])].join(", "))}\n`,
  );
  if (made.candidates.length > 0)
    err.write(
      `replaced, though they may be one of a few words (--word keeps one): ${plain(made.candidates.join(", "))}\n`,
    );
  return exitCodes.done;
}

async function read(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw cxError("invalid-file", `${file} cannot be read (${cause.code})`, { file, cause });
  });
}

/** What a fixture holds, where the sample is one: what it wraps is redacted, and wrapped once. */
function fixtureIn(
  text: string,
  file: string,
): {
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
  readonly recorded?: string;
  readonly channel?: string;
} | null {
  const value = isJson(text) ? (JSON.parse(text) as unknown) : null;
  if (!isRecord(value) || !("body" in value)) return null;
  const { body, headers = {}, recorded, channel, ...rest } = value;
  const dated = typeof recorded === "string" && /^\d{4}-\d\d-\d\d$/.test(recorded);
  if (!isRecord(headers) || !(dated || "headers" in value)) return null;
  const texts = Object.entries(headers).filter((one): one is [string, string] => typeof one[1] === "string");
  const others = Object.keys(rest);
  // A payload of a producer's own may have these two among others.
  if (others.some((key) => !fixtureKeys.has(key))) return null;
  if (others.length > 0)
    throw cxError(
      "invalid-file",
      `${file} is a fixture with ${others.join(", ")}: only what a webhook sends is redacted within one`,
      { file },
    );
  return {
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: Object.fromEntries(texts.map(([name, header]) => [name.toLowerCase(), header])),
    ...(dated && { recorded }),
    // Of what this command has not made nothing is believed to be an id.
    ...(dated && typeof channel === "string" && { channel }),
  };
}

/** What else a fixture may hold. */
const fixtureKeys: ReadonlySet<string> = new Set([
  "notifier",
  "config",
  "stream",
  "rows",
  "answers",
  "notification",
]);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function formatOf(text: string): SampleFormat {
  const [first] = text.trim();
  if (first === "{" || first === "[") return "json";
  return first === "<" ? "xml" : "form";
}

/** As JSON that people read, unless a number in it is more than JSON in this language can hold: then as it is written. */
function jsonBody(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  const exact = [...text.matchAll(/(?<=[:[,\s])-?\d{16,}/g)].length === 0;
  return exact ? value : text;
}

/** `name: value`, a line each; what is no header is left out. */
function headersOf(text: string): { readonly [name: string]: string } {
  return Object.fromEntries(
    text.split(/\r?\n/).flatMap((line) => {
      const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
    }),
  );
}
