import type { CxEvent } from "../event.ts";

/**
 * Whether two events tell the same. When they reached us does not count: the same thing told twice arrives twice.
 */
export function sameContent(left: CxEvent, right: CxEvent): boolean {
  return same({ ...left, received: "" }, { ...right, received: "" });
}

/** Whether two values are the same JSON, whatever the order of their keys; absent and `undefined` are one. */
export function same(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((value, at) => same(value, right[at]))
    );
  }
  const a = left as { readonly [key: string]: unknown };
  const b = right as { readonly [key: string]: unknown };
  return (
    Object.keys(a).every((key) => same(a[key], b[key])) &&
    Object.keys(b).every((key) => b[key] === undefined || a[key] !== undefined)
  );
}
