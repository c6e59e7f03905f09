import type { Notifier, Receipt } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import {
  arrived,
  busy,
  hour,
  ledgerOf,
  notification,
  notifierOf,
  setup,
  turns,
} from "./fixtures/notify-trial.ts";

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

  it.each([undefined, null, "ok", {}, { delivered: "yes" }, { delivered: false }])(
    "is what it is when a notifier gives no receipt: %j",
    async (receipt) => {
      const deliver = async () => receipt as Receipt;
      const { queue, add } = setup({ notifiers: [notifierOf("mail", deliver)] });
      await add(notification("a"));
      await queue.run();
      expect(queue.list()[0]).toMatchObject({ attempts: 1, lastFailure: "the notifier gave no receipt" });
    },
  );

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])(
    "may ask to wait %d s, and is not heard",
    async (asked) => {
      const deliver = async () => ({ ...busy, retryAfter: asked }) as const;
      const { queue, add } = setup({ notifiers: [notifierOf("mail", deliver)] });
      await add(notification("a"));
      await queue.run();
      expect(queue.next()).toBe("2026-03-01T09:00:15.000Z");
    },
  );

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
    expect(queue.next()).toBeNull();
    await add(notification("b"));
    expect(queue.next()).toBe("2026-03-01T09:00:00.000Z");
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

  it("forgets no failure either", async () => {
    let full = false;
    const ledger = ledgerOf(new Map(), () => (full ? "before" : null));
    const deliver = async () => ((full = true), busy);
    const { queue } = setup({ ledger, notifiers: [notifierOf("mail", deliver)] });
    await ledger.write(queue.enqueue([notification("a")]));
    await expect(queue.run()).rejects.toMatchObject({ code: "unavailable" });
    expect([queue.list()[0]?.attempts, queue.next()]).toEqual([1, "2026-03-01T09:00:15.000Z"]);
  });
});
