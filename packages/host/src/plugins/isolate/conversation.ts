import type { CallOptions, ContributionReference, PluginRunner, RunnerEnd } from "../runner.ts";
import { lostCall, tooLong } from "./failure.ts";
import { type CrossedPage, type FencedCall, fencedCall } from "./fenced-call.ts";
import { frame, frameReader } from "./frame.ts";
import { heard } from "./heard.ts";
import { hearCall, type Hearing, type OfCall, room } from "./hear-call.ts";
import { type ErrorOnWire, type FromPlugin, largestMessage, protocol, type ToPlugin } from "./message.ts";
import { pulse, silence } from "./pulse.ts";
import type { Redactor } from "./redactor.ts";
import { toWire } from "./wire.ts";

/** What a conversation needs of the process at the other end. */
export interface ConversationParts {
  /** Sends bytes; the process may be gone. */
  readonly send: (bytes: Buffer) => void;
  /** Ends the process: it did what it must not, or nothing at all. */
  readonly end: (why: RunnerEnd["why"], detail: string) => void;
  readonly redactor: Redactor;
  readonly limits: { readonly callMs: number; readonly stallMs: number };
  /** Told what a process writes to its console: how many lines, and the first. */
  readonly said: (lines: number, text: string) => void;
  /** Told when nothing was heard for three seconds although something was asked, and when something is heard again. */
  readonly answers: (again: boolean, during: RunnerEnd["during"]) => void;
}

/** The host's half of what is said between it and a plugin's process. */
export interface Conversation extends Pick<PluginRunner, "call" | "pages" | "read"> {
  /** Takes bytes of the process, in any portions. */
  readonly take: (portion: Buffer) => void;
  /** Resolves with the other side's version of Node when it has said that it is there. */
  readonly hello: Promise<string>;
  send(message: ToPlugin): void;
  /** Called every second while the process runs: asks whether it is there. */
  tick(): void;
  /** How many calls are under way. */
  readonly running: () => number;
  /** What the process was doing, as far as it can be told. */
  readonly during: () => RunnerEnd["during"];
  /** What it said went wrong before it ended. */
  readonly fault: () => ErrorOnWire | undefined;
  /** What it uses, as it says itself. */
  readonly usage: () => { readonly rssBytes: number; readonly cpuMs: number } | null;
  /** Every call comes to nothing, and no other is taken. */
  lose(why: RunnerEnd): void;
}

/** What a call is for: a member, or what gives pages; `named` is how errors and logs say it. */
type Asked = { readonly named: string } & Pick<
  Extract<ToPlugin, { readonly t: "call" }>,
  "member" | "stream" | "rows"
>;

/** What may come unasked within a second. */
const unaskedMost = 250;
/** What the other side may still say of a call that was given up, not knowing. */
const lateMost = 100;

