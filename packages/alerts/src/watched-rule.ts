import {
  type AlertRule,
  cxError,
  type Dimension,
  type Filter,
  hostedMetric,
  type HostedMetric,
  type HostedRule,
  type Instant,
  type LocalizedText,
  type Metric,
} from "@cxkit/core";
import { plainIssue } from "./plain-issue.ts";
import { isSpan, type Span, spanMilliseconds } from "./span.ts";

/** A rule with its parameters, and what it watches: one line of a workspace's alerts. */
export interface WatchedRule {
  /** Kebab-case; part of every idempotency key, so never reused for something else. */
  readonly id: string;
  /** What people call it. Default: the title of the rule. */
  readonly title?: string | LocalizedText;
  /** One whose code is here, or one that is asked elsewhere. */
  readonly rule: AlertRule | HostedRule;
  readonly params: unknown;
  /** What a window rule watches. */
  readonly metric?: Metric | HostedMetric;
  /** How far back a window reaches. Default `28d`. */
  readonly window?: Span;
  /** How often a window is judged, at fixed instants. Default `1d`. */
  readonly every?: Span;
  /** Judges every combination of these fields apart, corrected together. */
  readonly by?: readonly Dimension[];
  /** Leaves out what does not fulfil it. */
  readonly where?: Filter;
  /** Evaluations in a row that must match before somebody is told. Default 1. */
  readonly for?: number;
  /** Evaluations in a row without a sign of it before it counts as over. Default 2. */
  readonly recoverAfter?: number;
  /** Evaluations in a row without data, in all segments, before that is told. Default 3; 0 is never. */
  readonly silentAfter?: number;
  /** Nobody is told from …, until …; what still holds is told afterwards. Cases are opened all the same. */
  readonly silences?: readonly { readonly from: Instant; readonly until: Instant }[];
  /** Default: event rules yes, window rules no. */
  readonly openCase?: boolean;
  /** An event rule judges what reached us within so long of happening. Default `3d`. */
  readonly fresh?: Span;
  /** Notifications of an event rule within an hour; what is more is told together at its end. Default 20. */
  readonly most?: number;
  /** Who is told, before any routing. */
  readonly owner?: string;
  /** Free word that goes along: `high`. */
  readonly severity?: string;
}

/** A watched rule with every default in place. */
export interface CheckedRule extends Omit<WatchedRule, "metric"> {
  readonly title: string | LocalizedText;
  readonly metric?: HostedMetric;
  readonly window: Span;
  readonly every: Span;
  readonly by: readonly Dimension[];
  readonly for: number;
  readonly recoverAfter: number;
  readonly silentAfter: number;
  readonly silences: readonly { readonly from: Instant; readonly until: Instant }[];
  readonly openCase: boolean;
  readonly fresh: Span;
  readonly most: number;
}

/**
 * A watched rule with its parameters validated and its defaults in place.
 *
 * @throws {CxError} `invalid-setup` naming `rules.<id>.<key>`
 */
