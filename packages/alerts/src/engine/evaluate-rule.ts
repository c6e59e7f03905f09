import { type Evidence, isCxError, type Json, type Store } from "@cxkit/core";
import { benjaminiHochberg } from "@cxkit/stats/hypothesis-tests";
import { type CheckedRule, silenced } from "../watched-rule.ts";
import { isSegment, type RuleMemory, ruleKey, type SegmentMemory } from "./kept.ts";
import { instant, type Work } from "./memory.ts";
import { afterEvaluation, freshSegment, unsaid, type Verdict } from "./segment-state.ts";
import { sayFailure, saySilence } from "./say-rule.ts";
import { type Evaluated, saySegments } from "./say-window.ts";
import { judgedWindows } from "./judged-windows.ts";
import { type SeenSegment, seenSegments } from "./seen-segments.ts";
import type { Setup } from "./setup.ts";

/**
 * Evaluates a window rule at a scheduled instant: counts, judges every segment, corrects over them, moves their states on and
 * says what changed.
 *
 * @throws {CxError} `unavailable` when the store is; anything else that fails is told, and the other rules go on
 */
export async function evaluateRule(
  setup: Setup,
  rule: CheckedRule,
  store: Pick<Store, "tally" | "scan">,
  work: Work,
  at: number,
): Promise<void> {
  const before = ruleMemory(rule, work.get(ruleKey(rule.id)));
  // Cases that an earlier rule of this id opened for segments of its own.
  if (!before) for (const key of work.keys(`window/${rule.id}/`)) work.forget(key);
  const known = new Map(Object.entries(before?.segments ?? {}));
  const consecutive = before !== undefined && setup.schedule.between(before.evaluated, at, rule.every) === 1;
  let judged: Map<string, Judged>;
  try {
    judged = await judgedSegments(rule, await seenSegments(setup, rule, store, at, known.keys()), known);
  } catch (failure) {
    if (isCxError(failure, "unavailable")) throw failure;
    const silent = silenced(rule, at);
    const failingSaid = before?.failing !== undefined && before.failing !== null && before.failingSaid;
    const failing = before?.failing ?? instant(at);
    if (!failingSaid && !silent) sayFailure(setup, rule, work, { at, since: failing, failure });
    work.set(ruleKey(rule.id), {
      ...(before ?? nothing(rule)),
      evaluated: at,
      failing,
      failingSaid: failingSaid || !silent,
    });
    return;
  }
  const segments: { [segment: string]: SegmentMemory } = {};
  const found = new Map<string, Evaluated>();
  for (const [key, { verdict, evaluated, state }] of judged) {
    const earlier = known.get(key) ?? freshSegment(instant(at), state);
    const after = afterEvaluation(earlier, verdict, instant(at), rule, consecutive);
    const because =
      "because" in evaluated.evidence && verdict === "match" ? evaluated.evidence.because : null;
    // A segment that is gone for four windows is not remembered: stores close, agents leave. People know, where it was firing.
    const gone = setup.schedule.earlier(at, rule.window) - 3 * (at - setup.schedule.earlier(at, rule.window));
    if (after.state === "no-data" && unsaid(after) === null && Date.parse(after.since) < gone) {
      work.forget(`window/${rule.id}/${key}`);
      continue;
    }
    segments[key] = {
      ...after,
      rule: state,
      because: because ?? (after.firing === null ? null : after.because),
    };
    found.set(key, evaluated);
  }
  const empty = [...judged.values()].every(({ verdict }) => verdict === "no-data");
  const without = empty ? (before?.without ?? 0) + 1 : 0;
  const withoutSince = empty ? (before?.withoutSince ?? instant(at)) : null;
  const said = saySegments(setup, rule, work, at, segments, found);
  let withoutSaid = empty && (before?.withoutSaid ?? false);
  if (rule.silentAfter > 0 && without >= rule.silentAfter && !withoutSaid && !silenced(rule, at)) {
    saySilence(setup, rule, work, { at, since: withoutSince ?? instant(at), evaluations: without });
    withoutSaid = true;
  }
  work.set(ruleKey(rule.id), {
    ...nothing(rule),
    evaluated: at,
    segments: said,
    without,
    withoutSince,
    withoutSaid,
  });
}

