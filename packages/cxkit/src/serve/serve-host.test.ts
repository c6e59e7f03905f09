import { secretOf } from "@cxkit/signing";
import type { LogEntry } from "@cxkit/host";
import { afterEach, describe, expect, it } from "vitest";
import { exchange, request } from "./fixtures/exchange.ts";
import { type MemoryHostOptions, memoryHost } from "./fixtures/memory-host.ts";
import { signed, signedConnection } from "./fixtures/signed-channel.ts";
import { type ServedHost, serveHost } from "./serve-host.ts";
import type { ServeOptions } from "./serve-options.ts";

const now = "2026-03-01T10:00:00Z";
const open: ServedHost[] = [];

async function served(options: Partial<ServeOptions> = {}, made: MemoryHostOptions = {}) {
  const connections = options.connections ?? [signedConnection];
  const host = memoryHost({ connections, ...made });
  const server = await serveHost(host, { connections, port: 0, ...options });
  open.push(server);
  return { host, server, address: server.address };
}

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** A promise and what settles it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let release = (): void => {};
  const opened = new Promise<void>((resolve) => (release = resolve));
  return { opened, open: () => release() };
}

describe("serveHost", () => {
  it("listens on this machine alone and hands signed requests to the host", async () => {
    const { host, address } = await served();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { body, headers } = await signed({ id: "a", rating: 9 }, { id: "msg_1", now });
    const answer = await fetch(`${address}/hooks/survey`, {
      method: "POST",
      headers,
      body: Buffer.from(body),
    });
    expect([answer.status, await answer.text()]).toEqual([202, "taken"]);
    expect(host.taken.map((bytes) => Buffer.from(bytes))).toEqual([Buffer.from(body)]);
  });

  it("says nothing of itself, and lets nobody keep an answer", async () => {
    const { address } = await served();
    const { headers } = await fetch(`${address}/hooks/survey`, { method: "POST", body: "x" });
    expect(headers.get("server")).toBeNull();
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("warns when links would lead nowhere", async () => {
    const log: LogEntry[] = [];
    await served({ log: (entry) => log.push(entry) });
    expect(log.map(({ event }) => event)).toEqual(["no-public-url", "listening"]);
    log.length = 0;
    await served({ log: (entry) => log.push(entry), publicUrl: "https://cx.example.com" });
    expect(log.map(({ event }) => event)).toEqual(["listening"]);
  });

  it("says which port is taken", async () => {
    const { address } = await served();
    const port = Number(new URL(address).port);
    await expect(served({ port })).rejects.toMatchObject({
      code: "unavailable",
      message: `cannot listen on 127.0.0.1, port ${port}: EADDRINUSE`,
    });
  });
});

describe("serveHost listens where others can reach it", () => {
  const bare = { ...signedConnection, id: "bare", secrets: {} };
  const empty = { ...signedConnection, id: "empty", secrets: { signing: [] } };
  const unsigned = { ...signedConnection, id: "unsigned", unsigned: true };
  const { webhook: _, ...fileOnly } = signedConnection.channel;
  const files = { id: "files", channel: fileOnly, config: {} };

  it("when every connection can prove who sends, or takes no requests", async () => {
    const { server } = await served({
      address: "0.0.0.0",
      publicUrl: "https://cx.example.com",
      connections: [signedConnection, files],
    });
    expect(server.address).toMatch(/^http:\/\//);
  });

  it("and not when one cannot, whichever way others would come", async () => {
    const ways = [
      { address: "0.0.0.0" },
      { address: "::" },
      { address: "192.0.2.1" },
      { publicUrl: "https://cx.example.com" },
      { trustProxy: ["127.0.0.1"] },
    ];
    for (const way of ways)
      for (const connection of [bare, empty, unsigned])
        await expect(served({ ...way, connections: [signedConnection, connection] })).rejects.toMatchObject({
          code: "invalid-setup",
          place: { path: `connections.${connection.id}` },
        });
  });

  it("and names all of those that cannot", async () => {
    await expect(
      served({ address: "0.0.0.0", connections: [bare, signedConnection, unsigned] }),
    ).rejects.toThrow(
      "connections bare, unsigned take requests that nobody signed, and others reach 0.0.0.0",
    );
  });

  it("takes what nobody signed from this machine", async () => {
    for (const address of ["127.0.0.1", "::1", "localhost"]) {
      const { server } = await served({
        address,
        connections: [unsigned],
        publicUrl: "http://localhost:8787",
      });
      expect(server.address).toMatch(/^http:\/\//);
    }
  });

  it("refuses a public address that no path can be added to", async () => {
    for (const publicUrl of [
      "cx.example.com",
      "ftp://cx.example.com",
      "https://cx.example.com/?a=1",
      "https://a@b/",
    ])
      await expect(served({ publicUrl })).rejects.toMatchObject({
        code: "invalid-setup",
        place: { path: "publicUrl" },
      });
  });
});

describe("serveHost closes in peace", () => {
  it("answers what is under way, and takes nothing new", async () => {
    const { opened, open: release } = gate();
    const arrived = gate();
    const { server, address } = await served(
      {},
      {
        reply: async () => {
          arrived.open();
          await opened;
          return { status: 202 };
        },
      },
    );
    const answer = fetch(`${address}/hooks/survey`, { method: "POST", body: "{}" });
    await arrived.opened;
    const closing = server.close();
    await expect(fetch(`${address}/health`)).rejects.toThrow("fetch failed");
    release();
    expect((await answer).status).toBe(202);
    await closing;
  });

  it("waits no longer than it was told", async () => {
    const arrived = gate();
    const never = new Promise<never>(() => {});
    const { server, address } = await served(
      { limits: { closeSeconds: 0.05 } },
      {
        reply: () => {
          arrived.open();
          return never;
        },
      },
    );
    const answer = fetch(`${address}/hooks/survey`, { method: "POST", body: "{}" }).catch(() => "cut");
    await arrived.opened;
    await server.close();
    expect(await answer).toBe("cut");
  });

  it("once, however often it is asked", async () => {
    const { server } = await served();
    await Promise.all([server.close(), server.close(), server[Symbol.asyncDispose]()]);
  });
});

describe("/health", () => {
  const health = async (address: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${address}/health`, { headers });
    return { status: answer.status, body: (await answer.json()) as { status: string; host?: unknown } };
  };

  it("says ok, and to this machine how the host is and what was refused", async () => {
    const { address } = await served();
    await fetch(`${address}/hooks/nobody`, { method: "POST" });
    const { status, body } = await health(address);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "ok",
      host: { state: "running" },
      refused: { "unknown-connection": 1 },
    });
  });

  it("says 503 while the host takes nothing", async () => {
    const states = [
      [{ state: "failed", failure: "the disk is full" }, "failed"],
      [{ state: "stopped" }, "stopped"],
      [{ backlog: 10_000 }, "overloaded"],
    ] as const;
    for (const [state, word] of states) {
      const { address } = await served({}, { status: () => state });
      expect(await health(address)).toMatchObject({ status: 503, body: { status: word } });
    }
  });

  it("keeps details to itself behind a proxy, unless shown the token", async () => {
    const healthToken = secretOf("let-me-see", "env:HEALTH");
    const { address } = await served({ publicUrl: "https://cx.example.com", healthToken });
    const plain = { status: 200, body: { status: "ok" } };
    expect(await health(address)).toEqual(plain);
    expect(await health(address, { authorization: "Bearer wrong" })).toEqual(plain);
    const shown = await health(address, { authorization: "Bearer let-me-see" });
    expect(shown.body.host).toMatchObject({ state: "running" });
  });

  it("keeps details from what a proxy on this machine brings", async () => {
    const { address } = await served();
    for (const name of ["x-forwarded-for", "forwarded", "via"])
      expect((await health(address, { [name]: "for=192.0.2.7" })).body).toEqual({ status: "ok" });
  });

  it("answers HEAD without a body, and nothing else", async () => {
    const { address } = await served();
    const head = await exchange(address, request("HEAD /health"));
    expect(head.statuses).toEqual([200]);
    expect(head.text.endsWith("\r\n\r\n")).toBe(true);
    expect((await exchange(address, request("POST /health", { "content-length": 0 }))).statuses).toEqual([
      404,
    ]);
  });
});
