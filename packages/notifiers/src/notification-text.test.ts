import type { Notification } from "@cxkit/core";
import { sampleNotification } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileNotification } from "./fixtures/hostile-notification.ts";
import { notificationText } from "./notification-text.ts";

describe("notificationText", () => {
  it("says what happened first, then the value with its interval, since when, where, whose it is, and what to do", () => {
    expect(notificationText(sampleNotification("1"), { zone: "Europe/Berlin" }).split("\n")).toEqual([
      "Alert: NPS of delivery is below 0",
      "",
      "Value: −20 (95 % interval −48 to 10, n = 40)",
      "Change: −31 (95 % interval −56 to −4, n = 40), p = 0.021",
      "Answer: Would you recommend us?: 2 on a scale of 0 to 10",
      "Why: the whole interval lies below the target",
      "Since: 2026-03-01 09:00 (Europe/Berlin)",
      "As of: 2026-03-01 10:30 (Europe/Berlin)",
      "Journey: order",
      "Stage: delivery",
      "Touchpoint: parcel",
      "Channel: web",
      "Segment: region = north, store = not told",
      "Rule: delivery-nps",
      "False alarms: 1 in 20 evaluations when nothing is wrong",
      "Case: c-17",
      "Owner: logistics",
      "Due: 2026-03-02 10:30 (Europe/Berlin)",
      "Contact: the customer can be contacted where the answer was given",
      "",
      "In the customer's words:",
      "> It never came.",
      "> Nobody answers.",
      "",
      "Take it on: https://cx.example.com/case/c-17?do=acknowledge&token=abc",
      "See the answer where it was given: https://survey.example.com/r/9",
      "",
    ]);
  });

  it("says what else the customer rated low, and on which stage", () => {
    const others = [
      { item: "returns", label: "Returns", value: 1, scale: { min: 1, max: 5 }, stage: "After-sales" },
    ];
    const lines = notificationText({ ...sampleNotification("1"), others }).split("\n");
    expect(lines).toContain("Also rated low: Returns: 1 on a scale of 1 to 5 · Stage: After-sales");
  });

  it("says it in Chinese", () => {
    const said = notificationText({ ...sampleNotification("1"), language: "zh" }, { zone: "Asia/Shanghai" });
    expect(said).toContain("数值：−20（95% 区间 −48 至 10，n = 40）");
    expect(said).toContain("期限：2026-03-02 17:30 (Asia/Shanghai)");
    expect(said).toContain("客户原话：\n> It never came.");
  });

  it("says plainly that a customer is not contactable, and that nothing can be said", () => {
    const about = { id: "c", owner: "lead", contact: "not-contactable" } as const;
    const told = notificationText({ ...sampleNotification("1"), case: about });
    expect(told).toContain("Contact: the customer is not contactable");
    const chinese = notificationText({ ...sampleNotification("1"), case: about, language: "zh" });
    expect(chinese).toContain("联系：无法联系该客户");
    const estimate = {
      value: null,
      interval: null,
      standardError: null,
      n: 0,
      effectiveN: 0,
      unit: "points",
      confidenceLevel: 0.95,
      method: "none",
    } as const;
    const silent = notificationText({ ...sampleNotification("1"), kind: "no-data", estimate });
    expect(silent).toMatch(/^No data: .*\n\nValue: no answers \(n = 0\)\n/);
  });

  it("says no more than it is told", () => {
    const { idempotencyKey, kind, title, language, to, at } = sampleNotification("1");
    const least: Notification = { idempotencyKey, kind, title, language, to, at, since: at, where: {} };
    expect(notificationText(least)).toBe(
      "Alert: NPS of delivery is below 0\n\nSince: 2026-03-01 09:30 (UTC)\nOwner: logistics\n",
    );
  });

  it("keeps every fact on its line, whatever is said", () => {
    const shape = (text: string) => text.split("\n").map((line) => /^(?:>|[A-Z][a-z' ]+:)|^$/.test(line));
    fc.assert(
      fc.property(hostileNotification, (notification) => {
        const text = notificationText({ ...notification, language: "en" });
        expect(shape(text)).not.toContain(false);
        expect(text).not.toMatch(/undefined|NaN|\[object/);
        expect(text.replaceAll("\n", "")).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}\u200E\u202A-\u202E\u2066-\u2069]/u,
        );
      }),
    );
  });

  it("refuses a zone that is none", () => {
    expect(() => notificationText(sampleNotification("1"), { zone: "Mars" })).toThrow(
      "zonedTime requires the name of a time zone, got Mars",
    );
  });
});
