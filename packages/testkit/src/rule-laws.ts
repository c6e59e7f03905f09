import type { AlertRule, CxEvent, Estimate, Evidence, Json, LocalizedText, Seen } from "@cxkit/core";
import * as fc from "fast-check";
import { broken, generated, type Law, shown } from "./law.ts";

/** What a rule is tested with. */
export interface RuleSamples {
  /** As a configuration would give them; the rule's own schema validates them. */
  readonly params: unknown;
  /** What the rule sees, in order of time: some that call for an alarm and some that do not. */
  readonly seen: readonly Seen[];
  /** The same base, each at least as bad as the one before. */
  readonly worsening: readonly Seen[];
}

/**
 * What every alert rule keeps: no value stays silent, judging is pure, its state is JSON, replay equals live, and worse evidence never
 * turns an alarm into none. That recovery is said once is the engine's promise.
 *
 * @param rule the rule under test
 * @param samples windows or events as the engine would show them
 */
export function ruleLaws<Params, State extends Json>(
  rule: AlertRule<Params, State>,
  samples: RuleSamples,
): readonly Law[] {
  const params = (): Params => {
    const outcome = rule.params["~standard"].validate(structuredClone(samples.params));
    if (outcome instanceof Promise) return broken(`${rule.id}: the schema of parameters is asynchronous`);
    if (outcome.issues)
      return broken(`${rule.id}: refuses the sample's parameters: ${shown(outcome.issues)}`);
    return outcome.value;
  };
  /** Evidence and state after each sample, with the state passed on as `pass` does. */
  const run = (pass: (state: State, at: number) => State): readonly unknown[] => {
    const given = params();
    let state = rule.start(given);
    return samples.seen.map((seen, at) => {
      const judged = rule.judge(seen, given, pass(state, at));
      state = judged.state;
      return judged;
    });
  };
  const first = (seen: Seen): Evidence => {
    const given = params();
    return rule.judge(seen, given, rule.start(given)).evidence;
  };

  return [
    {
      name: "samples hold something to judge",
      check() {
        params();
        const evidence = [...samples.seen, ...samples.worsening].map(first);
        if (samples.worsening.length < 2 || !evidence.some((one) => strength(one) > 0)) {
          broken(`${rule.id}: the laws need two samples that get worse, and one that says something`);
        }
        for (const { kind } of [...samples.seen, ...samples.worsening]) {
          if (kind !== rule.watches) broken(`${rule.id} watches ${rule.watches}, a sample is ${kind}`);
        }
      },
    },
    {
      name: "parameters are validated at once, and what is none is refused",
      check() {
        params();
        for (const wrong of [null, 1, "x", [], { "no such parameter": 1 }]) {
          const outcome = rule.params["~standard"].validate(wrong);
          if (outcome instanceof Promise || outcome.issues === undefined) {
            broken(`${rule.id}: takes ${shown(wrong)} for parameters`);
          }
        }
      },
    },
    {
      name: "no value stays silent",
      check() {
        for (const seen of [...samples.seen, ...samples.worsening]) {
          const evidence = first(withoutValue(seen));
          const silent =
            seen.kind === "window"
              ? evidence.kind === "no-data"
              : ["no-data", "no-match"].includes(evidence.kind);
          if (!silent) broken(`${rule.id}: says ${shown(evidence)} where there is no value`);
        }
      },
    },
    {
      name: "judge is pure: the same gives the same, and nothing is written to",
      check() {
        const given = frozen(params());
        for (const seen of samples.seen) {
          const state = frozen(rule.start(given));
          const before = JSON.stringify(seen);
          const [one, two] = [rule.judge(frozen(seen), given, state), rule.judge(seen, given, state)];
          if (one instanceof Promise) broken(`${rule.id}: judge is asynchronous`);
          if (shown(one) !== shown(two)) broken(`${rule.id}: gives ${shown(one)}, then ${shown(two)}`);
          if (JSON.stringify(seen) !== before) broken(`${rule.id}: wrote to what it was shown`);
        }
      },
    },
    {
      name: "state is JSON",
      check() {
        run((state) => {
          if (JSON.stringify(JSON.parse(JSON.stringify(state))) !== JSON.stringify(state) || !isJson(state)) {
            broken(`${rule.id}: a state is not JSON: ${shown(state)}`);
          }
          return state;
        });
      },
    },
    {
      name: "replay equals live, whenever it is restarted",
      check: () =>
        fc.assert(
          fc.property(fc.array(fc.boolean(), { maxLength: samples.seen.length }), (restarts) => {
            const live = shown(run((state) => state));
            const again = shown(
              run((state, at) => (restarts[at] ? (JSON.parse(JSON.stringify(state)) as State) : state)),
            );
            if (live !== again) broken(`${rule.id}: says ${live} live and ${again} when restarted`);
          }),
          generated,
        ),
    },
    {
      name: "evidence says what it is: p-values from 0 to 1, e-values from 0, and why",
      check() {
        for (const evidence of [...samples.seen, ...samples.worsening].map(first)) {
          const number =
            evidence.kind === "p-value" ? evidence.pValue : evidence.kind === "e-value" ? evidence.eValue : 0;
          if (!(number >= 0 && (evidence.kind === "e-value" || number <= 1)))
            broken(`${rule.id}: ${shown(evidence)}`);
          if (!("because" in evidence)) continue;
          if (!isSaid(evidence.because)) broken(`${rule.id}: does not say why`);
        }
      },
    },
    {
      name: "worse evidence never turns an alarm into none",
      check() {
        const strengths = samples.worsening.map((seen) => strength(first(seen)));
        for (const [at, now] of strengths.entries()) {
          const before = strengths[at - 1] ?? now;
          if (now < before - 1e-9) {
            broken(`${rule.id}: is surer of sample ${at - 1} (${before}) than of the worse ${at} (${now})`);
          }
        }
      },
    },
    {
      name: "the guarantee holds something",
      check() {
        const { guarantee } = rule;
        const holds =
          guarantee.kind === "none"
            ? isSaid(guarantee.why)
            : guarantee.kind === "average-run-length"
              ? guarantee.evaluations > 1
              : guarantee.perEvaluation > 0 && guarantee.perEvaluation < 1;
        if (!holds) broken(`${rule.id}: promises ${shown(guarantee)}`);
        const tests = samples.seen.map(first).some(({ kind }) => kind === "p-value" || kind === "e-value");
        if (tests && guarantee.kind === "none") broken(`${rule.id}: tests, and promises nothing`);
      },
    },
  ];
}

