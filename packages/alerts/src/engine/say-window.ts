import {
  type Comparison,
  type Dimension,
  type Estimate,
  type Evidence,
  type LocalizedText,
  type Notification,
} from "@cxkit/core";
import { formatEstimate } from "@cxkit/core/format";
import { caseDraft } from "../cases/case-draft.ts";
import { stableId } from "../stable-id.ts";
import { oneLine } from "../one-line.ts";
import { textIn } from "../strings.ts";
import { type CheckedRule, silenced } from "../watched-rule.ts";
import { caseKey, type SegmentMemory } from "./kept.ts";
import { instant, type Work } from "./memory.ts";
import { frame, windowOwner } from "./say-rule.ts";
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

/**
 * Says what people do not know yet of the segments of a rule, and remembers that they do now. Of more than `most` segments the
 * surest ones are told one by one, the others together, one notification an owner; every one has its case all the same.
 */
export function saySegments(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  at: number,
  segments: { readonly [segment: string]: SegmentMemory },
  found: ReadonlyMap<string, Evaluated>,
): { readonly [segment: string]: SegmentMemory } {
  if (silenced(rule, at)) return segments;
  const after = { ...segments };
  const told: Told[] = [];
  for (const [key, segment] of Object.entries(segments)) {
    const transition = unsaid(segment);
    const evaluated = found.get(key);
    if (transition === null || !evaluated) continue;
    const notification = notificationOf(setup, rule, work, at, { key, segment, transition, evaluated });
    told.push({ transition, part: partOf(setup, evaluated), pValue: evaluated.pValue ?? 1, notification });
    after[key] = { ...segment, said: saidBy[transition] };
  }
  const together = new Set(
    told.toSorted((left, right) => rank(left) - rank(right) || left.pValue - right.pValue).slice(rule.most),
  );
  for (const one of told) if (!together.has(one)) work.notifications.push(one.notification);
  sayTogether(setup, rule, work, at, [...together]);
  return after;
}

const saidBy = { alert: "firing", recovery: "quiet", "no-data": "no-data" } as const;

/** What is wrong goes before what is over. */
function rank({ transition }: Told): number {
  return ["alert", "no-data", "recovery"].indexOf(transition);
}

interface Told {
  readonly transition: Transition["transition"];
  readonly part: string;
  readonly pValue: number;
  readonly notification: Notification;
}

/** Segments that a notification names; it counts all. */
const named = 10;

function sayTogether(setup: Setup, rule: CheckedRule, work: Work, at: number, told: readonly Told[]): void {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const key = `${one.transition}/${one.notification.to.owner}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const [key, group] of groups) {
    const [first] = group;
    if (!first) continue;
    const parts = group.slice(0, named).map(({ part }) => part);
    work.notifications.push({
      ...frame(setup, rule, at, `together/${key}`),
      kind: first.transition,
      title: setup.words.together(textIn(rule.title, setup.language), first.transition, group.length),
      to: first.notification.to,
      since: instant(at),
      because: setup.words.togetherBecause(parts, group.length - parts.length, rule.most),
      where: placeOf(setup, rule.metric?.select.item),
      facts: { count: group.length },
    });
  }
}

interface Transition {
  readonly key: string;
  readonly segment: SegmentMemory;
  readonly transition: "alert" | "recovery" | "no-data";
  readonly evaluated: Evaluated;
}

function notificationOf(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  at: number,
  told: Transition,
): Notification {
  const { words, language } = setup;
  const { key, segment, transition, evaluated } = told;
  const name = textIn(rule.title, language);
  const value = formatEstimate(evaluated.estimate, { locale: language });
  const part = partOf(setup, evaluated);
  const because =
    transition === "alert"
      ? overWindow(setup, rule, textIn((segment.because ?? "") as string | LocalizedText, language))
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
  return {
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
  };
}

function overWindow({ words }: Setup, { window }: CheckedRule, because: string): string {
  const unit = window.at(-1) as "m" | "h" | "d" | "w";
  return because === "" ? "" : words.over(because, unit, Number(window.slice(0, -1)));
}

/** The part of customers that a segment is, in words; what producers call their parts may be anything. */
function partOf({ words }: Setup, { segment }: Evaluated): string {
  return words.segment(
    Object.values(segment).map((value) => (value === null ? words.absent : oneLine(value))),
  );
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
