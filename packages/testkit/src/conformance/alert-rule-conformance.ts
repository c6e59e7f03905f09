import type { AlertRule, Json } from "@cxkit/core";
import { broken } from "../law.ts";
import { ruleLaws, type RuleSamples } from "../rule-laws.ts";
import { trappedNow } from "./ambient-traps.ts";
import { checksOf, type ConformanceCheck, type Skip } from "./check.ts";
import { definitionPlan } from "./definition-plan.ts";
import { lawful } from "./lawful.ts";

/**
 * What every alert rule keeps, as checks with ids: built on `ruleLaws`, with purity besides. Hysteresis and recovery are the engine's.
 *
 * @param rule the rule under test
 * @param samples windows or events as the engine would show them
 * @throws {RangeError} when a skip names no check or gives no reason
 */
export function alertRuleConformance<Params, State extends Json>(
  rule: AlertRule<Params, State>,
  samples: RuleSamples,
  { skip }: { readonly skip?: readonly Skip[] } = {},
): readonly ConformanceCheck[] {
  const laws = lawful(() => ruleLaws(rule, samples));
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
        unless: "hysteresis, silences and recovery are the engine's: its own tests",
        check() {},
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
