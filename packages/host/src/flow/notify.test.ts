import type { Instant, Json, Notification, Notifier, Receipt } from "@cxkit/core";
import { cxError } from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEntry, NotifierConnection, Person } from "../host-options.ts";
import { notificationQueue } from "./notify.ts";
import type { NotificationQueue, NotificationQueueOptions } from "./notify-contract.ts";

const started = Date.parse("2026-03-01T09:00:00Z");
const hour = 3_600_000;
const arrived: Receipt = { delivered: true };
const busy: Receipt = { delivered: false, reason: "busy", retry: true };

function notification(key: string, owner = "logistics"): Notification {
  const at = "2026-03-01T09:00:00Z";
  const rest = { title: `About ${key}`, language: "en", to: { owner }, at, since: at, where: {} } as const;
  return { idempotencyKey: key, kind: "alert", ...rest };
}

/** A ledger without a disk; `dies` says of each write whether the process is gone before it, after it, or not at all. */
function ledgerOf(values = new Map<string, Json>(), dies: () => "before" | "after" | null = () => null) {
  return {
    values,
    get: (key: string) => values.get(key),
    keys: (prefix: string) => [...values.keys()].filter((key) => key.startsWith(prefix)),
    async write(changes: readonly { readonly key: string; readonly value: Json }[]) {
      const death = dies();
      if (death === "before") throw cxError("unavailable", "gone");
      for (const { key, value } of changes) {
        if (value === null) values.delete(key);
        else values.set(key, structuredClone(value));
      }
      if (death === "after") throw cxError("unavailable", "gone");
    },
  };
}

function notifierOf(id: string, deliver: Notifier["deliver"], config: unknown = {}): NotifierConnection {
  const schema = { "~standard": { version: 1, vendor: "test", validate: (value: unknown) => ({ value }) } };
  return { id, config, notifier: { id, title: id, config: schema as Notifier["config"], deliver } };
}

const logistics: Person = { id: "logistics", notify: ["mail"], address: "l@example.com" };

function setup(options: Partial<NotificationQueueOptions> = {}) {
  const ledger = ledgerOf();
  const logged: LogEntry[] = [];
  let time = started;
  const queue = notificationQueue({
    ledger,
    notifiers: [],
    people: [logistics],
    http: async () => expect.unreachable("a fake notifier needs no network"),
    now: () => new Date(time).toISOString(),
    attempts: 12,
    log: (entry) => void logged.push(entry),
    random: () => 0.5,
    timeout: () => new AbortController().signal,
    ...options,
  });
  return {
    queue,
    ledger,
    logged,
    add: (...notifications: Notification[]) => ledger.write(queue.enqueue(notifications)),
    pass: (milliseconds: number) => void (time += milliseconds),
    /** Runs until nothing waits, time passing as the queue says. */
    async exhaust(most = 1000) {
      for (let turn = 0; turn < most; turn += 1) {
        await queue.run();
        const next = queue.next();
        if (next === null) return;
        time = Math.max(time, Date.parse(next));
      }
      expect.unreachable("something still waits");
    },
    elapsed: () => time - started,
  };
}