export function checkedRule(watched: WatchedRule): CheckedRule {
  const { id, rule, metric } = watched;
  const refuse = (key: string, message: string): never => {
    throw cxError("invalid-setup", `rules.${id}.${key}: ${message}`, { path: `rules.${id}.${key}` });
  };
  if (!/^[a-z\d]+(?:[-.][a-z\d]+)*$/.test(id)) refuse("id", `an id is kebab-case, got ${id}`);
  const outcome = rule.params["~standard"].validate(watched.params);
  if (outcome instanceof Promise) return refuse("params", "the schema of parameters must be synchronous");
  if (outcome.issues) {
    const [issue] = outcome.issues;
    const at = (issue?.path ?? []).map((step) => String(typeof step === "object" ? step.key : step));
    return refuse(at.length > 0 ? at.join(".") : "params", plainIssue(issue?.message ?? "invalid"));
  }
  const [without, meaning] =
    rule.watches === "event"
      ? ([["window", "every", "by", "for", "recoverAfter", "silentAfter"], "single answers"] as const)
      : ([["fresh"], "windows"] as const);
  for (const key of without) {
    if (watched[key] !== undefined) refuse(key, `means nothing to ${rule.id}, which judges ${meaning}`);
  }
  if (rule.watches === "window" && !metric) refuse("metric", "a rule about a window needs a metric");
  if (rule.watches === "event" && metric) refuse("metric", "a rule about events has no metric");
  // What a rule that is asked elsewhere wants to be compared with is known when it is asked.
  if (metric && !metric.compare && isHere(rule) && rule.against?.(outcome.value)) {
    refuse("metric", `${metric.id} cannot compare two windows`);
  }
  for (const key of ["window", "every", "fresh"] as const) {
    const span = watched[key];
    if (span === undefined) continue;
    if (!isSpan(span)) refuse(key, `a span is like 15m, 4h or 28d, got ${String(span)}`);
    if (spanMilliseconds(span) > longestSpan) refuse(key, `a span is at most ten years, got ${span}`);
  }
  for (const [key, least] of [
    ["for", 1],
    ["recoverAfter", 1],
    ["silentAfter", 0],
    ["most", 1],
  ] as const) {
    const count = watched[key];
    if (count !== undefined && !(Number.isSafeInteger(count) && count >= least)) {
      refuse(key, `a whole number of at least ${least}, got ${String(count)}`);
    }
  }
  for (const { from, until } of watched.silences ?? []) {
    if (!(Date.parse(from) < Date.parse(until)))
      refuse("silences", `from before until, got ${from}, ${until}`);
  }
  for (const field of [...(watched.by ?? []), ...fieldsOf(watched.where)]) {
    if (!fields.has(field) && !/^(?:dimensions|data)\../.test(field)) {
      const key = watched.by?.includes(field) ? "by" : "where";
      refuse(key, `events have no field ${field}. Did you mean dimensions.${field}?`);
    }
  }
  for (const field of watched.by ?? []) {
    // Thousands of segments of one person each, and the person's key in every alert about them.
    if (["subject", "id", "key", "time", "received"].includes(field)) {
      refuse(
        "by",
        `segments are groups of customers; ${field} is a single one's. For single answers use needs-person`,
      );
    }
  }
  if (new Set(watched.by).size !== (watched.by ?? []).length) refuse("by", "names a field twice");
  if (watched.owner?.trim() === "") refuse("owner", "an owner has a name");
  const { metric: _, ...rest } = watched;
  return {
    ...rest,
    ...(metric && { metric: hostedMetric(metric) }),
    params: outcome.value,
    title: watched.title ?? rule.title,
    window: watched.window ?? "28d",
    every: watched.every ?? "1d",
    by: watched.by ?? [],
    for: watched.for ?? 1,
    recoverAfter: watched.recoverAfter ?? 2,
    silentAfter: watched.silentAfter ?? 3,
    silences: watched.silences ?? [],
    openCase: watched.openCase ?? rule.watches === "event",
    fresh: watched.fresh ?? "3d",
    most: watched.most ?? 20,
  };
}

/** Whether a rule's code is here, to be asked at once. */
export function isHere(rule: WatchedRule["rule"]): rule is AlertRule {
  return "judge" in rule;
}

/** Fields of every event; what producers tell besides is under `dimensions` and `data`. */
const fields: ReadonlySet<string> = new Set(
  "source key id type time received subject channel touchpoint journey stage".split(" "),
);

function fieldsOf(where: Filter | undefined): readonly string[] {
  if (!where) return [];
  if ("all" in where) return where.all.flatMap(fieldsOf);
  if ("any" in where) return where.any.flatMap(fieldsOf);
  return "not" in where ? fieldsOf(where.not) : [where.field];
}

/** In milliseconds. Further away, instants end. */
const longestSpan = 3_660 * 86_400_000;

/** Whether nobody is to be told at an instant. */
export function silenced(rule: CheckedRule, at: number): boolean {
  return silencedUntil(rule, at) !== null;
}

/** Until when nobody is to be told, silences that follow on each other taken together; `null` when there is none at that instant. */
export function silencedUntil({ silences }: CheckedRule, at: number): number | null {
  let until = at;
  for (;;) {
    const covering = silences.find((one) => Date.parse(one.from) <= until && until < Date.parse(one.until));
    if (!covering) return until === at ? null : until;
    until = Date.parse(covering.until);
  }
}
