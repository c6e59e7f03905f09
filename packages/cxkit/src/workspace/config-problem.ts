import { cxError } from "@cxkit/core";

/** Something in a configuration that is not as it has to be. */
export interface ConfigProblem {
  /** Key path: `connections.survey.channel`. */
  readonly path: string;
  /** What was expected, and what came where that is no secret. */
  readonly message: string;
}

/**
 * Stops when there is something wrong, and says all of it at once.
 *
 * @throws {CxError} `invalid-setup`, one line a problem: file, key path, what was expected
 */
export function refuseProblems(problems: readonly ConfigProblem[], file: string): void {
  const [first] = problems;
  if (!first) return;
  const lines = problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  throw cxError(
    "invalid-setup",
    lines.length === 1
      ? `${file}: ${lines[0]}`
      : `${file}: ${lines.length} things are wrong\n${lines.map((line) => `  ${line}`).join("\n")}`,
    { file, path: first.path },
  );
}

/** A key path as people write it: `people.anna.notify[0]`. */
export function keyPath(parts: readonly (PropertyKey | { readonly key: PropertyKey })[]): string {
  let text = "";
  for (const part of parts) {
    const key = typeof part === "object" ? part.key : part;
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  }
  return text;
}
