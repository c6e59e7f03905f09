import type { ErrorOnWire, FromPlugin, WantedHash } from "./message.ts";
import { errorCodes, placeParts } from "./plugin-error.ts";
import { fromWire } from "./wire.ts";

/**
 * What a process said, when it is something that can be said. Whatever speaks may be hostile: every part is looked at.
 *
 * @throws {SyntaxError} when it is not
 */
export function heard(text: string): FromPlugin {
  const message = fromWire(text);
  if (isObject(message) && typeof message["t"] === "string" && Object.hasOwn(shapes, message["t"])) {
    const shape = shapes[message["t"] as FromPlugin["t"]];
    if (Object.entries(shape).every(([name, fits]) => fits(message[name]))) {
      return message as unknown as FromPlugin;
    }
  }
  throw new SyntaxError("it said what there is no word for");
}

type Fits = (value: unknown) => boolean;

const whole: Fits = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const amount: Fits = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const text: Fits = (value) => typeof value === "string";
const absentOr =
  (fits: Fits): Fits =>
  (value) =>
    value === undefined || fits(value);
const hashes = absentOr((value) => Array.isArray(value) && value.every(isWanted));

const shapes: { readonly [t in FromPlugin["t"]]: { readonly [name: string]: Fits } } = {
  hello: { protocol: whole, node: text },
  ack: { id: whole },
  ok: { id: whole, hashes },
  page: { id: whole, hashes },
  end: { id: whole },
  err: { id: whole, error: isError },
  ask: { ask: whole, id: whole, service: text, hashes },
  drop: { ask: whole },
  progress: { id: whole, hashes },
  log: { lines: whole, text },
  fault: { error: isError, contribution: absentOr(text), member: absentOr(text) },
  pong: { rssBytes: amount, cpuMs: amount },
};

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWanted(value: unknown): value is WantedHash {
  return Array.isArray(value) && (value[1] === "subject" || value[1] === "fingerprint") && value.every(text);
}

function isError(value: unknown): value is ErrorOnWire {
  if (!isObject(value) || !isCode(value["code"]) || !text(value["name"]) || !text(value["message"])) {
    return false;
  }
  const { place } = value;
  return (
    place === undefined ||
    (isObject(place) &&
      Object.entries(place).every(
        ([name, one]) => Object.hasOwn(placeParts, name) && placeParts[name]?.(one) === true,
      ))
  );
}

function isCode(value: unknown): boolean {
  return value === undefined || (typeof value === "string" && errorCodes.has(value));
}
