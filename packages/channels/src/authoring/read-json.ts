import { cxError } from "@cxkit/core";

/** Deeper than any producer nests, and shallow enough for whatever walks the value afterwards. */
const deepest = 200;

/**
 * The JSON value of a body: UTF-8, with or without a byte order mark.
 *
 * @throws {CxError} `invalid-event` when it is none, or is nested more than 200 levels deep; the message quotes nothing of it
 */
export function readJson(body: Uint8Array): unknown {
  return parseJson(readText(body));
}

/**
 * A body's text.
 *
 * @throws {CxError} `invalid-event` when it is no UTF-8
 */
export function readText(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw unreadable("is no UTF-8");
  }
}

/**
 * A text's JSON value.
 *
 * @throws {CxError} `invalid-event` as {@link readJson}
 */
export function parseJson(text: string): unknown {
  if (depthOf(text) > deepest) throw unreadable(`is nested more than ${deepest} levels deep`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message quotes the text, which may be a customer's.
    throw unreadable("is no JSON");
  }
}

function unreadable(why: string): Error {
  return cxError("invalid-event", `the body ${why}`);
}

/** The deepest level of brackets outside texts. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > most) most = depth;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return most;
}
