import { cxError } from "@cxkit/core";
import type { Rewrite } from "./sample.ts";

/**
 * Rewrites the fields of a form (`application/x-www-form-urlencoded`), in their order.
 *
 * @throws {CxError} `invalid-file` when an escape is none
 */
export const rewriteForm: Rewrite = (sample, value, key) =>
  sample
    .split("&")
    .map((pair) => {
      const at = pair.indexOf("=");
      const name = decoded(at < 0 ? pair : pair.slice(0, at));
      const shown = encoded(key(name));
      if (at < 0) return shown;
      return `${shown}=${encoded(value({ path: [name], text: decoded(pair.slice(at + 1)), kind: "text" }))}`;
    })
    .join("&");

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw cxError("invalid-file", "the sample is no form: an escape in it is none");
  }
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%20", "+");
}