describe("what is queued", () => {
  it("is one change per notifier of the person, under a key that a repeat shares", () => {
    const both = { ...logistics, notify: ["mail", "hook", "mail"] };
    const { queue, ledger } = setup({ people: [both] });
    const changes = queue.enqueue([notification("a"), notification("a")]);
    expect(changes.map(({ key }) => key)).toEqual(["outbox/mail/a", "outbox/hook/a"]);
    expect(queue.enqueue([notification("a")]).map(({ key }) => key)).toEqual(changes.map(({ key }) => key));
    expect(ledger.values.size).toBe(0);
  });

  it("gives no change while it waits, nor after it was delivered", async () => {
    const { queue, add } = setup({ notifiers: [notifierOf("mail", async () => arrived)] });
    await add(notification("a"));
    expect(queue.enqueue([notification("a")])).toEqual([]);
    await queue.run();
    expect(queue.enqueue([notification("a")])).toEqual([]);
    expect(queue.counts()).toEqual({ waiting: 0, delivered: 1, dead: 0 });
  });

  it("is sent once though it was queued twice before either was written", async () => {
    let sent = 0;
    const deliver = async () => ((sent += 1), arrived);
    const { queue, ledger } = setup({ notifiers: [notifierOf("mail", deliver)] });
    const [first, second] = [queue.enqueue([notification("a")]), queue.enqueue([notification("a")])];
    await ledger.write(first);
    await queue.run();
    await ledger.write(second);
    await queue.run();
    expect([sent, queue.counts()]).toEqual([1, { waiting: 0, delivered: 1, dead: 0 }]);
  });

  it("keeps no address, and nothing of what was delivered but that it was", async () => {
    const { queue, ledger, add } = setup({ notifiers: [notifierOf("mail", async () => arrived)] });
    await add({ ...notification("a"), to: { owner: "logistics", address: "x@example.com" } });
    expect(JSON.stringify([...ledger.values])).not.toContain("@");
    await queue.run();
    expect([...ledger.values]).toEqual([["outbox-delivered/mail/a", { at: "2026-03-01T09:00:00.000Z" }]]);
  });

  it("reaches the notifier with the address the workspace has now", async () => {
    const seen: unknown[] = [];
    const deliver: Notifier["deliver"] = async ({ to }) => (seen.push(to), arrived);
    const { queue, add } = setup({ notifiers: [notifierOf("mail", deliver)] });
    await add(notification("a"));
    await queue.run();
    expect(seen).toEqual([{ owner: "logistics", address: "l@example.com" }]);
  });

  it("is forgotten after 30 days", async () => {
    const { queue, add, pass } = setup({ notifiers: [notifierOf("mail", async () => arrived)] });
    await add(notification("a"));
    await queue.run();
    pass(29 * 24 * hour);
    await queue.run();
    expect(queue.counts().delivered).toBe(1);
    pass(49 * hour);
    await queue.run();
    expect(queue.counts().delivered).toBe(0);
  });

  it("can be taken back, even while it is under way", async () => {
    let answer: (receipt: Receipt) => void = () => {};
    const deliver = () => new Promise<Receipt>((resolve) => void (answer = resolve));
    const { queue, ledger, add } = setup({ notifiers: [notifierOf("mail", deliver)] });
    await add(notification("a"), notification("b"));
    const running = queue.run();
    await turns();
    await ledger.write(queue.withdraw(() => true));
    answer(busy);
    await running;
    expect([...ledger.values]).toEqual([]);
  });
});

describe("nobody there to be told", () => {
  it("goes to who stands in", async () => {
    const told: string[] = [];
    const deliver: Notifier["deliver"] = async ({ to }) => (told.push(to.owner), arrived);
    const people = [logistics, { id: "lead", notify: ["mail"] }, { id: "mute", notify: [] }];
    const { queue, add } = setup({ notifiers: [notifierOf("mail", deliver)], people, fallback: "lead" });
    await add(notification("a", "mute"), notification("b", "unknown"), notification("c"));
    await queue.run();
    expect(told).toEqual(["lead", "lead", "logistics"]);
  });

  it("is a dead letter at once otherwise, with the reason, and is told when somebody is there again", async () => {
    const { queue, ledger, add, logged } = setup({ people: [{ id: "mute", notify: [] }] });
    await add(notification("a", "mute"), notification("b"));
    expect(queue.list().map(({ state, lastFailure }) => [state, lastFailure])).toEqual([
      ["dead", "mute is told by no notifier"],
      ["dead", "nobody is called logistics"],
    ]);
    expect(logged.map(({ level, event }) => `${level} ${event}`)).toEqual([
      "error dead-letter",
      "error dead-letter",
    ]);
    const later = setup({ ledger, notifiers: [notifierOf("mail", async () => arrived)] });
    expect(await later.queue.retry()).toBe(1);
    await later.queue.run();
    expect(later.queue.counts()).toEqual({ waiting: 0, delivered: 1, dead: 1 });
  });

  it("nor a notifier of that name: a dead letter that says so", async () => {
    const { queue, add } = setup();
    await add(notification("a"));
    await queue.run();
    expect(queue.list()[0]).toMatchObject({ state: "dead", lastFailure: "no notifier is called mail" });
    expect(queue.next()).toBeNull();
  });
});

