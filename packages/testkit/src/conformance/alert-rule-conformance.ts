import type { AlertRule, Estimate, Instant, Json, Seen } from "@cxkit/core";
import { broken, shown } from "../law.ts";
import { ruleLaws, type RuleSamples } from "../rule-laws.ts";
import { trappedNow } from "./ambient-traps.ts";
import { checksOf, type ConformanceCheck, type Skip, untried } from "./check.ts";
import { definitionPlan } from "./definition-plan.ts";
import { lawful } from "./lawful.ts";

/** What an alert rule is tried with besides its samples. */
export interface AlertRuleConformanceOptions {
  /** Shows the rule one window after the other and tells people of it, as a host does: what was said after each. */
  readonly engine?: (
    windows: readonly Seen[],
  ) => Promise<readonly ("alert" | "recovery" | "no-data" | null)[]>;
  /** How many answers it asks for, with the parameters of the samples; `null` where it asks for none. */
  readonly leastN?: number | null;
  readonly skip?: readonly Skip[];
}

/**
 * What every alert rule keeps, as checks with ids: built on `ruleLaws`, with purity besides, and with what people are told of it where
 * something is given that tells them.
 *
 * @param rule the rule under test
 * @param samples windows or events as the engine would show them
 * @param options what tells people of it, and how many answers it asks for
 * @throws {RangeError} when a skip names no check or gives no reason
 */
export function alertRuleConformance<Params, State extends Json>(
  rule: AlertRule<Params, State>,
  samples: RuleSamples,
  { engine, leastN, skip }: AlertRuleConformanceOptions = {},
): readonly ConformanceCheck[] {
  const laws = lawful(() => ruleLaws(rule, samples));
  const onWindows = rule.watches === "window" ? undefined : "it watches single answers, not windows";
  return checksOf(
    [
      definitionPlan("L1", "alert-rule", rule),
      {
        id: "L2",
        title: "parameters that are none are refused at once",
        why: "An alarm that was never set is believed in.",
        check: laws("parameters are validated at once, and what is none is refused"),
      },
      {
        id: "L3",
        title: "where there is no value it is silent",
        why: "An empty week wakes nobody.",
        check: laws("samples hold something to judge", "no value stays silent"),
      },
      {
        id: "L4",
        title: "the same gives the same, and nothing is written to",
        why: "An alarm must be explained afterwards.",
        check: laws("judge is pure: the same gives the same, and nothing is written to"),
      },
      {
        id: "L5",
        title: "its state is JSON, and replay equals live",
        why: "Hosts are restarted between two windows.",
        check: laws("state is JSON", "replay equals live, whenever it is restarted"),
      },
      {
        id: "L6",
        title: "evidence is well formed, says why, and is held by its guarantee",
        why: "The engine corrects what is a probability, and nothing else.",
        check: laws(
          "evidence says what it is: p-values from 0 to 1, e-values from 0, and why",
          "the guarantee holds something",
        ),
      },
      {
        id: "L7",
        title: "worse never turns an alarm into none",
        why: "The worst week must not be the silent one.",
        check: laws("worse evidence never turns an alarm into none"),
      },
      {
        id: "L8",
        title: "neither clock nor chance nor place has a part in it",
        why: "What it needs of the time it is shown.",
        check() {
          const { issues, value } = validated(rule, samples.params);
          if (issues) return broken(`${rule.id}: refuses the sample's parameters`);
          const work = (): void => {
            for (const seen of samples.seen) rule.judge(seen, value as Params, rule.start(value as Params));
          };
          const touched = [...trappedNow("pure", work).touched, ...trappedNow("placeless", work).touched];
          if (touched.length > 0) broken(`${rule.id} uses ${touched.join(", ")}`);
          return undefined;
        },
      },
      {
        id: "L9",
        title: "no alarm comes and goes with every trifle, and recovery is said once",
        why: "Who is woken for nothing turns it off.",
        unless:
          onWindows ?? (engine ? undefined : untried("nothing is given that tells people of it (`engine`)")),
        async check() {
          const [best, worst] = [samples.worsening[0], samples.worsening.at(-1)];
          if (!engine || !best || !worst) return broken("two windows are needed, a good one and a bad one");
          const nudges = Array.from({ length: 10 }, (_, at) => nudged(worst, at % 2 === 0 ? 1e-9 : -1e-9));
          const during = count(await engine(weekly([best, ...nudges])));
          if (during.alert !== 1 || during.recovery !== 0)
            broken(
              `one bad spell with trifles in it is ${during.alert} alarms and ${during.recovery} recoveries`,
            );
          const spell = [best, ...Array(6).fill(worst), ...Array(30).fill(best)] as readonly Seen[];
          const after = count(await engine(weekly(spell)));
          if (after.alert !== 1 || after.recovery !== 1)
            broken(`one bad spell that ends is ${after.alert} alarms and ${after.recovery} recoveries`);
          return undefined;
        },
      },
      {
        id: "L10",
        title: "fewer answers than it asks for raise nothing",
        why: "Two angry people in one week are no trend.",
        unless:
          onWindows ??
          (leastN === null
            ? "it asks for no least number of answers, as the author says"
            : leastN === undefined
              ? untried("no least number of answers is given (`leastN`; `null` where it asks for none)")
              : undefined),
        check() {
          const { issues, value } = validated(rule, samples.params);
          if (issues) return broken(`${rule.id}: refuses the sample's parameters`);
          for (const seen of [...samples.seen, ...samples.worsening]) {
            const few = fewer(seen, (leastN ?? 1) - 1);
            const { evidence } = rule.judge(few, value as Params, rule.start(value as Params));
            if (evidence.kind !== "no-data")
              broken(`${(leastN ?? 1) - 1} answers, and ${rule.id} says ${shown(evidence)}`);
          }
          return undefined;
        },
      },
    ],
    skip,
  );
}

function validated<Params, State extends Json>(
  rule: AlertRule<Params, State>,
  params: unknown,
): { readonly issues?: unknown; readonly value?: unknown } {
  const outcome = rule.params["~standard"].validate(params);
  return outcome instanceof Promise ? { issues: "asynchronous" } : outcome;
}

/** A window with its estimates changed, at every level. */
function withEstimates(seen: Seen, change: (estimate: Estimate) => Estimate): Seen {
  if (seen.kind !== "window") return seen;
  const { estimate, estimateAt } = seen;
  return { ...seen, estimate: change(estimate), estimateAt: (level) => change(estimateAt(level)) };
}

/** A window whose value is a trifle higher or lower. */
function nudged(seen: Seen, by: number): Seen {
  return withEstimates(seen, (one) => ({ ...one, value: one.value === null ? null : one.value + by }));
}

/** A window of the same value, from fewer answers. */
function fewer(seen: Seen, n: number): Seen {
  return withEstimates(seen, (one) => ({ ...one, n, effectiveN: Math.min(one.effectiveN, n) }));
}

/** Windows, a week after another. */
function weekly(windows: readonly Seen[]): readonly Seen[] {
  const later = (instant: Instant, weeks: number): Instant =>
    new Date(Date.parse(instant) + weeks * 604_800_000).toISOString().replace(".000Z", "Z");
  return windows.map((seen, at) =>
    seen.kind === "window"
      ? { ...seen, from: later(seen.from, at), below: later(seen.below, at), now: later(seen.now, at) }
      : seen,
  );
}

function count(said: readonly (string | null)[]): { readonly alert: number; readonly recovery: number } {
  const of = (what: string): number => said.filter((one) => one === what).length;
  return { alert: of("alert"), recovery: of("recovery") };
}
