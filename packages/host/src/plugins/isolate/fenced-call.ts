import { randomBytes } from "node:crypto";
import type { Json } from "@cxkit/core";
import type { CallOptions, ContributionReference } from "../runner.ts";
import { type Answers, answers } from "./answer-ask.ts";
import { staleHash } from "./failure.ts";
import { hashesKept, type WantedHash } from "./message.ts";
import { type Patience, patience } from "./patience.ts";

/** A page as it crossed. */
export interface CrossedPage {
  readonly records: readonly unknown[];
  readonly cursor?: Json;
}

/** One call under way, as the host keeps it. */
export interface FencedCall {
  readonly id: number;
  readonly target: ContributionReference;
  /** As errors and logs say it: `decode`, `streams.responses`. */
  readonly member: string;
  readonly nonce: string;
  readonly options: CallOptions;
  readonly answers: Answers;
  readonly patience: Patience;
  /** What is being done for it, by the other side's number. */
  readonly asks: Map<number, AbortController>;
  /**
   * There while somebody waits: resolved by the answer, by the page that was asked for, or by `undefined` for the end of a stream; rejected by
   * what went wrong.
   */
  settle: { readonly resolve: (value: unknown) => void; readonly reject: (thrown: unknown) => void } | null;
  /** Whether it is a stream or a file, whose pages come one by one. */
  readonly paged: boolean;
  /** Requests since something new was seen: a stream that asks forever and says nothing is stuck, too. */
  asked: number;
  /** What was said of its progress last. */
  seen: string;
  /** The text with keyed hashes where placeholders stood. @throws {CxError} `contribution-failed` for one that was told too long ago */
  fill(text: string, wanted: readonly WantedHash[] | undefined): string;
}

/** Opens a call. `expired` is called when it took too long. */
export function fencedCall(
  id: number,
  target: ContributionReference,
  member: string,
  paged: boolean,
  options: CallOptions,
  milliseconds: number,
  expired: (call: FencedCall) => void,
): FencedCall {
  const { subject, fingerprint } = options.services;
  let newer = new Map<string, string>();
  let older = new Map<string, string>();
  let forgotten = false;
  const nonce = randomBytes(6).toString("hex");
  const placeholder = new RegExp(`${nonce}([0-9a-f]{20})`, "g");
  const call: FencedCall = {
    id,
    target,
    member,
    nonce,
    options,
    answers: answers(options.services),
    patience: patience(milliseconds, () => expired(call)),
    asks: new Map(),
    settle: null,
    paged,
    asked: 0,
    seen: "",
    fill(text, wanted = []) {
      for (const [end, kind, ...parts] of wanted) {
        const hash = kind === "subject" ? subject(parts[0] ?? "", parts[1] ?? "") : fingerprint(parts);
        // As it stands inside a text of JSON, where it is put.
        newer.set(end, JSON.stringify(hash).slice(1, -1));
      }
      if (newer.size + older.size === 0) return text;
      const filled = text.replaceAll(placeholder, (whole, end: string) => {
        const hash = newer.get(end) ?? older.get(end);
        if (hash === undefined && forgotten) throw staleHash(target);
        return hash ?? whole;
      });
      if (newer.size >= hashesKept) {
        forgotten = older.size > 0;
        older = newer;
        newer = new Map();
      }
      return filled;
    },
  };
  return call;
}
