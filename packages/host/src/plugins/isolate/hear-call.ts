import { isCxError, type Json } from "@cxkit/core";
import { answerError } from "./answer-ask.ts";
import { contributionError, tooLong } from "./failure.ts";
import type { FencedCall } from "./fenced-call.ts";
import { type FromPlugin, largestMessage, openAsks } from "./message.ts";
import type { Redactor } from "./redactor.ts";
import { fromWire, toWire } from "./wire.ts";

/** What a process says of one call. */
export type OfCall = Extract<FromPlugin, { readonly id: number }>;

/** What becomes of what is heard. */
export interface Hearing {
  /** It did what it must not. */
  readonly breach: (what: string) => void;
  /** The call, or its next page, is there; `over`: nothing more comes of it. */
  readonly give: (call: FencedCall, over: boolean, value: unknown) => void;
  /** `over`: nothing more comes of it. */
  readonly refuse: (call: FencedCall, over: boolean, thrown: Error) => void;
  readonly acknowledged: (call: FencedCall) => void;
  /** Whether what comes unasked comes too often. */
  readonly tooMuch: () => boolean;
  readonly reply: (call: FencedCall, ask: number, ok: boolean, body: string) => void;
  readonly redactor: Redactor;
}

/** Bytes kept free in a message for what it is about. */
export const room = 64 * 1024;

/** Requests of a call without a page, rows or progress, after which their time counts as silence. */
const requestsMost = 1000;

/** Hears what is said of a call that is under way. */
export function hearCall(call: FencedCall, message: OfCall, body: string, hearing: Hearing): void {
  try {
    hear(call, message, body, hearing);
  } catch (thrown) {
    // Said of this call; whatever nobody can read ends the process.
    if (!isCxError(thrown)) throw thrown;
    hearing.refuse(call, message.t === "ok", thrown);
  }
}

function hear(call: FencedCall, message: OfCall, body: string, hearing: Hearing): void {
  const { breach, redactor } = hearing;
  const value = (): unknown => fromWire(call.fill(body, "hashes" in message ? message.hashes : undefined));
  switch (message.t) {
    case "ack":
      hearing.acknowledged(call);
      return;
    case "ok":
      if (!call.settle || call.paged) breach("an answer came that nobody waits for");
      else hearing.give(call, true, value());
      return;
    case "page": {
      if (!call.settle || !call.paged) return breach("a page came that nobody asked for");
      call.asked = 0;
      return hearing.give(call, false, value());
    }
    case "end":
      if (!call.settle || !call.paged) breach("a stream ended that nobody reads");
      else hearing.give(call, true, undefined);
      return;
    case "err":
      // Between two pages nothing of it runs: whoever took this would wait for the next one for ever.
      if (!call.settle) breach("a call failed that nobody waits for");
      else hearing.refuse(call, true, contributionError(message.error, call.target, redactor.redact));
      return;
    case "progress":
      if (hearing.tooMuch()) breach("it told more progress than there can be");
      else progressed(call, value(), redactor);
      return;
    case "ask":
      asked(call, message, value(), hearing);
  }
}

function progressed(call: FencedCall, value: unknown, redactor: Redactor): void {
  if (typeof value !== "object" || value === null) return;
  const { cursor, records, note } = value as { readonly [key in "cursor" | "records" | "note"]?: unknown };
  // Only what changes counts: a loop that says the same forever is silent.
  const seen = toWire([cursor, records]);
  if (seen !== call.seen && (cursor !== undefined || records !== undefined)) {
    gotOn(call);
  }
  call.seen = seen;
  call.options.services.progress?.({
    ...(cursor !== undefined && { cursor: cursor as Json }),
    ...(typeof records === "number" && { records }),
    ...(typeof note === "string" && { note: redactor.redact(note).slice(0, 200) }),
  });
}

function gotOn(call: FencedCall): void {
  call.patience.reset();
  call.asked = 0;
}

/** What the host itself does takes its own time. */
const hostWorks: ReadonlySet<string> = new Set(["http", "token", "rows"]);

function asked(
  call: FencedCall,
  { ask, service }: Extract<FromPlugin, { readonly t: "ask" }>,
  args: unknown,
  { breach, reply }: Hearing,
): void {
  if (call.asks.size >= openAsks.most || call.asks.has(ask) || !Array.isArray(args)) {
    return breach("it asked for more at once than it may");
  }
  const abort = new AbortController();
  call.asks.set(ask, abort);
  call.asked += 1;
  // What the host takes, to reach somebody and to wait out what they ask, is not the plugin's silence; asking without end is.
  const waits = hostWorks.has(service) && call.asked <= requestsMost;
  if (waits) call.patience.pause();
  const failed = (thrown: unknown): Answered => [false, toWire(answerError(thrown))];
  void call.answers
    .answer(service, args, abort.signal)
    .then((answer): Answered => {
      // A file has an end: as long as rows of it come, whoever asks for them gets on.
      if (service === "rows" && Array.isArray(answer) && answer.length > 0) gotOn(call);
      return [true, toWire(answer)];
    })
    .catch(failed)
    .then(([ok, answer]) => {
      call.asks.delete(ask);
      if (waits) call.patience.resume();
      if (Buffer.byteLength(answer) < largestMessage - room) return reply(call, ask, ok, answer);
      return reply(call, ask, ...failed(tooLong(call.target)));
    });
}

type Answered = readonly [ok: boolean, body: string];