/** What is remembered of a rule, if it is this rule that is remembered: others may have had its id before. */
export function ruleMemory(rule: CheckedRule, kept: RuleMemory | undefined): RuleMemory | undefined {
  if (!kept || !remembers(rule, kept)) return undefined;
  const segments = Object.entries(kept.segments);
  const readable = segments.filter(([key, segment]) => isSegment(key, segment, rule.by.length));
  return readable.length === segments.length ? kept : { ...kept, segments: Object.fromEntries(readable) };
}

/** Whether it is this rule that is remembered. */
export function remembers(rule: CheckedRule, kept: RuleMemory): boolean {
  return kept.of === identityOf(rule);
}

/** The kind of rule, its metric and the fields of its segments: with any of them changed it is another rule. */
function identityOf({ rule, metric, by }: CheckedRule): string {
  return JSON.stringify([rule.id, metric?.id ?? null, ...by]);
}

function nothing(rule: CheckedRule): RuleMemory {
  return {
    of: identityOf(rule),
    evaluated: 0,
    segments: {},
    without: 0,
    withoutSince: null,
    withoutSaid: false,
    failing: null,
    failingSaid: false,
  };
}

interface Judged {
  readonly verdict: Verdict;
  readonly evaluated: Evaluated;
  readonly state: Json;
}

/** Judges every segment and corrects over all that could be judged. */
async function judgedSegments(
  rule: CheckedRule,
  seen: readonly SeenSegment[],
  known: ReadonlyMap<string, SegmentMemory>,
): Promise<Map<string, Judged>> {
  const answers = await judgedWindows(rule, seen, (key) => known.get(key)?.rule ?? null);
  const found = seen.map(({ key, window }, at) => {
    const { state, evidence } = answers[at]!;
    return { key, window, state, evidence, raw: rawPValue(evidence) };
  });
  const family = found.filter(({ raw }) => raw !== null);
  const corrected = benjaminiHochberg(family.map(({ raw }) => raw ?? 1));
  const adjusted = new Map(family.map(({ key }, at) => [key, corrected[at] ?? 1]));
  const { guarantee } = rule.rule;
  const rate = guarantee.kind === "false-alarm-rate" ? guarantee.perEvaluation : 0.01;
  return new Map(
    found.map(({ key, window, state, evidence, raw }) => {
      const pValue = adjusted.get(key);
      const evaluated: Evaluated = {
        segment: window.segment,
        estimate: window.estimate,
        ...(window.comparison && { comparison: window.comparison }),
        evidence,
        ...(pValue !== undefined && { pValue }),
        from: Date.parse(window.from),
        below: Date.parse(window.below),
      };
      return [key, { verdict: verdictOf(evidence, raw, pValue, rate), evaluated, state }];
    }),
  );
}

/** An e-value of e is a p-value of 1/e. */
function rawPValue(evidence: Evidence): number | null {
  if (evidence.kind === "p-value") return evidence.pValue;
  return evidence.kind === "e-value" ? Math.min(1, 1 / Math.max(evidence.eValue, Number.MIN_VALUE)) : null;
}

/** How much weaker than an alarm's evidence a sign has to be before it is none. */
const clear = 10;

function verdictOf(
  { kind }: Evidence,
  raw: number | null,
  adjusted: number | undefined,
  rate: number,
): Verdict {
  if (kind === "match" || kind === "no-match" || kind === "no-data") return kind;
  if (raw === null || adjusted === undefined) return "no-data";
  if (adjusted <= rate) return "match";
  return raw > Math.min(0.5, clear * rate) ? "no-match" : "hold";
}