describe("a failure", () => {
  it("is tried again about twelve times over a day and a half, then given up on, and can be tried anew", async () => {
    let sent = 0;
    const deliver = async () => ((sent += 1), busy);
    const { queue, add, exhaust, elapsed } = setup({ notifiers: [notifierOf("mail", deliver)] });
    await add(notification("a"));
    await exhaust();
    expect(sent).toBe(12);
    expect(elapsed() / hour).toBeGreaterThan(30);
    expect(elapsed() / hour).toBeLessThan(42);
    expect(queue.list()[0]).toMatchObject({ state: "dead", attempts: 12, next: null, lastFailure: "busy" });
    expect(await queue.retry(["other"])).toBe(0);
    expect(await queue.retry(["a"])).toBe(1);
    expect(queue.list()[0]).toMatchObject({ state: "waiting", attempts: 0 });
    await queue.run();
    expect(sent).toBe(13);
  });

  it("for good is a dead letter at once", async () => {
    const deliver = async () => ({ delivered: false, reason: "gone", retry: false }) as const;
    const { queue, add } = setup({ notifiers: [notifierOf("mail", deliver)] });
    await add(notification("a"));
    await queue.run();
    expect(queue.list()[0]).toMatchObject({ state: "dead", attempts: 1, lastFailure: "gone" });
  });

  it("waits as long as the receiver asks, and so does all that goes there", async () => {
    const deliver = async () => ({ ...busy, retryAfter: 600 }) as const;
    const { queue, add } = setup({ notifiers: [notifierOf("mail", deliver)] });
    await add(notification("a"), notification("b"));
    await queue.run();
    expect(queue.list().map(({ attempts }) => attempts)).toEqual([1, 0]);
    expect(queue.next()).toBe("2026-03-01T09:10:00.000Z");
  });

  it("thrown is one attempt, in words without address, configuration or the customer's words", async () => {
    const deliver = async () => {
      throw new Error("550 l@example.com hunter2hunter2 https://h.test/a?b said: It never came");
    };
    const notifiers = [notifierOf("mail", deliver, { auth: { pass: "hunter2hunter2" } })];
    const { queue, add, logged } = setup({ notifiers });
    await add({ ...notification("a"), verbatim: "It never came" });
    await queue.run();
    const said = "550 … … https://h.test/… said: …";
    expect(queue.list()[0]).toMatchObject({ attempts: 1, lastFailure: said });
    expect(logged).toEqual([
      {
        level: "warn",
        event: "delivery-failed",
        contribution: "mail",
        facts: { key: "a", attempts: 1, reason: said },
      },
    ]);
  });

  it("of one notification does not hold up those behind it", async () => {
    const seen: string[] = [];
    const deliver: Notifier["deliver"] = async ({ idempotencyKey }) => {
      seen.push(idempotencyKey);
      return idempotencyKey.startsWith("bad") ? busy : arrived;
    };
    const { add, exhaust } = setup({ notifiers: [notifierOf("mail", deliver)] });
    await add(...["bad1", "bad2", "bad3", "bad4", "good1", "good2"].map((key) => notification(key)));
    await exhaust();
    expect(seen.filter((key) => key.startsWith("good"))).toEqual(["good1", "good2"]);
    expect(seen.indexOf("good2")).toBeLessThan(12);
  });

  it("after failure leaves the endpoint one probe at a time, until one arrives", async () => {
    let down = true;
    let sent = 0;
    const deliver = async () => ((sent += 1), down ? busy : arrived);
    const { queue, add, logged, pass } = setup({ notifiers: [notifierOf("mail", deliver)] });
    await add(...Array.from({ length: 20 }, (_, index) => notification(`n${index}`)));
    await queue.run();
    expect(sent).toBe(3);
    expect(logged.map(({ event }) => event)).toContain("notifier-down");
    pass(60_000);
    await queue.run();
    expect(sent).toBe(4);
    down = false;
    pass(hour);
    await queue.run();
    expect([sent, queue.counts().delivered]).toEqual([24, 20]);
  });
});

describe("an endpoint that hangs", () => {
  it("costs an attempt when its time is up, even if it ignores that", async () => {
    const deadline = new AbortController();
    const never = () => new Promise<Receipt>(() => {});
    const timeout = (milliseconds: number) => (expect(milliseconds).toBe(30_000), deadline.signal);
    const { queue, add } = setup({ notifiers: [notifierOf("mail", never)], timeout });
    await add(notification("a"));
    const running = queue.run();
    deadline.abort();
    await running;
    expect(queue.list()[0]).toMatchObject({ attempts: 1, lastFailure: "no answer within 30 s" });
  });

  it("holds up no other, and a further run is the same one for it", async () => {
    let asked = 0;
    let answer: (receipt: Receipt) => void = () => {};
    const slow = () => {
      asked += 1;
      return new Promise<Receipt>((resolve) => void (answer = resolve));
    };
    const told: string[] = [];
    const quick: Notifier["deliver"] = async ({ idempotencyKey }) => (told.push(idempotencyKey), arrived);
    const notifiers = [notifierOf("mail", slow), notifierOf("hook", quick)];
    const people = [{ id: "logistics", notify: ["mail", "hook"] }];
    const { queue, add } = setup({ notifiers, people });
    await add(notification("a"));
    const first = queue.run();
    await turns();
    expect(told).toEqual(["a"]);
    await add(notification("b"));
    const second = queue.run();
    await turns();
    expect([told, asked]).toEqual([["a", "b"], 1]);
    answer(arrived);
    await turns();
    answer(arrived);
    await Promise.all([first, second]);
    expect([asked, queue.counts().delivered]).toEqual([2, 4]);
  });

  it("is left uncharged when the process ends meanwhile", async () => {
    const ending = new AbortController();
    const never = () => new Promise<Receipt>(() => {});
    const { queue, add } = setup({ notifiers: [notifierOf("mail", never)], signal: ending.signal });
    await add(notification("a"), notification("b"));
    const running = queue.run();
    await turns();
    ending.abort();
    await running;
    expect(queue.list().map(({ state, attempts }) => [state, attempts])).toEqual([
      ["waiting", 0],
      ["waiting", 0],
    ]);
  });
});

