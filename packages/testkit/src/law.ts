/**
 * One promise of a contract, as a check that any test runner can run. It passes by returning and fails by throwing an `Error`
 * that says what came and, for laws over generated input, the smallest input found:
 *
 * ```ts no-run
 * for (const law of laws) it(law.name, law.check);
 * ```
 */
export interface Law {
  /** The promise, as a sentence. */
  readonly name: string;
  readonly check: () => void | Promise<void>;
}

/** Settings of every generated check: a fixed seed, so that a failure today is the failure of tomorrow. */
export const generated = { seed: 20_260_301, numRuns: 60 } as const;

/**
 * Stops a check with a sentence.
 *
 * @throws {Error} always
 */
export function broken(sentence: string): never {
  throw new Error(sentence);
}

/** A value as short text, for messages. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === "number" && !Number.isFinite(part) ? String(part) : part,
  );
  if (text === undefined) return String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