/** Whether there are words in every language there is. */
function isSaid(text: string | LocalizedText): boolean {
  const texts = typeof text === "string" ? [text] : Object.values(text);
  return texts.length > 0 && texts.every((one) => one.trim() !== "");
}

/** How strongly evidence speaks for an alarm; 0 and below is not at all. */
function strength(evidence: Evidence): number {
  switch (evidence.kind) {
    case "match":
      return Number.MAX_VALUE;
    case "p-value":
      return 1 - evidence.pValue;
    case "e-value":
      return evidence.eValue;
    default:
      return -1;
  }
}

/** What was seen, with every value taken out of it. */
function withoutValue(seen: Seen): Seen {
  if (seen.kind === "event") return { ...seen, event: unanswered(seen.event) };
  const { comparison: _comparison, earlier: _earlier, ...rest } = seen;
  const empty = (estimate: Estimate): Estimate => ({
    ...estimate,
    value: null,
    interval: null,
    standardError: null,
    n: 0,
    effectiveN: 0,
  });
  return {
    ...rest,
    estimate: empty(seen.estimate),
    estimateAt: (confidenceLevel) => ({ ...empty(seen.estimate), confidenceLevel }),
  };
}

function unanswered(event: CxEvent): CxEvent {
  if (event.type === "survey.responded") {
    const answers = event.data.answers.map((answer) => ({ ...answer, value: null }));
    return { ...event, data: { ...event.data, answers } };
  }
  if (event.type !== "feedback.posted") return event;
  const { rating: _rating, ...data } = event.data;
  return { ...event, data };
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

function isJson(value: unknown): boolean {
  if (value === null || ["string", "boolean"].includes(typeof value)) return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === "object" && Object.values(value).every(isJson);
}