describe("a clock", () => {
  it("that was set back stalls nothing", async () => {
    let failing = true;
    const deliver = async () => (failing ? { ...busy, retryAfter: 3600 } : arrived);
    const { queue, add, pass } = setup({ notifiers: [notifierOf("mail", deliver)] });
    await add(notification("a"));
    await queue.run();
    failing = false;
    pass(-48 * hour);
    expect(queue.next()).toBe("2026-02-27T09:00:00.000Z");
    await queue.run();
    expect(queue.counts().delivered).toBe(1);
  });
});

describe("a disk that takes nothing", () => {
  it("stops the run, and what was delivered is not sent again by this process", async () => {
    let sent = 0;
    let full = false;
    const ledger = ledgerOf(new Map(), () => (full ? "before" : null));
    const deliver = async () => ((sent += 1), (full = true), arrived);
    const { queue } = setup({ ledger, notifiers: [notifierOf("mail", deliver)] });
    await ledger.write(queue.enqueue([notification("a")]));
    await expect(queue.run()).rejects.toMatchObject({ code: "unavailable" });
    await expect(queue.run()).rejects.toMatchObject({ code: "unavailable" });
    full = false;
    await queue.run();
    expect([sent, queue.counts()]).toEqual([1, { waiting: 0, delivered: 1, dead: 0 }]);
  });
});

it("no notification is lost through crashes and failures, and repeats carry the same key", () => {
  type Step = "arrives" | "arrives and dies" | "fails" | "throws" | "dies";
  const step = fc.constantFrom<Step>("arrives", "arrives and dies", "fails", "throws", "dies");
  const death = fc.constantFrom<"before" | "after" | null>(null, null, null, "before", "after");
  return fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(step, { maxLength: 30 }),
      fc.array(death, { maxLength: 30 }),
      async (count, steps, deaths) => {
        const values = new Map<string, Json>();
        const heard = new Map<string, number>();
        let [crashes, time] = [0, started];
        const keys = Array.from({ length: count }, (_, index) => `n${index}`);
        // Each life of the process: the ledger is what it was, all else is new. The flow asks again for all, as after a crash.
        for (let life = 0; life < 80; life += 1) {
          let dead = false;
          const die = (): never => {
            dead = true;
            crashes += 1;
            throw cxError("unavailable", "the process is gone");
          };
          const ledger = ledgerOf(values, () => (dead ? "before" : (deaths.shift() ?? null)));
          const now = (): Instant => new Date(time).toISOString();
          const deliver: Notifier["deliver"] = async ({ idempotencyKey }) => {
            const what = steps.shift() ?? "arrives";
            if (what === "dies") return die();
            if (what.startsWith("arrives")) heard.set(idempotencyKey, (heard.get(idempotencyKey) ?? 0) + 1);
            if (what === "arrives and dies") return die();
            if (what === "throws") throw new Error("broken");
            return what === "arrives" ? arrived : busy;
          };
          const notifiers = [notifierOf("mail", deliver)];
          const { queue } = setup({ ledger, notifiers, now, attempts: 5 });
          try {
            await ledger.write(queue.enqueue(keys.map((key) => notification(key))));
            await until(
              queue,
              () => dead,
              (next) => void (time = Math.max(time, Date.parse(next))),
            );
          } catch {
            crashes += 1;
            continue;
          }
          if (dead) continue;
          const given = queue.list().map(({ notification: { idempotencyKey } }) => idempotencyKey);
          const accounted = new Set([...heard.keys(), ...given]);
          expect(accounted).toEqual(new Set(keys));
          expect([...heard.values()].reduce((sum, times) => sum + times - 1, 0)).toBeLessThanOrEqual(crashes);
          return;
        }
        expect.unreachable("it never came to an end");
      },
    ),
    { numRuns: 200 },
  );
});

it("attempts that are no count are refused", () => {
  expect(() => setup({ attempts: 0 })).toThrow(
    "notificationQueue requires attempts to be a whole number ≥ 1, got 0",
  );
});

async function until(queue: NotificationQueue, over: () => boolean, wait: (next: Instant) => void) {
  for (;;) {
    await queue.run();
    const next = queue.next();
    if (next === null || over()) return;
    wait(next);
  }
}

/** Lets what needs no time happen. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}
