import { sampleNotification } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileNotification } from "./fixtures/hostile-notification.ts";
import { notificationHtml } from "./notification-html.ts";

describe("notificationHtml", () => {
  const page = notificationHtml(sampleNotification("1"), { zone: "Asia/Shanghai" });

  it("says what happened in a heading, facts in rows with heads, words as a quotation, links by their verbs", () => {
    expect(page).toContain('<h1 style="font-size:1.25em">Alert: NPS of delivery is below 0</h1>');
    expect(page).toMatch(
      /<th scope="row"[^>]*>Value<\/th><td[^>]*>−20 \(95 % interval −48 to 10, n = 40\)<\/td>/,
    );
    expect(page).toMatch(/<blockquote[^>]*>It never came\.<br>Nobody answers\.<\/blockquote>/);
    expect(page).toContain(
      '<a href="https://cx.example.com/case/c-17?do=acknowledge&amp;token=abc">Take it on</a>',
    );
  });

  it("names its language, and leaves colours to light and dark", () => {
    expect(page).toContain('<html lang="en">');
    expect(notificationHtml({ ...sampleNotification("1"), language: "zh" })).toContain('<html lang="zh-CN">');
    expect(page).toContain('<meta name="color-scheme" content="light dark">');
    expect(page).not.toMatch(/background|(?<!-)color:/);
  });

  it("fetches and runs nothing", () => {
    expect(page).not.toMatch(/<(?:img|script|link|style|iframe)|src=|url\(/);
  });

  it("has no markup but its own, whatever is said, and leads only to the web", () => {
    const tags =
      /<\/?(?:html|head|meta|title|body|h1|h2|table|tr|th|td|blockquote|br|ul|li|a)(?: [a-z-]+="[^"<>]*")*>/g;
    fc.assert(
      fc.property(hostileNotification, (notification) => {
        const html = notificationHtml(notification);
        expect(html.replace("<!doctype html>", "").replace(tags, "")).not.toMatch(/[<>]/);
        for (const [, href = ""] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https?:\/\//);
        expect(html).not.toMatch(/undefined|NaN|\[object/);
      }),
    );
  });
});
