import type { CaseView, Instant, Json } from "@cxkit/core";
import { stableId } from "../stable-id.ts";

// What an engine remembers, and under which keys: all of it JSON, none of it a word that a customer said.
// `due` is the earliest instant at which a case or a digest may need something: so that asking does not look at every case.

/** What is kept under a key, by how the key begins. */
export type Kept<Key extends string> = Key extends `case/${string}`
  ? CaseMemory
  : Key extends `rule/${string}`
    ? RuleMemory
    : Key extends `told/${string}`
      ? ToldMemory
      : Key extends `hour/${string}`
        ? HourMemory
        : Key extends `latest/${string}`
          ? LatestMemory
          : Key extends "tidied" | "due" | `open/${string}` | `failed/${string}`
            ? number
            : Key extends `behind/${string}`
              ? BehindMemory
              : Key extends `customer/${string}` | `window/${string}`
                ? string
                : Json;

/** What is remembered of a window rule. Plain JSON, one value a rule. */
export type RuleMemory = {
  /** What it is the memory of: kind of rule, metric, fields of the segments. Of another one it says nothing. */
  readonly of: string;
  /** The scheduled instant of the last evaluation, in milliseconds. */
  readonly evaluated: number;
  readonly segments: { readonly [segment: string]: SegmentMemory };
  /** Evaluations in a row in which no segment had data, since when, and whether people know. */
  readonly without: number;
  readonly withoutSince: Instant | null;
  readonly withoutSaid: boolean;
  /** Since when it cannot be evaluated, and whether people know. */
  readonly failing: Instant | null;
  readonly failingSaid: boolean;
};

/** What is remembered of a segment between evaluations. Plain JSON. */
export type SegmentMemory = {
  readonly state: "quiet" | "pending" | "firing" | "recovering" | "no-data";
  /** Under `no-data`: what it was before. */
  readonly was: "quiet" | "firing";
  /** Since when the state holds. */
  readonly since: Instant;
  /** Evaluations in a row that count towards the next state. */
  readonly count: number;
  /** Since when the alert holds: the first evaluation of the row that matched. */
  readonly firing: Instant | null;
  /** What people were last told. */
  readonly said: "quiet" | "firing" | "no-data";
  readonly because: Json;
  /** The rule's own state. */
  readonly rule: Json;
};

/** What is remembered of an answer that a rule has matched, until it can no longer be fresh. Plain JSON. */
export type ToldMemory = {
  readonly until: number;
  /** The case it opened or joined. */
  readonly case: string;
  readonly subject?: string;
  /** It was edited since and does not call for a person any more. */
  readonly better?: true;
};

/** What is remembered of a thing told that was edited or withdrawn: an earlier revision may come later. Plain JSON. */
export type LatestMemory = {
  readonly until: number;
  /** The highest one seen; `null`: withdrawn, for good. */
  readonly revision: number | null;
};

/** What was told within the current hour, and what is kept for its end. Plain JSON. */
export type HourMemory = {
  /** Beginning of the hour, in milliseconds. */
  readonly hour: number;
  readonly told: number;
  /** By owner. */
  readonly kept: { readonly [owner: string]: { readonly count: number; readonly cases: readonly string[] } };
};

/** What is remembered of a rule elsewhere that could not judge what came. Plain JSON, in milliseconds. */
export type BehindMemory = {
  /** Received since then: not judged. */
  readonly since: number;
  /** When it is tried again. */
  readonly again: number;
  /** What was received at that very instant and is judged all the same, by its marks. */
  readonly done?: readonly string[];
};

/** Milliseconds after which a rule that fell behind is tried again. */
export const triedAgainAfter = 60_000;

/** The same for one that was waited for in vain: it is not to hold up everybody every minute. */
export const leftAloneFor = 600_000;

/** What is remembered of a case. Plain JSON; holds nothing that the customer said. */
export type CaseMemory = {
  readonly id: string;
  readonly title: string;
  readonly state: CaseView["state"];
  readonly owner: string;
  readonly opened: Instant;
  readonly acknowledgeBy: number;
  readonly closeBy: number;
  /** Reminders that were sent since it was opened or given to its owner. */
  readonly sent: readonly string[];
  readonly closed?: Instant;
  readonly reason?: string;
  readonly rule?: string;
  readonly subject?: string;
  readonly channel: string;
  readonly touchpoint?: string;
  readonly journey?: string;
  readonly stage?: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly about?: { readonly source: string; readonly type: string; readonly key: string };
  /** By their marks: the answers besides the first one that it is also about. */
  readonly also?: readonly string[];
  readonly steps: readonly {
    readonly at: Instant;
    readonly type: string;
    readonly by: string;
    readonly note?: string;
  }[];
};

