import {
  cxError,
  type Estimate,
  type Evidence,
  type HostedMetric,
  type HostedWindow,
  type Json,
  type JudgedWindow,
} from "@cxkit/core";
import { type CheckedRule, isHere } from "../watched-rule.ts";
import type { SeenSegment } from "./seen-segments.ts";

/** What a rule found of one window. */
export type FoundInWindow = Extract<JudgedWindow, { readonly evidence: Evidence }>;

/** Levels that a rule may ask for about one window: who searches for a limit asks for some forty. */
const mostLevels = 200;

/**
 * Judges windows. A rule looks at an estimate at any confidence level it likes; levels that are not known are asked of the metric for all
 * windows together, and the rule, which is pure, is asked again with them.
 *
 * @param stateOf what the rule remembers of a segment; `null` for nothing
 * @returns one for each segment
 */
export async function judgedWindows(
  rule: CheckedRule,
  seen: readonly SeenSegment[],
  stateOf: (key: string) => Json,
): Promise<readonly FoundInWindow[]> {
  const asked = seen.map(({ key, window, tally }) => ({
    window,
    tally,
    state: stateOf(key),
    estimates: new Map<number, Estimate>(),
    found: undefined as FoundInWindow | undefined,
  }));
  for (let round = 0; round <= mostLevels; round += 1) {
    const open = asked.filter(({ found }) => !found);
    if (open.length === 0) return asked.map(({ found }) => found!);
    const said = await judgedOnce(
      rule,
      open.map(({ window, state, estimates }) => ({ seen: window, state, estimates: [...estimates] })),
    );
    const needed = new Map<number, (typeof open)[number][]>();
    for (const [at, one] of open.entries()) {
      const answer = said[at];
      if (!answer) throw cxError("contribution-failed", `${rule.rule.id} does not judge what it is asked`);
      if ("evidence" in answer) one.found = answer;
      else {
        const those = needed.get(answer.needs);
        if (those) those.push(one);
        else needed.set(answer.needs, [one]);
      }
    }
    for (const [confidenceLevel, those] of needed) {
      const estimates = await metricOf(rule).estimates(
        those.map(({ tally }) => tally),
        { confidenceLevel },
      );
      for (const [at, one] of those.entries()) one.estimates.set(confidenceLevel, estimates[at]!);
    }
  }
  throw cxError(
    "contribution-failed",
    `${rule.rule.id} asks for more than ${mostLevels} confidence levels of one window`,
  );
}

function judgedOnce(
  { rule, params }: CheckedRule,
  windows: readonly HostedWindow[],
): Promise<readonly JudgedWindow[]> | readonly JudgedWindow[] {
  if (!isHere(rule)) return rule.judgeWindows(windows, params);
  return windows.map(({ seen, state, estimates }) => {
    const known = new Map(estimates);
    let needs: number | undefined;
    const estimateAt = (level: number): Estimate => {
      const estimate = known.get(level);
      if (estimate) return estimate;
      needs ??= level;
      throw wanted;
    };
    try {
      const judged = rule.judge({ ...seen, estimateAt }, params, state ?? rule.start(params));
      return needs === undefined ? judged : { needs };
    } catch (thrown) {
      if (needs === undefined) throw thrown;
      return { needs };
    }
  });
}

/** One for all: thrown some forty times a window, it would cost more than the estimates. */
const wanted = new Error("asked for again with this level");

function metricOf({ id, metric }: CheckedRule): HostedMetric {
  if (metric) return metric;
  throw cxError("invalid-setup", `rules.${id}.metric: a rule about a window needs a metric`);
}
