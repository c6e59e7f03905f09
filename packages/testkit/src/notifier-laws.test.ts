import type { Http, Notifier, NotifyContext, Notification, Receipt, StandardSchema } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { failures } from "./fixtures/failures.ts";
import { notifierLaws, type NotifierTrial, type ReceiverMood } from "./notifier-laws.ts";

interface Config {
  readonly url: string;
}
type Deliver = Notifier<Config>["deliver"];

const anything: StandardSchema<unknown, Config> = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: value as Config }) },
};
const url = "https://receiver.test/hook?token=hunter2";
const failed = (reason: string, retry: boolean): Receipt => ({ delivered: false, reason, retry });

/** Posts a line of JSON. */
const correct: Deliver = async (notification, context) => {
  const body = JSON.stringify({ key: notification.idempotencyKey, title: notification.title });
  return post(body, context);
};

async function post(
  body: string,
  { http, config, signal }: Pick<NotifyContext<Config>, "http" | "config" | "signal">,
): Promise<Receipt> {
  if (signal.aborted) return failed("given up", true);
  const ended = new Promise<null>((resolve) => {
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  const answer = await Promise.race([http({ method: "POST", url: config.url, body }), ended]);
  if (answer === null) return failed("given up", true);
  if (answer.status < 300) return { delivered: true };
  return failed(`status ${answer.status}`, answer.status !== 410);
}

function trialOf(deliver: Deliver, http?: (real: Http) => Http): NotifierTrial<Config> {
  let mood: ReceiverMood = "accepts";
  const bodies: string[] = [];
  const receiver: Http = async ({ body }) => {
    if (mood === "hangs") return new Promise(() => {});
    if (mood === "accepts") bodies.push(typeof body === "string" ? body : "");
    const status = { accepts: 200, fails: 503, refuses: 410 }[mood];
    return { status, headers: {}, body: new Uint8Array() };
  };
  return {
    notifier: { id: "post", title: "Post", config: anything, deliver },
    config: { url },
    address: "ada@example.com",
    http: http?.(receiver) ?? receiver,
    moods: ["accepts", "fails", "refuses", "hangs"],
    mood: (next) => void (mood = next),
    heard: () =>
      bodies.map((body) => {
        const { key, title } = JSON.parse(body) as { readonly key: string; readonly title: string };
        return { identity: key, title };
      }),
    unspeakable: ["hunter2"],
    async [Symbol.asyncDispose]() {},
  };
}

const lawsOf = (deliver: Deliver) =>
  notifierLaws(async () => trialOf(deliver), { patience: 20, numRuns: 30 });

describe("a correct notifier keeps the notifier laws", () => {
  for (const law of lawsOf(correct)) it(law.name, law.check);
});

describe("each notifier law catches the notifier that breaks it", () => {
  const wrapped = (change: (notification: Notification) => Notification): Deliver => {
    return (notification, context) => correct(change(notification), context);
  };
  const receipt = (change: (receipt: Receipt) => Receipt): Deliver => {
    return async (notification, context) => change(await correct(notification, context));
  };
  let count = 0;
  const mutants: readonly [law: string, mutant: string, deliver: Deliver][] = [
    [
      "what the receiver takes is delivered, once",
      "sends twice",
      async (notification, context) => {
        await correct(notification, context);
        return correct(notification, context);
      },
    ],
    [
      "what the receiver takes is delivered, once",
      "never says that it was delivered",
      receipt((given) => (given.delivered ? failed("no", true) : given)),
    ],
    [
      "a repeat has the identity of the first attempt, another notification has another",
      "counts attempts in its key",
      wrapped((notification) => ({ ...notification, idempotencyKey: String((count += 1)) })),
    ],
    [
      "a repeat has the identity of the first attempt, another notification has another",
      "has one key for all",
      wrapped((notification) => ({ ...notification, idempotencyKey: "k" })),
    ],
    [
      "a repeat has the identity of the first attempt, another notification has another",
      "cleans keys until two are one",
      wrapped((notification) => ({
        ...notification,
        idempotencyKey: notification.idempotencyKey.replace(/[^\w%]/g, ""),
      })),
    ],
    [
      "a receiver that cannot at the moment is worth another try",
      "gives up at the first failure",
      receipt((given) => (given.delivered ? given : { ...given, retry: false })),
    ],
    [
      "a receiver that cannot at the moment is worth another try",
      "throws what it is answered",
      receipt((given) => {
        if (given.delivered) return given;
        throw new Error(given.reason);
      }),
    ],
    [
      "a receiver that cannot at the moment is worth another try",
      "takes every answer for a success",
      receipt(() => ({ delivered: true })),
    ],
    [
      "a receiver that refuses for good is not",
      "tries for ever",
      receipt((given) => (given.delivered ? given : { ...given, retry: true })),
    ],
    [
      "no receipt holds a secret or an address",
      "tells the URL",
      receipt((given) => (given.delivered ? given : { ...given, reason: `${url} failed` })),
    ],
    [
      "no receipt holds a secret or an address",
      "tells the address",
      async (notification, context) => {
        const given = await correct(notification, context);
        return given.delivered ? { ...given, reference: notification.to.address ?? "" } : given;
      },
    ],
    [
      "no text breaks the form, and all of it is one notification",
      "puts texts together by hand",
      async ({ idempotencyKey, title }, context) =>
        post(`{"key":"${idempotencyKey}","title":"${title}"}`, context),
    ],
    [
      "no text breaks the form, and all of it is one notification",
      "fails on a text it does not like",
      async (notification, context) =>
        notification.title.includes("\n") ? failed("line break", false) : correct(notification, context),
    ],
    [
      "what was given up before is not sent",
      "does not look whether anybody waits",
      (notification, context) => correct(notification, { ...context, signal: new AbortController().signal }),
    ],
    [
      "nobody waits for a receiver that never answers",
      "looks only before it sends",
      async (notification, context) =>
        context.signal.aborted
          ? failed("given up", true)
          : correct(notification, { ...context, signal: new AbortController().signal }),
    ],
    [
      "what failed for the moment arrives when it is tried again",
      "remembers that it failed",
      (() => {
        let down = false;
        const deliver: Deliver = async (notification, context) => {
          if (down) return failed("it was down", true);
          const given = await correct(notification, context);
          down = !given.delivered && given.reason === "status 503";
          return given;
        };
        return deliver;
      })(),
    ],
  ];
  it.each(mutants)("%s: %s", async (law, _, deliver) => {
    expect(await failures(lawsOf(deliver))).toContain(law);
  });

  it("and every law has one", () => {
    const names = lawsOf(correct).map(({ name }) => name);
    expect(new Set(mutants.map(([law]) => law))).toEqual(new Set(names));
  });
});

it("a law about what a receiver cannot do has nothing to say", async () => {
  const make = async () => ({ ...trialOf(correct), moods: ["accepts"] as const });
  expect(await failures(notifierLaws(make))).toEqual([]);
});
