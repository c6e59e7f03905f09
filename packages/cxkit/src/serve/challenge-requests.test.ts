import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Channel, RawRequest } from "@cxkit/core";
import { createHost } from "@cxkit/host";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { serveHost } from "./serve-host.ts";

/** A channel whose producer asks by GET whether the address is ours, and signs the whole address. */
function askingChannel(seen: RawRequest[]): Channel {
  return {
    id: "asking",
    title: "Asking",
    config: { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) } },
    decode: () => ({ events: [], setAside: [] }),
    webhook: {
      secrets: [],
      methods: ["GET", "POST"],
      async verify(request) {
        seen.push(request);
        const echo = /[?&]echo=([^&]*)/.exec(request.url)?.[1];
        if (request.method === "POST") return { verified: true, records: [{}] };
        if (echo === undefined) return { verified: false, status: 403, reason: "no-echo" };
        return { verified: true, records: [], reply: { status: 200, body: echo } };
      },
      records: () => [{}],
      acknowledge: { status: 200, body: "success" },
      dedupeKey: () => "",
    },
  };
}

async function served() {
  const directory = await mkdtemp(path.join(tmpdir(), "cxkit-asking-"));
  const seen: RawRequest[] = [];
  const channel = askingChannel(seen);
  // The secret is none: that somebody proves something is the channel's to say.
  const webhook = { ...channel.webhook!, secrets: ["proof"] };
  const proof = { handle: "proof" } as never;
  const connections = [
    { id: "asking", channel: { ...channel, webhook }, config: {}, secrets: { proof: [proof] } },
  ];
  const host = await createHost({ directory, store: memoryStore(), connections, key: new Uint8Array(32) });
  const publicUrl = "https://cx.example.com/in";
  const server = await serveHost(host, { connections, port: 0, publicUrl });
  return {
    host,
    seen,
    address: server.address,
    async [Symbol.asyncDispose]() {
      await server.close();
      await host[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

describe("a producer that asks whether the address is ours", () => {
  it("is answered what its channel says, by GET and by HEAD, and nothing is journalled", async () => {
    await using one = await served();
    const asked = await fetch(`${one.address}/hooks/asking?echo=a%2Fb`);
    expect([asked.status, await asked.text()]).toEqual([200, "a%2Fb"]);
    const head = await fetch(`${one.address}/hooks/asking?echo=1`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect((await fetch(`${one.address}/hooks/asking`)).status).toBe(403);
    expect(one.host.status()).toMatchObject({
      journal: { entries: 0 },
      connections: { asking: { challenges: 2, refused: { "no-echo": 1 } } },
    });
  });

  it("signs the address that others see, to the letter of its query", async () => {
    await using one = await served();
    const query = "?b=2&a=%e4%BD%A0+%20x&a=";
    await fetch(`${one.address}/hooks/asking${query}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(one.seen.map(({ url }) => url)).toEqual([`https://cx.example.com/in/hooks/asking${query}`]);
  });
});
