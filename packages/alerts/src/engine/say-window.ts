import {
  type Comparison,
  type Dimension,
  type Estimate,
  type Evidence,
  isCxError,
  type LocalizedText,
  type Notification,
} from "@cxkit/core";
import { formatEstimate } from "@cxkit/core/format";
import { caseDraft } from "../cases/case-draft.ts";
import { ownerOf } from "../routing.ts";
import { stableId } from "../stable-id.ts";
import { textIn } from "../strings.ts";
import { type CheckedRule, silenced } from "../watched-rule.ts";
import { caseKey, type SegmentMemory } from "./kept.ts";
import { instant, type Work } from "./memory.ts";
import { unsaid } from "./segment-state.ts";
import { placeOf, type Setup } from "./setup.ts";

/** One segment in one evaluation. */
export interface Evaluated {
  readonly segment: { readonly [field: Dimension]: string | null };
  readonly estimate: Estimate;
  readonly comparison?: Comparison;
  readonly evidence: Evidence;
  /** Corrected over the segments of the evaluation, where the evidence has one. */
  readonly pValue?: number;
  readonly from: number;
  readonly below: number;
}

/** Says what people do not know yet of the segments of a rule, and remembers that they do now. */
export function saySegments(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  at: number,
  segments: { readonly [segment: string]: SegmentMemory },
  found: ReadonlyMap<string, Evaluated>,
): { readonly [segment: string]: SegmentMemory } {
  if (silenced(rule, at)) return segments;
  return Object.fromEntries(
    Object.entries(segments).map(([key, segment]) => {
      const transition = unsaid(segment);
      const evaluated = found.get(key);
      if (transition === null || !evaluated) return [key, segment];
      say(setup, rule, work, at, { key, segment, transition, evaluated });
      const said = { alert: "firing", recovery: "quiet", "no-data": "no-data" } as const;
      return [key, { ...segment, said: said[transition] }];
    }),
  );
}

interface Transition {
  readonly key: string;
  readonly segment: SegmentMemory;
  readonly transition: "alert" | "recovery" | "no-data";
  readonly evaluated: Evaluated;
}

function say(setup: Setup, rule: CheckedRule, work: Work, at: number, told: Transition): void {
  const { words, language } = setup;
  const { key, segment, transition, evaluated } = told;
  const name = textIn(rule.title, language);
  const value = formatEstimate(evaluated.estimate, { locale: language });
  const values = Object.values(evaluated.segment).map((part) => part ?? words.absent);
  const part = words.segment(values);
  const because =
    transition === "alert"
      ? textIn((segment.because ?? "") as string | LocalizedText, language)
      : transition === "recovery"
        ? words.recoveredBecause(rule.recoverAfter)
        : words.noDataBecause;
  const where = whereOf(setup, rule, evaluated);
  const owner = windowOwner(setup, rule, where);
  const title =
    transition === "alert"
      ? words.alert(name, part, value)
      : transition === "recovery"
        ? words.recovery(name, part, value)
        : words.noData(name, part);
  const since = segment.firing ?? segment.since;
  const id = windowCase(setup, rule, work, { ...told, title, owner, since, where }, at);
  work.notifications.push({
    ...frame(setup, rule, at, `${key}/${transition}`),
    kind: transition,
    title,
    to: { owner },
    since,
    ...(because !== "" && { because }),
    estimate: evaluated.estimate,
    ...(evaluated.comparison && { comparison: evaluated.comparison }),
    where,
    ...(id !== null && { case: id }),
    facts: {
      from: instant(evaluated.from),
      below: instant(evaluated.below),
      ...(evaluated.pValue !== undefined && { pValue: evaluated.pValue }),
      ...(rule.severity !== undefined && { severity: rule.severity }),
    },
  });
}

