import { nameOf, valueAt } from "../authoring/json-value.ts";
import type { Told } from "./mapping.ts";

/** Reads what is told: itself, or what stands at its path. */
export function toldBy(told: Told | undefined): ((record: unknown) => string | undefined) | undefined {
  if (told === undefined) return undefined;
  if (typeof told === "string") return () => told;
  const read = valueAt(told.path);
  return (record) => nameOf(read(record));
}
