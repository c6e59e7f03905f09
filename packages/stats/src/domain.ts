/**
 * Stops at an argument outside a function's domain: `requirement` names the function and the condition.
 *
 * @throws {RangeError} `<requirement>, got <value>` unless the condition holds
 */
export function requireDomain(holds: boolean, requirement: string, got: unknown): void {
  if (!holds) throw new RangeError(`${requirement}, got ${got as string}`);
}
