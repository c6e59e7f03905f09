import type { Retailer } from "./retailer.ts";
import { callAtMost } from "./retailer-workspace.ts";
import type { LiveDemo } from "./live.ts";

/** One thing that had to come of the demo, and whether it did. */
export interface LiveFinding {
  readonly what: string;
  readonly right: boolean;
}

/** How far back an answer may have happened to still call somebody. */
const fresh = 3 * 86_400_000;

/**
 * Holds what the workspace did against what it was sent: every answer counts once and as it was told last, forgeries and replays are
 * refused, what is broken is kept apart, the planted faults are told and nothing else is.
 */
export function liveFindings(live: LiveDemo, responses: number, { truth }: Retailer): readonly LiveFinding[] {
  const { plan, answered, quarantined, told, cases, reached, status } = live;
  const statuses = (kind: string): string => Object.keys(answered[kind] ?? {}).join(", ");
  const alerts = told.filter(({ kind }) => kind === "alert");
  const firing = (rule: string, field: string): readonly string[] =>
    alerts
      .filter((one) => one.rule === rule)
      .map(({ where }) => where.segment?.[field] ?? "")
      .toSorted();
  const stores = firing("returns-below-target", "dimensions.store");
  const regions = firing("recommendation-fell", "dimensions.region");
  const unhappy = expectedCases(live);
  const duplicates = Object.values(status.connections).reduce((sum, one) => sum + one.duplicates, 0);
  const again = plan.deliveries.filter(({ kind }) => kind === "again").length;
  // The customer of the end is one more answer.
  const expected = plan.answers.length + 1;
  return [
    {
      what: `${expected} answers sent, ${responses} count: none lost, none twice`,
      right: responses === expected,
    },
    { what: `${again} sent again are known, ${duplicates} of them`, right: duplicates === again },
    { what: `a forged answer is refused (${statuses("forged")})`, right: statuses("forged") === "401" },
    {
      what: `one recorded and sent once more is refused (${statuses("replayed")})`,
      right: statuses("replayed") === "409",
    },
    {
      what: `a broken one is taken and kept apart (${quarantined.map(({ path, reason }) => `${path}: ${reason}`).join(", ")})`,
      right: quarantined.length === 1 && Object.keys(answered["broken"] ?? {}).every((code) => code < "300"),
    },
    {
      what: `stores told of returns below target: ${stores.join(", ") || "none"}`,
      right: same(stores, truth.refusal.stores),
    },
    {
      what: `regions told of a fall of NPS: ${regions.join(", ") || "none"}`,
      right: same(regions, [truth.decline.region]),
    },
    {
      what: `${unhappy} very unhappy customers, ${cases.opened} cases, ${cases.acknowledged} taken and ${cases.closed} closed by link`,
      right: cases.opened === unhappy && cases.acknowledged === unhappy && cases.closed >= unhappy - 1,
    },
    {
      what: `from an unhappy customer's answer to their owner: ${Math.round(reached.milliseconds)} ms`,
      right: reached.milliseconds < 1_000,
    },
  ];
}

/** Answers, as first told, that are low enough and were told soon enough after they were given. */
function expectedCases({ plan }: LiveDemo): number {
  const first = new Map<string, number>();
  for (const { kind, at, body } of plan.deliveries) {
    if (kind === "history") {
      for (const line of body.split("\n")) note(JSON.parse(line) as ToldAnswer, at);
    } else if (kind === "new" || kind === "late") {
      note(JSON.parse(body) as ToldAnswer, at);
    }
  }
  return first.size;

  function note(told: ToldAnswer, at: string): void {
    const [id, time, recommend] =
      "form_response" in told
        ? [told.form_response.token, told.form_response.submitted_at, told.form_response.answers[0]?.number]
        : [told.response, told.answered_at, told.scores.recommend];
    if (recommend !== undefined && recommend <= callAtMost && Date.parse(at) - Date.parse(time) <= fresh)
      first.set(id, recommend);
  }
}

type ToldAnswer =
  | {
      readonly response: string;
      readonly answered_at: string;
      readonly scores: { readonly recommend: number };
    }
  | {
      readonly form_response: {
        readonly token: string;
        readonly submitted_at: string;
        readonly answers: readonly { readonly number?: number }[];
      };
    };

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.join("\n") === right.toSorted().join("\n");
}
