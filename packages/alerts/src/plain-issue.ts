/** What a schema says is wrong, in words of whoever wrote the configuration. */
export function plainIssue(message: string): string {
  const type = /^Invalid input: expected (\w+), received (\w+)$/.exec(message);
  if (type) {
    const expected = names[type[1] ?? ""] ?? type[1];
    return type[2] === "undefined"
      ? `missing: ${expected} is needed`
      : `${expected} is needed, got ${names[type[2] ?? ""] ?? type[2]}`;
  }
  return plain[message] ?? message;
}

const names: { readonly [type: string]: string | undefined } = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};

const plain: { readonly [message: string]: string | undefined } = {
  "Too small: expected string to have >=1 characters": "must not be empty",
  "Invalid ISO datetime": "an instant has a time and a zone, as 2025-05-01T00:00:00Z",
};
