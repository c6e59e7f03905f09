import type { Http, Notifier, Receipt, StandardSchema } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import type { NotifierTrial, ReceiverMood } from "../notifier-laws.ts";
import { lives, unproven } from "./fixtures/lives.ts";
import { notifierConformance } from "./notifier-conformance.ts";

interface Config {
  readonly url: string;
}
type Deliver = Notifier<Config>["deliver"];
const anything: StandardSchema<unknown, Config> = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: value as Config }) },
};
const failed = (reason: string, retry: boolean): Receipt => ({ delivered: false, reason, retry });

/** Posts a line of JSON, and waits for the answer as long as somebody waits for it. */
const good: Deliver = async ({ idempotencyKey, title }, { http, config, signal }) => {
  if (signal.aborted) return failed("given up", true);
  const ended = new Promise<null>((resolve) => {
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  const body = JSON.stringify({ key: idempotencyKey, title });
  const answer = await Promise.race([http({ method: "POST", url: config.url, body }), ended]);
  if (answer === null) return failed("given up", true);
  return answer.status < 300 ? { delivered: true } : failed(`status ${answer.status}`, answer.status !== 410);
};

function trialOf(deliver: Deliver, title = "Post"): NotifierTrial<Config> {
  let mood: ReceiverMood = "accepts";
  const bodies: string[] = [];
  const http: Http = async ({ body }) => {
    if (mood === "hangs") return new Promise(() => {});
    if (mood === "accepts" && typeof body === "string") bodies.push(body);
    return { status: { accepts: 200, fails: 503, refuses: 410 }[mood], headers: {}, body: new Uint8Array() };
  };
  return {
    notifier: { kind: "notifier", spec: "v1", id: "post", title, config: anything, deliver },
    config: { url: "https://receiver.test/hook?token=hunter2" },
    address: "ada@example.com",
    http,
    moods: ["accepts", "fails", "refuses", "hangs"],
    mood: (next) => void (mood = next),
    heard: () =>
      bodies.map((body) => {
        const { key, title: said } = JSON.parse(body) as { readonly key: string; readonly title: string };
        return { identity: key, title: said };
      }),
    unspeakable: ["hunter2"],
    async [Symbol.asyncDispose]() {},
  };
}
const checksOf = (deliver: Deliver, title?: string) =>
  notifierConformance(async () => trialOf(deliver, title), { patience: 20, numRuns: 20 });
let keys = 0;

const mutants: readonly (readonly [id: string, what: string, deliver: Deliver, title?: string])[] = [
  ["O1", "has no title", good, ""],
  [
    "O2",
    "sends twice",
    async (notification, context) => {
      await good(notification, context);
      return good(notification, context);
    },
  ],
  [
    "O3",
    "counts its attempts",
    (notification, context) => good({ ...notification, idempotencyKey: String((keys += 1)) }, context),
  ],
  [
    "O4",
    "gives up at the first failure",
    async (notification, context) => ({ ...(await good(notification, context)), retry: false }),
  ],
  [
    "O5",
    "tells the address",
    async (notification, context) =>
      ({ ...(await good(notification, context)), reference: notification.to.address }) as Receipt,
  ],
  [
    "O6",
    "puts texts together by hand",
    ({ idempotencyKey, title }, { http, config }) =>
      http({ method: "POST", url: config.url, body: `{"key":"${idempotencyKey}","title":"${title}"}` }).then(
        () => ({ delivered: true }),
      ),
  ],
  [
    "O7",
    "does not look whether anybody waits",
    (notification, context) => good(notification, { ...context, signal: new AbortController().signal }),
  ],
  [
    "O8",
    "has a timer of its own",
    async (notification, context) => {
      clearTimeout(setTimeout(() => {}, 0));
      return good(notification, context);
    },
  ],
];

describe("a notifier in good order conforms", () => {
  for (const check of checksOf(good)) it(check.name, check.check);
});

describe("every mutant of a notifier dies", () => {
  for (const [id, what, deliver, title] of mutants)
    it(`${id} sees one that ${what}`, async () => {
      expect(await lives(checksOf(deliver, title), id)).toBe("dies");
    });

  it("and every check kills one", () => {
    expect(
      unproven(
        checksOf(good),
        mutants.map(([id]) => id),
      ),
    ).toEqual([]);
  });
});

it("one with a receiver of its own is not watched", () => {
  const real = notifierConformance(async () => trialOf(good), { network: "real" });
  expect(real.find(({ id }) => id === "O8")?.left?.as).toBe("not-applicable");
});
