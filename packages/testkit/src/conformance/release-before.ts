import { type Unless, untried } from "./check.ts";

/**
 * Why nothing of a release before is compared: there was none (`null`), it left nothing of that kind (an empty list), or what it left
 * was not given.
 */
export function unreleased(
  released: object | null | undefined,
  left: readonly unknown[] | undefined,
  what: string,
): Unless | undefined {
  if (released === null) return "there is no release before this one";
  if (left === undefined)
    return untried(`no ${what} of the release before is given (\`released\`; \`null\` where there is none)`);
  return left.length === 0 ? `the release before left no ${what}` : undefined;
}
