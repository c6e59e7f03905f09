import { type Instant, isCxError, type Notification } from "@cxkit/core";
import { ownerOf } from "../routing.ts";
import { textIn } from "../strings.ts";
import { type CheckedRule, silenced } from "../watched-rule.ts";
import { instant, type Work } from "./memory.ts";
import { placeOf, type Setup } from "./setup.ts";

/** Tells that a rule has had nothing to judge for a while. */
export function saySilence(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  { at, since, evaluations }: { readonly at: number; readonly since: Instant; readonly evaluations: number },
): void {
  const { words, language } = setup;
  const where = placeOf(setup, rule.metric?.select.item);
  work.notifications.push({
    ...frame(setup, rule, at, "silent"),
    kind: "no-data",
    title: words.ruleWithoutData(textIn(rule.title, language), evaluations),
    to: { owner: windowOwner(setup, rule, where) },
    since,
    where,
  });
}

/** Tells that a rule cannot be evaluated. */
export function sayFailure(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  { at, since, failure }: { readonly at: number; readonly since: Instant; readonly failure: unknown },
): void {
  const where = placeOf(setup, rule.metric?.select.item);
  work.notifications.push({
    ...frame(setup, rule, at, "failed"),
    kind: "no-data",
    title: setup.words.ruleFailed(textIn(rule.title, setup.language)),
    to: { owner: windowOwner(setup, rule, where) },
    since,
    // What others throw may quote anything; CXKit's own errors name setups only.
    because: isCxError(failure) ? failure.message : setup.words.ruleFailedBecause,
    where,
    facts: { failure: isCxError(failure) ? failure.code : "contribution-failed" },
  });
}

/** The same of a rule that judges event after event: once a day, and not while nobody is to be told. */
export function sayFailureOnce(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  failed: { readonly at: number; readonly since: Instant; readonly failure: unknown },
): void {
  if (work.get(`failed/${rule.id}`) !== undefined || silenced(rule, failed.at)) return;
  work.set(`failed/${rule.id}`, failed.at);
  sayFailure(setup, rule, work, failed);
}

/** What every notification of a rule says. */
export function frame(
  { language, words }: Setup,
  rule: CheckedRule,
  at: number,
  what: string,
): Pick<Notification, "idempotencyKey" | "language" | "at" | "rule" | "guarantee"> {
  return {
    idempotencyKey: `${rule.id}/${what}/${instant(at)}`,
    language,
    at: instant(at),
    rule: rule.id,
    guarantee: words.guarantee(rule.rule.guarantee),
  };
}

/** Who is told of a window. */
export function windowOwner({ routing }: Setup, rule: CheckedRule, where: Notification["where"]): string {
  return ownerOf(routing, {
    rule: rule.id,
    owner: rule.owner,
    stage: where.stage,
    field: (path) => where.segment?.[path],
  });
}
