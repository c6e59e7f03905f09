import { alertEngine, needsPerson } from "@cxkit/alerts";
import { standardWebhook } from "@cxkit/channels/webhook";
import type { Notification, Notifier } from "@cxkit/core";
import { messageOf, signStandardWebhook } from "@cxkit/signing";
import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpenedHost, openedHost } from "./fixtures/opened-host.ts";
import { secret } from "./fixtures/signed-channel.ts";
import { type ServedHost, serveHost } from "./serve-host.ts";

const publicUrl = "https://cx.example.com";
const survey = {
  id: "survey",
  channel: standardWebhook,
  secrets: { webhook: [secret] },
  config: {
    source: "shop:after-sale",
    key: "id",
    time: "at",
    subject: { path: "customer", kind: "customer" },
    contact: { email: "email" },
    items: [{ item: "recommend", path: "nps", construct: "nps" }],
    verbatims: [{ item: "why", path: "why" }],
  },
};
const engine = alertEngine({
  rules: [{ id: "somebody-calls", rule: needsPerson(), params: { item: "recommend", atMost: 3 } }],
  routing: { fallback: "care" },
  language: "en",
  zone: "UTC",
});

let now: string;
let told: Notification[];
let host: OpenedHost;
let server: ServedHost;

beforeEach(async () => {
  now = "2026-03-01T09:00:00Z";
  told = [];
  const recorder: Notifier = {
    id: "recorder",
    title: "Recorder",
    config: { "~standard": { version: 1, vendor: "cxkit", validate: (value) => ({ value }) } },
    deliver: (notification) => {
      told.push(notification);
      return Promise.resolve({ delivered: true });
    },
  };
  host = await openedHost({
    connections: [survey],
    engine,
    notifiers: [{ id: "desk", notifier: recorder, config: {} }],
    people: [{ id: "care", notify: ["desk"] }],
    publicUrl,
    now: () => now,
  });
  server = await serveHost(host, { connections: [survey], port: 0, publicUrl });
  const answer = {
    id: "r-17",
    at: "2026-03-01T08:59:00Z",
    customer: "c-9",
    email: "ada@example.com",
    nps: 1,
    why: "Left in the <b>rain</b>",
  };
  const body = messageOf(JSON.stringify(answer));
  const headers = {
    "content-type": "application/json",
    ...(await signStandardWebhook(body, [secret], { id: "m", now })),
  };
  await fetch(`${server.address}/hooks/survey`, { method: "POST", headers, body: Buffer.from(body) });
  await host.settled();
});

afterEach(async () => {
  await server.close();
  await host[Symbol.asyncDispose]();
});

/** The link of the message that asks for an action, as it is reached here. */
function linkFor(action: string): string {
  const url = told[0]?.links?.find((link) => link.action === action)?.url ?? "";
  expect(url.startsWith(`${publicUrl}/cases/`)).toBe(true);
  return url.replace(publicUrl, server.address);
}

async function page(url: string, form?: Record<string, string>) {
  const sent = form ? { method: "POST", body: new URLSearchParams(form) } : {};
  const answer = await fetch(url, sent);
  const text = await answer.text();
  return { status: answer.status, text, document: parseHTML(text).document };
}

describe("from a bad answer to somebody who took it", () => {
  it("the link in the message shows the case, and acts once", async () => {
    const url = linkFor("acknowledge");
    const seen = await page(url);
    expect(seen.status).toBe(200);
    expect(seen.document.querySelector("blockquote")?.textContent).toBe("Left in the <b>rain</b>");
    expect(host.cases.list()).toMatchObject([{ state: "open", owner: "care" }]);

    expect((await page(url, { do: "acknowledge", note: "On my way" })).status).toBe(200);
    expect(host.cases.list()).toMatchObject([{ state: "acknowledged" }]);
    expect(host.cases.list()[0]?.steps.at(-1)).toMatchObject({ by: "care", note: "On my way" });
    expect((await page(url)).status).toBe(410);
    expect((await page(url, { do: "acknowledge" })).status).toBe(410);

    expect((await page(linkFor("close"), { do: "close", note: "Sent a new one" })).status).toBe(200);
    expect(host.cases.list()).toMatchObject([{ state: "closed" }]);
  });

  it("of two who press the button at once, one is told that it was done", async () => {
    const url = linkFor("acknowledge");
    const both = await Promise.all([1, 2, 3].map(() => page(url, { do: "acknowledge" })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410]);
    expect(host.cases.list()[0]?.steps.filter(({ type }) => type === "case.acknowledged")).toHaveLength(1);
  });

  it("contact details are shown when asked for, and the look is on record", async () => {
    const url = linkFor("note");
    expect((await page(url)).text).not.toContain("ada@example.com");
    const before = host.taken();
    expect((await page(url, { do: "contact" })).text).toContain("ada@example.com");
    expect(host.taken()).toBe(before + 1);
  });

  it("a link that was changed by a letter is none, and one of last month is over", async () => {
    const url = linkFor("close");
    const changed = `${url.slice(0, -1)}${url.endsWith("A") ? "B" : "A"}`;
    expect((await page(changed, { do: "close" })).status).toBe(404);
    now = "2026-04-01T09:00:00Z";
    expect((await page(url)).status).toBe(410);
    expect((await page(url, { do: "close" })).status).toBe(410);
    expect(host.cases.list()).toMatchObject([{ state: "open" }]);
  });
});
