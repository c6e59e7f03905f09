import { createHash } from "node:crypto";

/** SHA-256 of a text as hexadecimal digits: what is remembered of a name that must be gone. */
export function digest(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
