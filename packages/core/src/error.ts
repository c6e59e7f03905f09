/**
 * Why CXKit stopped, as a closed set. Decide on the code, never on the message.
 *
 * - `invalid-setup`: configuration, duplicate id, incompatible scale: found before any event flows; mend the setup.
 * - `invalid-event`: a record that is no event (wrong shape, undeclared type); it is set aside, others go on.
 * - `invalid-file`: a file that cannot be what it claims to be (truncated, wrong encoding, binary); names line or cell.
 * - `unavailable`: network, store or vendor down. The only code that is worth a retry.
 * - `unsupported`: a correct request that this contribution declares it cannot serve.
 * - `contribution-failed`: a plugin's own code threw; `cause` is what it threw.
 */
export type CxErrorCode =
  | "invalid-setup"
  | "invalid-event"
  | "invalid-file"
  | "unavailable"
  | "unsupported"
  | "contribution-failed";

/** Where an error belongs: file, line, cell, key or contribution. All optional; tools print what is there. */
export interface CxErrorPlace {
  readonly file?: string;
  /** 1-based line of the file. */
  readonly line?: number;
  /** Column name, configuration key or JSON path. */
  readonly path?: string;
  /** `plugin/contribution` the error is charged to. */
  readonly contribution?: string;
  /** What kind of trouble another program made: what to do about it depends on this, never on the message. */
  readonly trouble?: CxTrouble;
  /** Seconds that the other side asks to wait. */
  readonly retryAfter?: number;
}

/**
 * What went wrong with somebody else: `auth` (who we are is not believed), `permission` (believed, not allowed), `not-found`,
 * `rate-limited`, `vendor` (their error), `bad-data` (not what was agreed), `timeout`, `cancelled`, `capability` (a plugin asked for what
 * it was not granted), `crash` (a plugin's process ended).
 */
export type CxTrouble =
  | "auth"
  | "permission"
  | "not-found"
  | "rate-limited"
  | "vendor"
  | "bad-data"
  | "timeout"
  | "cancelled"
  | "capability"
  | "crash";

/** CXKit's one error class, told apart by {@link CxErrorCode}. Arguments outside a function's domain are `RangeError`s instead. */
export interface CxError extends Error {
  readonly name: "CxError";
  readonly code: CxErrorCode;
  readonly place: CxErrorPlace;
}

/**
 * Makes a {@link CxError}. It is an `Error` with a `code` and a `place`, recognised by {@link isCxError}
 * and not by `instanceof`, so that two copies of this package in one application agree.
 *
 * @param code what kind of trouble
 * @param message one sentence: what was expected, what came
 * @param place where, and `cause` for the error underneath
 * @example cxError("invalid-setup", "csat needs a scale", { path: "items.q7" }).code // => "invalid-setup"
 */
export function cxError(
  code: CxErrorCode,
  message: string,
  place: CxErrorPlace & { readonly cause?: unknown } = {},
): CxError {
  const { cause: _, ...where } = place;
  // Of its options an error takes the cause alone.
  return Object.assign(new Error(message, place), { name: "CxError" as const, code, place: where });
}

/**
 * Whether a thrown value is CXKit's own error, of one code or of any.
 *
 * @example isCxError(cxError("unavailable", "store is closed"), "unavailable") // => true
 */
export function isCxError(thrown: unknown, code?: CxErrorCode): thrown is CxError {
  if (!(thrown instanceof Error) || thrown.name !== "CxError" || !("code" in thrown)) return false;
  return code === undefined || thrown.code === code;
}