/** Opens a case for an alert that wants one; notes the recovery in it. Nobody closes it but a person. */
function windowCase(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  told: Transition & {
    readonly title: string;
    readonly owner: string;
    readonly since: string;
    readonly where: Notification["where"];
  },
  at: number,
): NonNullable<Notification["case"]> | null {
  if (!rule.openCase) return null;
  const { transition, owner, where, key } = told;
  const opened = `window/${rule.id}/${key}` as const;
  const last = work.get(opened);
  // What a person closed while it still held is a new case when it is told again.
  const current = last !== undefined && work.get(caseKey(last))?.state === "closed" ? undefined : last;
  if (transition === "no-data") return null;
  const about = {
    channel: "cxkit",
    dimensions: {},
    ...(where.stage !== undefined && { stage: where.stage }),
    ...(where.touchpoint !== undefined && { touchpoint: where.touchpoint }),
  };
  if (transition === "recovery") {
    const memory = current === undefined ? undefined : work.get(caseKey(current));
    work.forget(opened);
    if (current === undefined || memory?.state === "closed") return null;
    work.events.push(
      caseDraft("case.noted", current, `noted/recovery/${instant(at)}`, instant(at), about, {
        state: memory?.state ?? "open",
        owner: memory?.owner ?? owner,
        by: `rule:${rule.id}`,
        note: setup.words.noteRecovered,
      }),
    );
    return null;
  }
  const id = current ?? stableId([rule.id, key, instant(at)]);
  const due = instant(at + setup.times.acknowledgeWithin);
  if (current === undefined) {
    work.set(opened, id);
    const title = told.title;
    work.events.push(
      caseDraft("case.opened", id, "opened", instant(at), about, {
        state: "open",
        owner,
        title,
        due,
        by: `rule:${rule.id}`,
      }),
    );
  }
  return { id, owner, due, contact: "not-contactable" };
}

/** Tells that a rule has had nothing to judge for a while. */
export function saySilence(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  at: number,
  evaluations: number,
): void {
  if (silenced(rule, at)) return;
  const { words, language } = setup;
  const name = textIn(rule.title, language);
  const where = placeOf(setup, rule.metric?.select.item);
  work.notifications.push({
    ...frame(setup, rule, at, "silent"),
    kind: "no-data",
    title: words.ruleWithoutData(name, evaluations),
    to: { owner: windowOwner(setup, rule, where) },
    since: instant(at),
    where,
  });
}

/** Tells that a rule cannot be evaluated. */
export function sayFailure(setup: Setup, rule: CheckedRule, work: Work, at: number, failure: unknown): void {
  const where = placeOf(setup, rule.metric?.select.item);
  work.notifications.push({
    ...frame(setup, rule, at, "failed"),
    kind: "no-data",
    title: setup.words.ruleFailed(textIn(rule.title, setup.language)),
    to: { owner: windowOwner(setup, rule, where) },
    since: instant(at),
    // What others throw may quote anything; CXKit's own errors name setups only.
    ...(isCxError(failure) && { because: failure.message }),
    where,
    facts: { failure: isCxError(failure) ? failure.code : "contribution-failed" },
  });
}

function frame(
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

function whereOf(setup: Setup, rule: CheckedRule, { segment }: Evaluated): Notification["where"] {
  const place = placeOf(setup, rule.metric?.select.item);
  const told = (
    field: "stage" | "touchpoint" | "channel" | "journey",
  ): { readonly [field: string]: string } => {
    const value = segment[field];
    return typeof value === "string" ? { [field]: value } : {};
  };
  return {
    ...place,
    ...told("journey"),
    ...told("stage"),
    ...told("touchpoint"),
    ...told("channel"),
    ...(rule.by.length > 0 && { segment }),
  };
}

function windowOwner({ routing }: Setup, rule: CheckedRule, where: Notification["where"]): string {
  return ownerOf(routing, {
    rule: rule.id,
    owner: rule.owner,
    stage: where.stage,
    field: (path) => where.segment?.[path],
  });
}
