import type { Http, Notification, Notifier, Receipt, Secrets } from "@cxkit/core";
import * as fc from "fast-check";
import { broken, generated, type Law, shown } from "./law.ts";
import { deepFrozen, textLeaves, withText } from "./leaves.ts";
import { sampleNotification } from "./sample-notification.ts";

/** How a receiver behaves: takes it, cannot at the moment, refuses for good, never answers. */
export type ReceiverMood = "accepts" | "fails" | "refuses" | "hangs";

/** A notifier beside a receiver that is under the test's control: a server of the test's own, a double of the network. */
export interface NotifierTrial<Config> extends AsyncDisposable {
  readonly notifier: Notifier<Config>;
  readonly config: Config;
  readonly secrets?: Secrets;
  /** Where the person is reached, for notifiers that need it. */
  readonly address?: string;
  /** Default: a network on which nothing answers. */
  readonly http?: Http;
  /** What this receiver can be made to do; a law about anything else has nothing to say. */
  readonly moods: readonly ReceiverMood[];
  readonly mood: (mood: ReceiverMood) => void;
  /** What the receiver took, in order: by what it recognises a repeat, if it can, and what it reads as the title. Throws for what it cannot read. */
  readonly heard: () => readonly { readonly identity: string | null; readonly title: string }[];
  /** Texts that must be in no receipt, such as the secret or a key in a URL. The address always belongs to them. */
  readonly unspeakable: readonly string[];
}

/** Makes a notifier with a fresh receiver, which accepts. */
export type MakeNotifierTrial<Config> = () => Promise<NotifierTrial<Config>>;

/** How to judge. */
export interface NotifierLawOptions {
  /** How long a notifier may take to notice that nobody waits any more, in milliseconds. Default 5000. */
  readonly patience?: number;
  /** How many hostile notifications are sent. Default 60. */
  readonly numRuns?: number;
}

/**
 * What every notifier keeps: a repeat is known to be one; the receiver's answer becomes a receipt that says rightly whether another try
 * is of use, and is never thrown; no receipt holds a secret or an address; no text breaks the form; nobody waits for what was given up.
 */
export function notifierLaws<Config>(
  make: MakeNotifierTrial<Config>,
  { patience = 5000, numRuns = generated.numRuns }: NotifierLawOptions = {},
): readonly Law[] {
  const law = (name: string, check: (trial: NotifierTrial<Config>) => Promise<void>): Law => ({
    name,
    async check() {
      await using trial = await make();
      await check(trial);
    },
  });
  const failing = (name: string, mood: ReceiverMood, retry: boolean): Law =>
    law(name, async (trial) => {
      if (!trial.moods.includes(mood)) return;
      trial.mood(mood);
      const receipt = await deliver(trial, sampleNotification("1"));
      if (receipt.delivered) broken(`the receiver ${mood}, and yet it was delivered`);
      if (receipt.retry !== retry)
        broken(`the receiver ${mood}, and retry is ${receipt.retry}: ${shown(receipt)}`);
      if (receipt.reason.trim() === "") broken("a failure without a reason");
      const { retryAfter = 0 } = receipt;
      if (!(retryAfter >= 0 && Number.isFinite(retryAfter))) broken(`to wait ${retryAfter} s is no time`);
    });

  return [
    law("what the receiver takes is delivered, once", async (trial) => {
      const receipt = await deliver(trial, sampleNotification("1"));
      if (!receipt.delivered) broken(`the receiver accepts, and yet: ${shown(receipt)}`);
      const { length } = trial.heard();
      if (length !== 1) broken(`delivered once, heard ${length} times`);
    }),
    law("a repeat has the identity of the first attempt, another notification has another", async (trial) => {
      for (const key of ["1", "1", "2", "1.", "1%2E", "一"]) await deliver(trial, sampleNotification(key));
      const [first, again, ...others] = trial.heard().map(({ identity }) => identity);
      if (first === null) return;
      if (first === undefined || first !== again) broken(`the repeat of ${first} is ${again}`);
      if (others.length !== 4 || new Set([first, ...others]).size !== 5) {
        broken(`five keys became ${shown([first, ...others])}`);
      }
    }),
    failing("a receiver that cannot at the moment is worth another try", "fails", true),
    failing("a receiver that refuses for good is not", "refuses", false),
    law("what failed for the moment arrives when it is tried again", async (trial) => {
      if (!trial.moods.includes("fails")) return;
      trial.mood("fails");
      await deliver(trial, sampleNotification("1"));
      trial.mood("accepts");
      const receipt = await deliver(trial, sampleNotification("1"));
      if (!receipt.delivered) broken(`the receiver accepts again, and yet: ${shown(receipt)}`);
    }),
    law("no receipt holds a secret or an address", async (trial) => {
      for (const mood of trial.moods.filter((one) => one !== "hangs")) {
        trial.mood(mood);
        const receipt = await deliver(trial, sampleNotification("1"));
        const said = JSON.stringify(receipt);
        const secret = [...trial.unspeakable, trial.address ?? ""].find(
          (text) => text !== "" && said.includes(text),
        );
        if (secret !== undefined) broken(`a receipt tells ${secret}`);
      }
    }),
    law("no text breaks the form, and all of it is one notification", async (trial) => {
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(hostile, async (notification) => {
          const receipt = await deliver(trial, { ...notification, idempotencyKey: `h${(sent += 1)}` });
          if (!receipt.delivered) broken(`the receiver accepts, and yet: ${shown(receipt)}`);
          const heard = trial.heard();
          if (heard.length !== sent) broken(`${sent} notifications were heard as ${heard.length}`);
          const { title = "" } = heard.at(-1) ?? {};
          if (!title.includes(mark)) broken(`the title does not arrive: ${shown(title)}`);
        }),
        { ...generated, numRuns },
      );
    }),
    law("what was given up before is not sent", async (trial) => {
      const receipt = await deliver(trial, sampleNotification("1"), AbortSignal.abort());
      if (receipt.delivered || !receipt.retry) broken(`given up before it was sent, and: ${shown(receipt)}`);
      if (trial.heard().length > 0) broken("given up before it was sent, and heard all the same");
    }),
    law("nobody waits for a receiver that never answers", async (trial) => {
      if (!trial.moods.includes("hangs")) return;
      trial.mood("hangs");
      const stop = new AbortController();
      const trying = deliver(trial, sampleNotification("1"), stop.signal);
      stop.abort();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<"late">((resolve) => {
        timer = setTimeout(() => resolve("late"), patience);
      });
      const receipt = await Promise.race([trying, late]);
      clearTimeout(timer);
      if (receipt === "late") broken(`given up, and after ${patience} ms still waiting`);
      if (receipt.delivered || !receipt.retry) broken(`given up, and: ${shown(receipt)}`);
    }),
  ];
}

