import { Socket } from "node:net";
import { createHmac } from "node:crypto";
import { type Channel, cxError, filledRequest, type HttpRequest, secretValue } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { secretOf } from "@cxkit/signing";
import { describe, expect, it, vi } from "vitest";
import { kiosk, kioskAnswer, kioskConfig as config } from "./fixtures/kiosk-answers.ts";
import type { ContributionReference, PluginRunner, RunnerServices, StartRunner } from "../runner.ts";
import { idleServices, installed, misbehaving, quick } from "./fixtures/misbehaved-plugin.ts";
import { inProcessRunner } from "./in-process-runner.ts";
import { hasSandbox } from "./launch.ts";
import { processRunner } from "./process-runner.ts";
import { sandboxRunner } from "./sandbox-runner.ts";

const tiers: readonly (readonly [string, StartRunner])[] = [
  ["in-process", inProcessRunner],
  ["process", processRunner],
  ...(hasSandbox() ? [["sandbox", sandboxRunner] as const] : []),
];

const { subject, fingerprint } = createContext({}, { key: new Uint8Array(32).fill(7) });
const sentinel = "sentinel/0123 456789+ü";
const services: RunnerServices = {
  ...idleServices,
  subject,
  fingerprint,
  secrets: { webhook: [secretOf(sentinel, "env:KIOSK")], token: [secretOf(sentinel, "env:TOKEN")] },
};

async function everywhere<T>(work: (runner: PluginRunner) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (const [, start] of tiers) {
    await using runner = await start(installed("kiosk"), {
      limits: { ...quick, heapMb: 128, rssMb: 400 },
      log: () => {},
    });
    results.push(await work(runner));
  }
  return results;
}

describe("the same channel, whatever the tier", () => {
  const records = [
    ...Array.from({ length: 450 }, (_, at) => kioskAnswer(at)),
    kioskAnswer(1, "yesterday"),
    null,
    7,
    {},
    { answered: { __proto: 1 } },
  ];

  it("gives the same events, byte for byte, whoever they are about", async () => {
    const [here, ...others] = await everywhere(async (runner) =>
      JSON.stringify(await runner.call(kiosk, "decode", [records], { services, config })),
    );
    const module: string = "./fixtures/kiosk/plugin.mjs";
    const { kiosk: own } = (await import(module)) as { readonly kiosk: Channel };
    const open = await own.config["~standard"].validate(config);
    const context = { config: "value" in open ? open.value : {}, subject, fingerprint };
    const direct = records.map((raw) => own.decode(raw, context));
    expect(here).toBe(JSON.stringify(direct));
    expect(direct[0]?.events).toHaveLength(1);
    expect(direct[13]?.setAside).toMatchObject([{ reason: "unmapped-field", path: "answered.answers[3]" }]);
    expect(direct.slice(450).map(({ events, setAside }) => [events.length, setAside[0]?.reason])).toEqual([
      [0, "unreadable-date"],
      ...Array.from({ length: 3 }, () => [0, "undeclared-type"]),
      [0, "other-kiosk"],
    ]);
    expect(here).toContain(subject("customer", "c-1"));
    expect(here).toContain(direct[7]?.events[0]?.key);
    for (const other of others) expect(other === here).toBe(true);
  });

  it("proves and refuses the same requests, with a secret that it never has", async () => {
    const body = new TextEncoder().encode(JSON.stringify(kioskAnswer(1)));
    const signature = `sha256=${createHmac("sha256", sentinel).update(body).digest("base64")}`;
    const request = {
      method: "POST",
      url: "https://host.test/kiosk",
      headers: { "kiosk-signature": signature },
      body,
    };
    const now = "2026-03-01T09:31:00Z";
    const [here, ...others] = await everywhere(async (runner) => [
      await runner.call(kiosk, "webhook.verify", [request, now], { services, config }),
      await runner.call(kiosk, "webhook.verify", [{ ...request, body: new Uint8Array([1]) }, now], {
        services,
        config,
      }),
      await runner.call(kiosk, "webhook.records", [request], { services, config }),
      await runner.call(kiosk, "webhook.dedupeKey", [[kioskAnswer(4)]], { services, config }),
      await runner.call(kiosk, "instruments", [], { services, config }),
    ]);
    expect(here).toMatchObject([
      { verified: true },
      { verified: false },
      [kioskAnswer(1)],
      ["evt-4"],
      [{ id: "recommend", wording: { en: "Recommend us?" } }, { id: "delivery" }, { id: "why", scale: null }],
    ]);
    for (const other of others) expect(other).toEqual(here);
  });

  it("refuses the same configuration, with the path of what is wrong", async () => {
    for (const problem of await everywhere(async (runner) =>
      runner
        .call(kiosk, "decode", [[]], { services, config: { ...config, items: 3 } })
        .catch((thrown: unknown) => thrown),
    )) {
      expect(problem).toMatchObject({
        code: "invalid-setup",
        place: { path: "items", contribution: "fixture.kiosk/kiosk" },
      });
    }
  });

  it("knows no member and no contribution that there is not", async () => {
    const wrong = async (runner: PluginRunner, change: Partial<ContributionReference>, member: string) =>
      runner
        .call({ ...kiosk, ...change }, member, [], { services, config })
        .catch((thrown: { code: string }) => thrown.code);
    for (const codes of await everywhere(async (runner) => [
      await wrong(runner, {}, "toString"),
      await wrong(runner, { export: "nothing" }, "instruments"),
      await wrong(runner, { id: "another" }, "instruments"),
      await wrong(runner, { kind: "notifier" }, "deliver"),
    ])) {
      expect(codes).toEqual(["unsupported", "invalid-setup", "invalid-setup", "invalid-setup"]);
    }
  });
});

