/** The name of an environment variable, in the place of what is in it. */
export interface EnvironmentHandle {
  readonly env: string;
}

/**
 * Stands for a secret in a configuration: the variable is read when the workspace starts, from the environment or from the `.env`
 * beside the configuration. In JSON, write `{ "env": "NAME" }`.
 *
 * @param name letters, digits and `_`, not beginning with a digit
 * @throws {RangeError} when the name is none, such as the secret itself
 * @example env("TYPEFORM_SECRET") // => { env: "TYPEFORM_SECRET" }
 */
export function env(name: string): EnvironmentHandle {
  // What came is not repeated: it may be the secret.
  if (!isVariableName(name))
    throw new RangeError("env requires the name of a variable (letters, digits, _), got something else");
  return { env: name };
}

/** Whether a text can name an environment variable. */
export function isVariableName(name: unknown): name is string {
  return typeof name === "string" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** Whether a value is what {@link env} makes. */
export function isEnvironmentHandle(value: unknown): value is EnvironmentHandle {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).length === 1 &&
    isVariableName((value as { env?: unknown }).env)
  );
}
