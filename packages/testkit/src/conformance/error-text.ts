import { isCxError } from "@cxkit/core";

/** An error with everything that a log would print, causes too. */
export function errorText(error: unknown): string {
  if (error === undefined) return "a good end";
  if (!(error instanceof Error))
    return typeof error === "string" ? error : (JSON.stringify(error) ?? typeof error);
  const kind = isCxError(error) ? `${error.code} ${JSON.stringify(error.place)}` : error.name;
  return `${kind} ${error.message}${error.cause === undefined ? "" : ` (${errorText(error.cause)})`}`;
}
