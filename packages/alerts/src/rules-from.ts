import { type AlertRule, cxError, type HostedMetric, type HostedRule, type Metric } from "@cxkit/core";
import { filterSchema, instantSchema, localizedTextSchema } from "@cxkit/core/schema";
import * as z from "zod";
import { belowTarget, type FalseAlarmOptions } from "./below-target.ts";
import { changed } from "./changed.ts";
import { nearestWord } from "./nearest-word.ts";
import { needsPerson } from "./needs-person.ts";
import { plainIssue } from "./plain-issue.ts";
import { isSpan, type Span } from "./span.ts";
import { checkedRule, type WatchedRule } from "./watched-rule.ts";

/** A kind of rule that data can name. */
export interface RuleKind {
  /** The keys of its parameters. */
  readonly keys: readonly string[];
  /** Makes the rule; `falseAlarms` where the data gives one. */
  readonly rule: (options: FalseAlarmOptions) => AlertRule | HostedRule;
}

/** What names in the data stand for. */
export interface RulesFromOptions {
  /** By id. */
  readonly metrics: { readonly [id: string]: Metric | HostedMetric };
  /** Kinds besides `needs-person`, `below-target` and `changed`. */
  readonly kinds?: { readonly [kind: string]: RuleKind };
}

/**
 * Watched rules from data alone, as they stand in a workspace's configuration: by id, each with its `kind`, the kind's parameters
 * and the keys of {@link WatchedRule} side by side.
 *
 * @param json `{ "nps-low": { "kind": "below-target", "metric": "nps", "target": 40, "window": "28d" } }`
 * @throws {CxError} `invalid-setup` naming `rules.<id>.<key>`, and the word that was probably meant
 * @example rulesFrom({ call: { kind: "needs-person", item: "recommend", atMost: 2 } }, { metrics: {} })[0]?.rule.watches // => "event"
 */
export function rulesFrom(json: unknown, options: RulesFromOptions): WatchedRule[] {
  if (!isRecord(json)) {
    throw cxError("invalid-setup", "rules: rules are an object by id", { path: "rules" });
  }
  return Object.entries(json).map(([id, data]) => ruleFrom(id, data, options));
}

const kinds: { readonly [kind: string]: RuleKind } = {
  "needs-person": { keys: ["item", "rating", "atMost", "atLeast"], rule: () => needsPerson() },
  "below-target": { keys: ["target", "minimumN"], rule: belowTarget },
  changed: { keys: ["against", "direction", "minimumN"], rule: changed },
};

const span = z.custom<Span>(
  (value) => typeof value === "string" && isSpan(value),
  "a span is like 15m, 4h or 28d",
);
const text = z.string().min(1);
const shape = {
  title: z.union([text, localizedTextSchema]).exactOptional(),
  window: span.exactOptional(),
  every: span.exactOptional(),
  by: z.array(text).exactOptional(),
  where: filterSchema.exactOptional(),
  for: z.int().exactOptional(),
  recoverAfter: z.int().exactOptional(),
  silentAfter: z.int().exactOptional(),
  silences: z.array(z.strictObject({ from: instantSchema, until: instantSchema })).exactOptional(),
  openCase: z.boolean().exactOptional(),
  fresh: span.exactOptional(),
  most: z.int().exactOptional(),
  owner: text.exactOptional(),
  severity: text.exactOptional(),
};
const keysSchema = z.object(shape);

function ruleFrom(id: string, data: unknown, options: RulesFromOptions): WatchedRule {
  const refuse = (key: string, message: string): never => {
    const path = key === "" ? `rules.${id}` : `rules.${id}.${key}`;
    throw cxError("invalid-setup", `${path}: ${message}`, { path });
  };
  if (!isRecord(data)) return refuse("", "a rule is an object with a kind");
  const all = { ...kinds, ...options.kinds };
  const { kind: name, metric: metricName, falseAlarms, ...rest } = data;
  const kind = named(all, name, "kind", "kind of rule");
  const metric =
    metricName === undefined ? undefined : named(options.metrics, metricName, "metric", "metric");
  const params: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(rest)) {
    if (kind.keys.includes(key)) params[key] = value;
    else if (!Object.hasOwn(shape, key)) {
      const known = [...kind.keys, ...Object.keys(shape), "metric", "falseAlarms"];
      return refuse(key, `no such key${meant(key, known)}`);
    }
  }
  const keys = keysSchema.safeParse(rest);
  if (!keys.success) {
    const [issue] = keys.error.issues;
    const path = (issue?.path ?? []).map(String);
    if (path[0] === "where") {
      return refuse("where", 'a condition is like { "field": "dimensions.region", "in": ["north"] }');
    }
    return refuse(path.join("."), plainIssue(issue?.message ?? "invalid"));
  }
  const watched: WatchedRule = {
    id,
    rule: made(kind),
    params,
    ...(metric && { metric }),
    ...keys.data,
  };
  checkedRule(watched);
  return watched;

  function made(of: RuleKind): AlertRule | HostedRule {
    if (falseAlarms === undefined) return of.rule({});
    if (typeof falseAlarms !== "number") return refuse("falseAlarms", "a share, such as 0.01");
    const rule = of.rule({});
    if (rule.guarantee.kind !== "false-alarm-rate") {
      return refuse("falseAlarms", `${rule.id} promises no rate of false alarms`);
    }
    try {
      return of.rule({ falseAlarms });
    } catch (cause) {
      return refuse("falseAlarms", cause instanceof RangeError ? cause.message : "refused");
    }
  }

  function named<T>(known: { readonly [name: string]: T }, given: unknown, key: string, what: string): T {
    const found = typeof given === "string" && Object.hasOwn(known, given) ? known[given] : undefined;
    if (found !== undefined) return found;
    if (typeof given !== "string") {
      return refuse(key, `a ${what} is named by its id. Known: ${Object.keys(known).toSorted().join(", ")}`);
    }
    return refuse(key, `no such ${what}: ${given}${meant(given, Object.keys(known))}`);
  }
}

function meant(word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known);
  return nearest === undefined ? `. Known: ${known.toSorted().join(", ")}` : `. Did you mean ${nearest}?`;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
