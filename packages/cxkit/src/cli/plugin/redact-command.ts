import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { cxError } from "@cxkit/core";
import { redact, webWords } from "../../authoring/redact.ts";
import type { SampleFormat } from "../../authoring/sample.ts";
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
  const text = await read(sample);
  const format = flags.format ?? formatOf(text);
  const headers = flags.headers === undefined ? {} : headersOf(await read(flags.headers));
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
    recorded: now().slice(0, 10),
    // What kind of body it is says nothing of anybody.
    headers: { ...made.headers, "content-type": type },
    body: format === "json" ? jsonBody(made.body) : made.body,
  };
  const json = `${JSON.stringify(fixture, null, 2)}\n`;
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
