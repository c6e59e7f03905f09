import type { CaseView, Instant, Json } from "@cxkit/core";

// What an engine remembers, and under which keys: all of it JSON, none of it a word that a customer said.

/** What is kept under a key, by how the key begins. */
export type Kept<Key extends string> = Key extends `case/${string}`
  ? CaseMemory
  : Key extends `rule/${string}`
    ? RuleMemory
    : Key extends `told/${string}`
      ? ToldMemory
      : Key extends `hour/${string}`
        ? HourMemory
        : Key extends "tidied" | `open/${string}`
          ? number
          : Key extends `customer/${string}` | `window/${string}`
            ? string
            : Json;

/** What is remembered of a window rule. Plain JSON, one value a rule. */
export type RuleMemory = {
  /** The scheduled instant of the last evaluation, in milliseconds. */
  readonly evaluated: number;
  readonly segments: { readonly [segment: string]: SegmentMemory };
  /** Evaluations in a row in which no segment had data. */
  readonly without: number;
  readonly failed: boolean;
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
};

/** What a rule has told within the current hour, and what it has kept for its end. Plain JSON. */
export type HourMemory = {
  /** Beginning of the hour, in milliseconds. */
  readonly hour: number;
  readonly told: number;
  /** By owner. */
  readonly kept: { readonly [owner: string]: { readonly count: number; readonly cases: readonly string[] } };
};

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

/** The key under which it is remembered that a rule has matched a thing told; names neither the thing nor the customer. */
export function toldKey(id: string): `told/${string}` {
  return `told/${id}`;
}

/** What a rule tells within an hour. */
export function hourKey(rule: string): `hour/${string}` {
  return `hour/${rule}`;
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
