import { cxError, type HttpRequest, type HttpResponse, type NotifyContext, type Receipt } from "@cxkit/core";
import { secretOf, verifyStandardWebhook } from "@cxkit/signing";
import { sampleNotification } from "@cxkit/testkit";
import { notifierConformance } from "@cxkit/testkit/conformance";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type NotificationWebhook,
  standardWebhooks,
  type StandardWebhooksConfig,
} from "./standard-webhooks.ts";

const url = "https://receiver.test/hook?token=hunter2hunter2";
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const secrets = { webhook: [secretOf(secret)] };
const now = "2026-03-01T09:31:00Z";

/** A receiver that answers as it is told and keeps what it was sent. */
function receiver(answer: (request: HttpRequest) => Promise<Partial<HttpResponse>>) {
  const requests: HttpRequest[] = [];
  const context: NotifyContext<StandardWebhooksConfig> = {
    config: { url },
    async http(request) {
      const said = await answer(request);
      requests.push(request);
      return { status: 204, headers: {}, body: new Uint8Array(), ...said };
    },
    secrets,
    now: () => now,
    signal: new AbortController().signal,
  };
  return { requests, context };
}

describe("standardWebhooks passes the conformance kit, before a receiver that proves what it is sent", () => {
  const checks = notifierConformance<StandardWebhooksConfig>(async () => {
    const heard: { identity: string; title: string }[] = [];
    let status: number | null = 200;
    const { context } = receiver(async ({ headers = {}, body }) => {
      if (status === null) return new Promise(() => {});
      const proof = await verifyStandardWebhook(
        headers as Record<string, string>,
        body as Uint8Array,
        secrets.webhook,
        now,
      );
      if (!proof.ok) return { status: 401 };
      const { data } = JSON.parse(new TextDecoder().decode(body as Uint8Array)) as NotificationWebhook;
      if (status === 200) heard.push({ identity: proof.id, title: data.title });
      return { status, body: new TextEncoder().encode(`no, ${url}`) };
    });
    return {
      notifier: standardWebhooks,
      config: { url },
      secrets,
      address: "ada@example.com",
      http: context.http,
      moods: ["accepts", "fails", "refuses", "hangs"],
      mood: (mood) => void (status = { accepts: 200, fails: 503, refuses: 410, hangs: null }[mood]),
      heard: () => heard,
      unspeakable: ["hunter2", secret.slice(6)],
      async [Symbol.asyncDispose]() {},
    };
  });
  for (const { name, check } of checks) it(name, check);
});

it("a webhook says its kind and time, and holds the notification without an address", async () => {
  const { requests, context } = receiver(async () => ({}));
  const notification = sampleNotification("alert-1");
  await standardWebhooks.deliver(
    { ...notification, to: { owner: "a", address: "ada@example.com" } },
    context,
  );
  const [{ method, headers, body } = expect.unreachable("nothing was sent")] = requests;
  expect([method, headers?.["webhook-id"], headers?.["webhook-timestamp"]]).toEqual([
    "POST",
    "alert-1",
    String(Date.parse(now) / 1000),
  ]);
  expect(headers?.["content-type"]).toBe("application/json");
  expect(JSON.parse(new TextDecoder().decode(body as Uint8Array))).toEqual({
    type: "cxkit.alert",
    timestamp: notification.at,
    data: { ...notification, to: { owner: "a" } },
  });
});

it("any key becomes an id that a header carries, and two keys stay two", async () => {
  const { requests, context } = receiver(async () => ({}));
  const key = fc.string({
    unit: fc.constantFrom("a", ".", "%", "2", "E", "\n", "一", " ", "/"),
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(key, key, async (one, other) => {
      for (const each of [one, other]) {
        expect(await standardWebhooks.deliver(sampleNotification(each), context)).toEqual({
          delivered: true,
        });
      }
      const [first, second] = requests.slice(-2).map(({ headers }) => headers?.["webhook-id"]);
      expect(first === second).toBe(one === other);
    }),
  );
});

describe("what the receiver answers becomes a receipt", () => {
  const answers: readonly [status: number, retryAfter: string | null, receipt: Receipt][] = [
    [200, null, { delivered: true }],
    [299, null, { delivered: true }],
    [301, null, later("301: it has moved, and the configured address has to follow", false)],
    [307, null, later("307", true)],
    [400, "30", later("400", false)],
    [404, null, later("404", false)],
    [408, null, later("408", true)],
    [410, null, later("410: it wants no more", false)],
    [425, null, later("425", true)],
    [429, "120", later("429", true, 120)],
    [429, "Sun, 01 Mar 2026 09:33:00 GMT", later("429", true, 120)],
    [503, "Sun, 01 Mar 2026 09:00:00 GMT", later("503", true, 0)],
    [503, "soon", later("503", true)],
    [503, "-5", later("503", true)],
    [500, null, later("500", true)],
  ];
  it.each(answers)("%i, Retry-After %s", async (status, retryAfter, receipt) => {
    const headers: HttpResponse["headers"] = retryAfter === null ? {} : { "retry-after": retryAfter };
    const { context } = receiver(async () => ({ status, headers }));
    expect(await standardWebhooks.deliver(sampleNotification("1"), context)).toEqual(receipt);
  });

  it("a network that answers nothing is worth another try, an address that is not allowed is not", async () => {
    const failing = (error: Error) =>
      receiver(async () => {
        throw error;
      }).context;
    const down = failing(cxError("unavailable", `${url} is down`));
    const refused = failing(cxError("invalid-setup", `${url} is private`));
    const notification = sampleNotification("1");
    expect(await standardWebhooks.deliver(notification, down)).toEqual({
      delivered: false,
      reason: "no answer",
      retry: true,
    });
    expect(await standardWebhooks.deliver(notification, refused)).toEqual({
      delivered: false,
      reason: "the address is not allowed",
      retry: false,
    });
  });

  it("without a secret nothing is sent", async () => {
    const { requests, context } = receiver(async () => ({}));
    const receipt = await standardWebhooks.deliver(sampleNotification("1"), { ...context, secrets: {} });
    expect([receipt.delivered, requests.length]).toEqual([false, 0]);
  });
});

it.each([
  [{ url: "https://receiver.test/hook" }, true],
  [{ url: "http://localhost:3000/hook" }, true],
  [{ url: "http://127.0.0.1:3000/hook" }, true],
  [{ url: "http://[::1]:3000/hook" }, true],
  [{ url: "http://receiver.test/hook", plain: true }, true],
  [{ url: "http://receiver.test/hook" }, false],
  [{ url: "http://127.0.0.1.receiver.test/hook" }, false],
  [{ url: "ftp://receiver.test/hook" }, false],
  [{ url: "https://me:hunter2@receiver.test/" }, false],
  [{ url: "/hook" }, false],
  [{ url: "https://receiver.test/", secret: "x" }, false],
  [{}, false],
])("a configuration is right or not: %j", async (given, right) => {
  const { issues } = await standardWebhooks.config["~standard"].validate(given);
  expect(issues === undefined).toBe(right);
  expect(JSON.stringify(issues ?? [])).not.toContain("hunter2");
});

function later(answer: string, retry: boolean, retryAfter?: number): Receipt {
  const reason = `the receiver answered ${answer}`;
  return { delivered: false, reason, retry, ...(retryAfter !== undefined && { retryAfter }) };
}
