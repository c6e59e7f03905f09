import type { RawRequest } from "@cxkit/core";
import { messageOf } from "@cxkit/signing";

/** Makes the bytes that a producer signs. */
export type SignedMessage = (request: RawRequest, timestamp: string | undefined) => Uint8Array;

/**
 * Makes of a template the reader of what is signed.
 *
 * @param template any text with `{body}` once, and `{timestamp}`, `{method}`, `{url}` where they stand in it
 * @param timed whether a header gives the time: then the template has to name it once, or the time is not proven
 * @throws {RangeError} when it leaves out the body, or the time that a header gives
 */
export function signedMessage(template: string, timed: boolean): SignedMessage {
  const named = (name: string): number => template.split(name).length - 1;
  if (named("{body}") !== 1 || named("{timestamp}") !== (timed ? 1 : 0)) {
    throw new RangeError(
      `a signature requires a template with {body} once, and {timestamp} once where a header gives it, got ${template}`,
    );
  }
  const parts = template.split(/(\{body\}|\{timestamp\}|\{method\}|\{url\})/);
  return (request, timestamp) =>
    messageOf(
      ...parts.map((part) => {
        if (part === "{body}") return request.body;
        if (part === "{timestamp}") return timestamp ?? "";
        return part === "{method}" ? request.method : part === "{url}" ? request.url : part;
      }),
    );
}

/**
 * A header's name as requests carry it.
 *
 * @throws {RangeError} when it is not in lower case
 */
export function headerName(name: string): string {
  if (name !== name.toLowerCase())
    throw new RangeError(`a signature requires header names in lower case, got ${name}`);
  return name;
}
