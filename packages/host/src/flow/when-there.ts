/**
 * Goes on with something at once where it is at hand, and otherwise when it has come: what runs in this process costs no turn of the
 * loop, and what runs elsewhere is waited for.
 */
export function whenThere<Value, Result>(
  value: Value | Promise<Value>,
  go: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then((there) => go(there)) : go(value);
}
