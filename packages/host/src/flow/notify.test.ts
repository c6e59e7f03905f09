import type { Notifier, Receipt } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import {
  arrived,
  busy,
  hour,
  logistics,
  notification,
  notifierOf,
  setup,
  turns,
} from "./fixtures/notify-trial.ts";

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

it("attempts that are no count are refused", () => {
  expect(() => setup({ attempts: 0 })).toThrow(
    "notificationQueue requires attempts to be a whole number ≥ 1, got 0",
  );
});
