import { isCxError } from "@cxkit/core";
import type { PluginRunner } from "../runner.ts";
import { lostCall, tooLongPath } from "./failure.ts";

type Call = PluginRunner["call"];

/** Records that cross at once: more gain nothing, and both sides work while the next are on their way. */
const portion = 200;
const underWay = 3;

/**
 * Calls a member; `decode` of many records in portions, several under way, so that no message is long and both processes work.
 *
 * A record that is too long even alone has failed.
 *
 * @throws {CxError} what the call throws; `unsupported` when the arguments of another member are longer than a message may be
 */
export async function inPortions(
  call: Call,
  target: Parameters<Call>[0],
  member: string,
  args: readonly unknown[],
  options: Parameters<Call>[3],
): Promise<unknown> {
  const [records] = args;
  if (member !== "decode" || !Array.isArray(records)) return call(target, member, args, options);
  const decoded = async (part: readonly unknown[]): Promise<readonly unknown[]> => {
    try {
      const answer = await call(target, member, [part], options);
      if (Array.isArray(answer) && answer.length === part.length) return answer;
    } catch (thrown) {
      if (!isCxError(thrown, "unsupported") || thrown.place.path !== tooLongPath) throw thrown;
      if (part.length === 1) return [{ failed: "TooLong" }];
      const half = Math.ceil(part.length / 2);
      return [...(await decoded(part.slice(0, half))), ...(await decoded(part.slice(half)))];
    }
    throw lostCall(target, member, "bad-data", "it did not answer for every record");
  };
  if (records.length <= portion) return decoded(records);
  const starts = Array.from({ length: Math.ceil(records.length / portion) }, (_, at) => at * portion);
  const answers: (readonly unknown[])[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const at = next;
      const start = starts[at];
      if (start === undefined) return;
      next += 1;
      answers[at] = await decoded(records.slice(start, start + portion));
    }
  };
  await Promise.all(Array.from({ length: underWay }, work));
  return answers.flat();
}
