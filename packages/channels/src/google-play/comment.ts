import type { Instant } from "@cxkit/core";
import { isObject, own } from "../authoring/json-value.ts";

/** What the customer said last; the developer's answers are nobody's review. `undefined` where there is none. */
export function userComment(
  review: unknown,
): { readonly comment: unknown; readonly path: string } | undefined {
  const comments = own(review, "comments");
  const told = (Array.isArray(comments) ? (comments as readonly unknown[]) : [])
    .map((each, at) => ({ comment: own(each, "userComment"), path: `comments[${at}].userComment` }))
    .filter(({ comment }) => isObject(comment));
  return told.toSorted((a, b) => timeOf(b) - timeOf(a))[0];
}

/** A time in seconds (as text: whole numbers of Google's can exceed what JSON keeps) and nanoseconds; `undefined` when it is none. */
export function lastModified(comment: unknown): Instant | undefined {
  const told = own(comment, "lastModified");
  const [seconds, nanos] = [wholeOf(own(told, "seconds")), wholeOf(own(told, "nanos") ?? 0)];
  // To 9999-12-31.
  if (seconds === undefined || seconds === 0 || seconds > 253_402_300_799) return undefined;
  if (nanos === undefined || nanos > 999_999_999) return undefined;
  return new Date(seconds * 1000 + Math.floor(nanos / 1_000_000)).toISOString();
}

function timeOf({ comment }: { readonly comment: unknown }): number {
  const time = lastModified(comment);
  return time === undefined ? -Infinity : Date.parse(time);
}

function wholeOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