/** Speaks with one process. What comes is taken for hostile: whatever was not asked for, is too much or makes no sense ends the process. */
export function conversation(parts: ConversationParts): Conversation {
  const { redactor, limits } = parts;
  const calls = new Map<number, FencedCall>();
  /** Calls that the process has come to. */
  const begun = new WeakSet<FencedCall>();
  const closing = new Map<number, number>();
  /** Contributions and members that were ever called: of others the process has nothing to say. */
  const known = new Set<string>();
  let lastCall = 0;
  let acknowledged: FencedCall | undefined;
  let lost: RunnerEnd | undefined;
  let fault: Extract<FromPlugin, { readonly t: "fault" }> | undefined;
  let used: { readonly rssBytes: number; readonly cpuMs: number } | null = null;
  let unasked = 0;
  let unaskedSince = 0;
  let greet: (node: string) => void;
  const hello = new Promise<string>((resolve) => {
    greet = resolve;
  });

  const send = (message: ToPlugin, body?: string): void => {
    if (!lost) parts.send(frame(message, body));
  };
  const breach = (what: string): void => parts.end("breach", what);
  const doing = (): RunnerEnd["during"] => {
    const { contribution, member = "" } = fault ?? {};
    if (contribution !== undefined && known.has(`${contribution} ${member}`)) return { contribution, member };
    const call = acknowledged ?? (calls.size === 1 ? [...calls.values()][0] : undefined);
    return call && { contribution: call.target.id, member: call.member };
  };
  const heart = pulse({
    ping: () => send({ t: "ping" }),
    answers: (again) => parts.answers(again, doing()),
    longest: limits.callMs,
    gaveUp: () => parts.end("unresponsive", "it let nothing else happen, whatever it said meanwhile"),
  });
  const close = (call: FencedCall, over: boolean): void => {
    if (!calls.delete(call.id)) return;
    call.patience.stop();
    for (const ask of call.asks.values()) ask.abort();
    call.answers.close();
    if (acknowledged === call) acknowledged = undefined;
    if (over || lost) return;
    closing.set(call.id, lateMost);
    send({ t: "cancel", id: call.id });
  };
  const settled = (call: FencedCall): FencedCall["settle"] => {
    const { settle } = call;
    call.settle = null;
    return settle;
  };
  const give: Hearing["give"] = (call, over, value) => {
    if (over) close(call, true);
    settled(call)?.resolve(value);
  };
  const refuse = (call: FencedCall, over: boolean, thrown: Error): void => {
    close(call, over);
    settled(call)?.reject(thrown);
  };
  const expired = (call: FencedCall): void => {
    // One that the process never came to waited behind something else, and can be made again.
    const trouble = begun.has(call) ? "timeout" : "cancelled";
    refuse(call, false, lostCall(call.target, call.member, trouble, "it took too long"));
    acknowledged ??= call;
    // A call that waits for nothing is left alone; a process that does not answer is ended.
    heart.ask(Math.min(silence, limits.callMs), () =>
      parts.end("unresponsive", `${call.member} neither ended nor let anything else happen`),
    );
  };
  const tooMuch = (): boolean => {
    const now = performance.now();
    if (now - unaskedSince > 1000) {
      unaskedSince = now;
      unasked = 0;
    }
    unasked += 1;
    return unasked > unaskedMost;
  };
  const hearing: Hearing = {
    breach,
    give,
    tooMuch,
    redactor,
    refuse,
    acknowledged: (call) => {
      begun.add(call);
      acknowledged = call;
    },
    reply(call, ask, ok, body) {
      if (calls.has(call.id)) send({ t: "answer", ask, ok, now: call.options.services.now() }, body);
    },
  };
  const late = (message: OfCall): void => {
    const left = closing.get(message.id) ?? 0;
    if (left === 0) return breach("it speaks of a call that there is not");
    if (message.t === "ok" || message.t === "err" || message.t === "end") closing.delete(message.id);
    else closing.set(message.id, left - 1);
  };
  const read = frameReader(largestMessage, ({ head, body }) => {
    if (lost) return;
    const message = heard(head);
    switch (message.t) {
      case "hello":
        if (message.protocol === protocol) greet(message.node);
        else breach(`it speaks version ${message.protocol}`);
        return;
      case "pong":
        heart.beat();
        used = message;
        return;
      case "log":
        if (tooMuch()) breach("it said more than anybody can read");
        else parts.said(message.lines, redactor.redact(message.text));
        return;
      case "drop":
        for (const call of calls.values()) call.asks.get(message.ask)?.abort();
        return;
      case "fault":
        fault = message;
        return;
      default: {
        const call = calls.get(message.id);
        if (call) hearCall(call, message, body, hearing);
        else late(message);
      }
    }
  });

  const begin = (
    target: ContributionReference,
    { named, ...asked }: Asked,
    body: object,
    options: CallOptions,
  ): FencedCall => {
    // What was never asked cannot have ended it.
    if (lost) throw lostCall(target, named, "cancelled", lost.detail);
    if (options.signal?.aborted === true) throw lostCall(target, named, "cancelled", "it was given up");
    const { config, settings, services } = options;
    for (const secret of Object.values(services.secrets).flat()) redactor.learn(secret);
    const carried = toWire({ ...body, config, settings });
    if (Buffer.byteLength(carried) > largestMessage - room) throw tooLong(target);
    const paged = asked.member === null;
    const milliseconds = options.deadline ?? (paged ? limits.stallMs : limits.callMs);
    const call = fencedCall((lastCall += 1), target, named, paged, options, milliseconds, expired);
    calls.set(call.id, call);
    known.add(`${target.id} ${named}`);
    const { id, nonce, answers } = call;
    const { secrets } = answers;
    const store = services.store !== undefined;
    const now = services.now();
    send({ t: "call", id, target, ...asked, now, nonce, secrets, store }, carried);
    return call;
  };
  /** Waits for what comes next of a call; giving up is heard meanwhile. */
  const next = (call: FencedCall): Promise<unknown> => {
    const { signal } = call.options;
    const stop = (): void => refuse(call, false, givenUp(call));
    return new Promise<unknown>((resolve, reject) => {
      call.settle = { resolve, reject };
      signal?.addEventListener("abort", stop, { once: true });
    }).finally(() => signal?.removeEventListener("abort", stop));
  };
  // Pages of a call that gives them, one for every one that is asked for.
  async function* handedOut(
    target: ContributionReference,
    asked: Asked,
    body: object,
    options: CallOptions,
  ): AsyncIterable<CrossedPage> {
    const call = begin(target, asked, body, options);
    try {
      for (;;) {
        if (lost) throw lostCall(target, call.member, troubleOf(lost), lost.detail);
        if (options.signal?.aborted === true) throw givenUp(call);
        const coming = next(call);
        send({ t: "next", id: call.id, now: options.services.now() });
        const page = (await coming) as CrossedPage | undefined;
        if (page === undefined) return;
        // As long as the page is worked on, the plugin has nothing to say.
        call.patience.reset();
        call.patience.pause();
        yield page;
        call.patience.resume();
      }
    } finally {
      close(call, false);
    }
  }

  return {
    hello,
    send,
    take(portion) {
      try {
        read(portion);
      } catch (thrown) {
        breach(thrown instanceof RangeError ? thrown.message : "it said what nobody can read");
      }
    },
    async call(target, member, args, options) {
      return next(begin(target, { named: member, member }, { args }, options));
    },
    pages: (target, stream, cursor, options) =>
      handedOut(target, { named: `streams.${stream}`, member: null, stream }, { cursor }, options),
    async *read(target, options) {
      const asked = { named: "file.read", member: null, rows: true } as const;
      for await (const { records } of handedOut(target, asked, {}, options)) yield records;
    },

    tick() {
      if (calls.size > 0) heart.tick();
    },
    running: () => calls.size,
    during: doing,
    fault: () => fault?.error,
    usage: () => used,
    lose(why) {
      lost ??= why;
      heart.stop();
      const running = acknowledged;
      for (const call of calls.values()) {
        // Calls that only waited beside the one that was running are not to blame, and can be made again.
        const { contribution = call.target.id, member = call.member } = why.during ?? {};
        const named = contribution === call.target.id && member === call.member;
        const own = named && (running === undefined || running === call);
        const trouble = own ? troubleOf(why) : "cancelled";
        refuse(call, true, lostCall(call.target, call.member, trouble, why.detail));
      }
    },
  };
}

function givenUp({ target, member }: FencedCall): Error {
  return lostCall(target, member, "cancelled", "it was given up");
}

function troubleOf({ why }: RunnerEnd): "cancelled" | "timeout" | "crash" {
  if (why === "stopped") return "cancelled";
  return why === "unresponsive" ? "timeout" : "crash";
}