async function deliver<Config>(
  trial: NotifierTrial<Config>,
  notification: Notification,
  signal: AbortSignal = new AbortController().signal,
): Promise<Receipt> {
  const { notifier, config, secrets = {}, address } = trial;
  const http: Http = trial.http ?? (() => Promise.reject(new Error("this trial has no network")));
  const to = { ...notification.to, ...(address !== undefined && { address }) };
  const told = deepFrozen(structuredClone({ ...notification, to }));
  try {
    return await notifier.deliver(told, { config, http, secrets, now: () => "2026-03-01T09:31:00Z", signal });
  } catch (thrown) {
    return broken(`deliver threw: ${String(thrown)}`);
  }
}

/** Is in every hostile title, so that it can be found again. */
const mark = "Mark7";

/** What closes, opens, ends or turns round something in one of the forms that messages take. */
const evil = [
  "\r\nBcc: evil@example.com\r\n\r\n",
  "\n.\r\nMAIL FROM:<evil@example.com>\r\n",
  "</title></td><script>alert(1)</script><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)',
  "]]>--><!--",
  "\u001B[2J\u001B]0;evil\u0007",
  "\u202Eevil\u2066",
  "\u2028\u2029\u0085\u0000",
  "=?utf-8?B?ZXZpbA==?=",
  '{"evil":true}\\',
  "\uD800",
  "满意度，「差」",
  "👩‍👩‍👧e\u0301",
  " ".repeat(400),
  "x".repeat(2000),
];

const hostile: fc.Arbitrary<Notification> = fc
  .tuple(
    fc.constantFrom("en" as const, "zh" as const),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...evil), fc.string()), { minLength: 1, maxLength: 6 }),
  )
  .map(([language, changes]) => {
    const base: Notification = { ...sampleNotification("1"), language, title: mark };
    const kept = new Set(["idempotencyKey", "kind", "language", "at", "since"]);
    const open = textLeaves(base).filter(
      ([first = "", second, third]) =>
        !kept.has(String(first)) &&
        third !== "action" &&
        third !== "url" &&
        second !== "contact" &&
        second !== "due" &&
        !["estimate", "comparison"].includes(String(first)),
    );
    return changes.reduce((notification, [pick, text, noise]) => {
      const leaf = open[pick % open.length] ?? ["title"];
      return withText(notification, leaf, leaf[0] === "title" ? `${mark} ${text}${noise}` : text + noise);
    }, base);
  });
