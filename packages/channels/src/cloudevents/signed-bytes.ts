import { messageOf } from "@cxkit/signing";

/** What the canonical text of a binary-mode event begins with: no body of another mode does. */
const mark = "cloudevents-binary-1";

/**
 * The bytes that a binary-mode request signs in the place of its body: a line that says so, one line `name:value` for each `ce-*`
 * header in the order of their names (ASCII), one for `content-type` (empty where there is none), an empty line, and the body.
 * Values are as they stand in the header.
 */
export function binaryContent(headers: { readonly [name: string]: string }, body: Uint8Array): Uint8Array {
  const attributes = Object.keys(headers)
    .filter((name) => name.startsWith("ce-"))
    .toSorted((left, right) => (left < right ? -1 : 1));
  const lines = [...attributes, "content-type"].map((name) => `${name}:${headers[name] ?? ""}`);
  return messageOf([mark, ...lines, "", ""].join("\n"), body);
}

/** Whether the headers could be written as lines without one hiding in another. */
export function oneLineEach(headers: { readonly [name: string]: string }): boolean {
  return Object.entries(headers).every(
    ([name, value]) =>
      !(name.startsWith("ce-") || name === "content-type") ||
      (/^[\da-z-]+$/.test(name) && !/[\r\n\0]/.test(value)),
  );
}
