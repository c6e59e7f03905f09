import { cxError, type Notification } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { answering, answeringPlugin, outside } from "./fixtures/answering-plugin.ts";
import { pluginNotifier } from "./plugin-notifier.ts";

const entry = {
  id: "pager",
  title: "Pager",
  spec: "v1",
  module: "p.mjs",
  export: "pager",
  config: {},
} as const;
const notification = { idempotencyKey: "k", to: { owner: "care", address: "a@example.com" } } as Notification;
const signal = new AbortController().signal;

describe("pluginNotifier", () => {
  it("hands on what the plugin may see, with its configuration and settings, and nothing to make keys with", async () => {
    const code = answering(() => ({ delivered: true }));
    const reduce = (_: unknown, { to, ...rest }: Notification): Notification => ({
      ...rest,
      to: { owner: to.owner },
    });
    const pager = pluginNotifier({ ...code, reduce, settings: { region: "eu" } }, answeringPlugin, entry);
    expect(await pager.deliver(notification, { ...outside, config: { to: "x" }, signal })).toEqual({
      delivered: true,
    });
    const [call] = code.called;
    expect(call).toMatchObject({
      target: { plugin: "acme.kit", kind: "notifier", id: "pager" },
      member: "deliver",
      args: [{ to: { owner: "care" } }],
      options: { config: { to: "x" }, settings: { region: "eu" } },
    });
    expect(JSON.stringify(call?.args)).not.toContain("a@example.com");
    expect(() => call?.options.services.subject("customer", "1")).toThrow("acme.kit/pager");
  });

  it("says why it could not deliver, and that it can be tried again", async () => {
    const code = answering(() => {
      throw cxError("unavailable", "acme.kit waits to be started again", { retryAfter: 4 });
    });
    const pager = pluginNotifier({ ...code, reduce: (_, one) => one }, answeringPlugin, entry);
    const context = { ...outside, config: {}, signal };
    expect(await pager.deliver(notification, context)).toEqual({
      delivered: false,
      reason: "acme.kit waits to be started again",
      retry: true,
      retryAfter: 4,
    });
    code.state.now = "quarantined";
    await expect(pager.deliver(notification, context)).rejects.toMatchObject({ code: "unavailable" });
    expect(code.called).toHaveLength(1);
  });
});
