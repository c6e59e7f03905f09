import { cxError, type Instant, type Json, type Notifier } from "@cxkit/core";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import {
  arrived,
  busy,
  ledgerOf,
  notification,
  notifierOf,
  setup,
  started,
} from "./fixtures/notify-trial.ts";
import type { NotificationQueue } from "./notify-contract.ts";

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

async function until(queue: NotificationQueue, over: () => boolean, wait: (next: Instant) => void) {
  for (;;) {
    await queue.run();
    const next = queue.next();
    if (next === null || over()) return;
    wait(next);
  }
}
