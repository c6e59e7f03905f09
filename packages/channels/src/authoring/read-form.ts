import { cxError } from "@cxkit/core";
import { formPairs } from "@cxkit/signing";

/** The fields of a form, each with its values in their order. */
export type Form = { readonly [name: string]: readonly string[] };

/**
 * The fields of a body that a form was sent in.
 *
 * @throws {CxError} `invalid-event` when it is none; the message quotes nothing of it
 * @example readForm(new TextEncoder().encode("Body=9+points&MediaUrl=a&MediaUrl=b")) // => { Body: ["9 points"], MediaUrl: ["a", "b"] }
 */
export function readForm(body: Uint8Array): Form {
  const pairs = formPairs(body);
  if (!pairs) throw cxError("invalid-event", "the body is no form");
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const known = fields.get(name);
    if (known) known.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries(fields);
}
