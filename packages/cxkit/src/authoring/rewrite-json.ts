import { cxError } from "@cxkit/core";
import type { Rewrite } from "./sample.ts";

/**
 * Rewrites the values of JSON in its own text: spaces, order, doubled keys and numbers beyond 2^53 stay as they were written.
 *
 * @throws {CxError} `invalid-file` when it is no JSON
 */
export const rewriteJson: Rewrite = (sample, value, key) => {
  try {
    JSON.parse(sample);
  } catch {
    throw cxError("invalid-file", "the sample is no JSON");
  }
  const path: string[] = [];
  /** Places of the lists that are open; `null` for an object. */
  const lists: (number | null)[] = [];
  let out = "";
  let expectsKey = false;
  for (const [piece] of sample.matchAll(pieces)) {
    const first = piece.charAt(0);
    if (first === "{" || first === "[") {
      lists.push(first === "[" ? 0 : null);
      path.push("0");
      expectsKey = first === "{";
      out += piece;
    } else if (first === "}" || first === "]") {
      lists.pop();
      path.pop();
      expectsKey = false;
      out += piece;
    } else if (first === ",") {
      const place = lists.at(-1);
      if (typeof place === "number") {
        lists[lists.length - 1] = place + 1;
        path[path.length - 1] = String(place + 1);
      } else expectsKey = true;
      out += piece;
    } else if (first === '"') {
      const text = JSON.parse(piece) as string;
      if (expectsKey) {
        path[path.length - 1] = text;
        expectsKey = false;
        out += JSON.stringify(key(text));
      } else out += JSON.stringify(value({ path: [...path], text, kind: "text" }));
    } else if (/[-\d]/.test(first)) out += value({ path: [...path], text: piece, kind: "number" });
    else out += piece;
  }
  return out;
};

const pieces = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]|true|false|null|\s+|./gsu;
