import type {
  AlertRule,
  CxEvent,
  Estimate,
  Evidence,
  FailedJudgement,
  HostedWindow,
  Instant,
  Json,
  JudgedEvents,
  JudgedWindow,
} from "@cxkit/core";

/** What a rule is asked beside its plugin: by the page, since every question costs a message. */
export const ruleMembers = {
  against: (rule: AlertRule, { config }: { readonly config: unknown }) => rule.against?.(config) ?? null,
  "judge.events": judgeEvents,
  "judge.windows": (
    rule: AlertRule,
    { config }: { readonly config: unknown },
    [windows]: readonly [readonly HostedWindow[]],
  ): readonly JudgedWindow[] => windows.map((window) => judgeWindow(rule, config, window)),
} as const;

interface SeenEvent {
  readonly event: CxEvent;
  readonly now: Instant;
}

/** An event over which the rule throws says so by the name of the error: what it says may quote the event. The state stays as it was. */
function judgeEvents(
  rule: AlertRule,
  { config }: { readonly config: unknown },
  [events, before]: readonly [readonly SeenEvent[], Json],
): Pick<JudgedEvents, "state" | "found"> {
  let state = before ?? rule.start(config);
  const found = events.map(({ event, now }): Evidence | FailedJudgement => {
    try {
      const judged = rule.judge({ kind: "event", event, now }, config, state);
      state = judged.state;
      return judged.evidence;
    } catch (thrown) {
      return { failed: thrown instanceof Error ? thrown.name : typeof thrown };
    }
  });
  return { state, found };
}

/**
 * `estimateAt` is a function and cannot cross: what is known of it stands in `estimates`. Where a rule asks for another level, it is
 * judged again with that one known, which comes to the same: a rule is pure.
 */
function judgeWindow(
  rule: AlertRule,
  config: unknown,
  { seen, estimates, state }: HostedWindow,
): JudgedWindow {
  const known = new Map(estimates);
  let needs: number | undefined;
  const estimateAt = (level: number): Estimate => {
    const estimate = known.get(level);
    if (estimate) return estimate;
    needs ??= level;
    throw wanted;
  };
  try {
    const judged = rule.judge({ ...seen, estimateAt }, config, state ?? rule.start(config));
    return needs === undefined ? judged : { needs };
  } catch (thrown) {
    if (needs === undefined) throw thrown;
    return { needs };
  }
}

/** One for all: thrown some forty times a window, it would cost more than the estimates. */
const wanted = new Error("asked for again with this level");