describe.each(tiers)("in the tier %s", (_, start) => {
  it("hashes, wherever they stand, are the host's, and equal ones are equal there already", async () => {
    await using fixture = await misbehaving(start);
    const ada = subject("email", "ada");
    expect(await fixture.act("hashes", {}, { services })).toEqual([
      `a:${ada}`,
      true,
      fingerprint(["x", "y"]),
      { [ada]: 32 },
    ]);
  });

  it("the time is the host's", async () => {
    await using fixture = await misbehaving(start);
    expect(await fixture.act("now", {}, { services })).toBe("2026-03-01T09:30:00Z");
  });

  it("a secret works, and its value is in no answer, error, log or message", async () => {
    const written: string[] = [];
    const write = vi.spyOn(Socket.prototype, "write").mockImplementation(function (
      this: Socket,
      ...args: unknown[]
    ) {
      written.push(Buffer.from(args[0] as Uint8Array).toString("latin1"));
      return original.apply(this, args as never);
    });
    const original = Object.getPrototypeOf(Socket.prototype).write as typeof Socket.prototype.write;
    const sent: HttpRequest[] = [];
    const logged: unknown[] = [];
    const http: RunnerServices["http"] = (request) => {
      sent.push(request);
      if (request.url.endsWith("/token")) {
        const body = new TextEncoder().encode(JSON.stringify({ access_token: sentinel }));
        return Promise.resolve({ status: 200, headers: {}, body });
      }
      if (request.url.endsWith("/fails"))
        throw cxError("unavailable", "vendor.test did not answer", { retryAfter: 3 });
      return Promise.resolve({ status: 200, headers: {}, body: new Uint8Array([1, 2]) });
    };
    const token = () => Promise.resolve(secretOf(sentinel, "token:access"));
    const given = { services: { ...services, http, token } };
    let told: unknown;
    try {
      await using fixture = await misbehaving(start);
      told = [
        await fixture.act("secret", {}, given),
        await fixture.act("http", { url: "https://vendor.test/ok" }, given),
        await fixture.act("token", {}, given),
        await fixture
          .act("http", { url: "https://vendor.test/fails" }, given)
          .catch((thrown: unknown) => thrown),
      ];
      // Whoever else told the plugin: its errors do not hand it on.
      for (const form of [
        sentinel,
        encodeURIComponent(sentinel),
        Buffer.from(sentinel).toString("base64url"),
      ]) {
        logged.push(await fixture.act("throw", { message: `with ${form} in it` }, given).catch(String));
        written.pop();
      }
      logged.push(...fixture.log);
    } finally {
      write.mockRestore();
    }
    expect(told).toMatchObject([
      {
        shown: '{"handle":"env:TOKEN"}',
        wrong: false,
        hmac: await services.secrets["token"]?.[0]?.hmac("SHA-256", new TextEncoder().encode("message")),
      },
      { status: 200, body: new Uint8Array([1, 2]) },
      ["token:access", false],
      { code: "unavailable", place: { retryAfter: 3 } },
    ]);
    expect(logged.slice(0, 3)).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining("with … in it")),
    );
    // What is sent holds it, filled in by nobody but the network.
    expect(sent.map((request) => filledRequest(request).headers["authorization"])).toEqual([
      `Bearer ${sentinel}`,
      `Bearer ${sentinel}`,
      `Bearer ${sentinel}`,
    ]);
    const shown = JSON.stringify([told, logged]) + written.join("");
    for (const form of [sentinel, Buffer.from(sentinel).toString("base64"), encodeURIComponent(sentinel)]) {
      expect(shown).not.toContain(Buffer.from(form).toString("latin1"));
      expect(shown).not.toContain(form);
    }
    expect(Object.keys((services.secrets["token"]?.[0] ?? {}) as object)).not.toContain(secretValue);
  });
});