/** The key under which a rule's memory is kept. */
export function ruleKey(id: string): `rule/${string}` {
  return `rule/${id}`;
}

/** The same for a rule and a thing told, whatever its revision: also the id of the case it opens. */
export function matchId(rule: string, about: ThingTold): string {
  return stableId([rule, about.source, about.type, about.key]);
}

/** What something was told under. */
export interface ThingTold {
  readonly source: string;
  readonly type: string;
  readonly key: string;
}

/** The key under which the latest revision of a thing told is remembered; names neither the thing nor the customer. */
export function latestKey({ source, type, key }: ThingTold): `latest/${string}` {
  return `latest/${stableId([source, type, key])}`;
}

/** The key under which it is remembered that a rule has matched a thing told; names neither the thing nor the customer. */
export function toldKey(id: string): `told/${string}` {
  return `told/${id}`;
}

/** What a rule, or whoever else tells much, tells within an hour. */
export function hourKey(teller: string): `hour/${string}` {
  return `hour/${teller}`;
}

/** A case. */
export function caseKey(id: string): `case/${string}` {
  return `case/${id}`;
}

/** Kept while a case is open: when its next reminder is due, or −1. */
export function openKey(id: string): `open/${string}` {
  return `open/${id}`;
}

/** The open case of a customer under a rule. */
export function customerKey(subject: string, rule: string): `customer/${string}` {
  return `customer/${JSON.stringify(subject)}/${rule}`;
}

/**
 * The value kept under a key; `undefined` where it has not the shape that this version writes. A workspace that was run by another
 * one forgets what cannot be read rather than stopping.
 */
export function readable<Key extends string>(key: Key, value: Json | undefined): Kept<Key> | undefined {
  const check = shapes[key.slice(0, key.indexOf("/"))] ?? shapes[key];
  if (value === undefined || value === null) return undefined;
  return (check === undefined || check(value) ? value : undefined) as Kept<Key> | undefined;
}

/** Whether this is what is remembered of a segment of so many fields. */
export function isSegment(key: string, value: Json | undefined, fields: number): boolean {
  if (!isRecord(value) || !states.has(value["state"]) || !Number.isFinite(value["count"])) return false;
  if (!isInstant(value["since"]) || (value["firing"] !== null && !isInstant(value["firing"]))) return false;
  try {
    const values: unknown = JSON.parse(key);
    return Array.isArray(values) && values.length === fields;
  } catch {
    return false;
  }
}

const states: ReadonlySet<unknown> = new Set(["quiet", "pending", "firing", "recovering", "no-data"]);
const caseStates: ReadonlySet<unknown> = new Set(["open", "acknowledged", "closed"]);

const shapes: { readonly [kind: string]: ((value: Json) => boolean) | undefined } = {
  case: (value) =>
    isRecord(value) &&
    caseStates.has(value["state"]) &&
    ["id", "title", "owner", "channel"].every((name) => typeof value[name] === "string") &&
    isInstant(value["opened"]) &&
    Number.isFinite(value["acknowledgeBy"]) &&
    Number.isFinite(value["closeBy"]) &&
    Array.isArray(value["sent"]) &&
    Array.isArray(value["steps"]) &&
    isRecord(value["dimensions"]),
  rule: (value) => isRecord(value) && Number.isFinite(value["evaluated"]) && isRecord(value["segments"]),
  told: (value) => isRecord(value) && Number.isFinite(value["until"]) && typeof value["case"] === "string",
  latest: (value) => isRecord(value) && Number.isFinite(value["until"]),
  hour: (value) =>
    isRecord(value) &&
    Number.isFinite(value["hour"]) &&
    Number.isFinite(value["told"]) &&
    isRecord(value["kept"]),
  open: (value) => Number.isFinite(value),
  failed: (value) => Number.isFinite(value),
  behind: (value) =>
    isRecord(value) &&
    Number.isFinite(value["since"]) &&
    Number.isFinite(value["again"]) &&
    (value["done"] === undefined || Array.isArray(value["done"])),
  tidied: (value) => Number.isFinite(value),
  due: (value) => Number.isFinite(value),
  customer: (value) => typeof value === "string",
  window: (value) => typeof value === "string",
};

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInstant(value: Json | undefined): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
