import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { memoryHost } from "./fixtures/memory-host.ts";
import { signed, signedConnection } from "./fixtures/signed-channel.ts";
import { hostListener, type ListenerOptions } from "./host-listener.ts";
import type { Refusal } from "./refusals.ts";

const now = "2026-03-01T10:00:00Z";
const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function shop(refused: Refusal[] = [], options: ListenerOptions = {}) {
  const host = memoryHost({ connections: [signedConnection], now: () => now });
  const listener = await hostListener(host, {
    path: "/cx/",
    publicUrl: "https://shop.example.com/cx",
    onRefused: (refusal) => refused.push(refusal),
    ...options,
  });
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/cx/") === true) listener(request, response);
    else response.end("the shop");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return { host, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe("hostListener", () => {
  it("serves a workspace beside the routes of a server that was there before", async () => {
    const { host, address } = await shop();
    expect(await (await fetch(`${address}/basket`)).text()).toBe("the shop");
    const { body, headers } = await signed({ id: "a", rating: 9 }, { id: "msg_1", now });
    const url = `${address}/cx/hooks/survey?x=1`;
    const answer = await fetch(url, { method: "POST", headers, body: Buffer.from(body) });
    expect(answer.status).toBe(202);
    expect(host.seen[0]?.request.url).toBe("https://shop.example.com/cx/hooks/survey?x=1");
    expect((await fetch(`${address}/cx/health`)).status).toBe(200);
    expect((await fetch(`${address}/cx/cases/unknown`)).status).toBe(404);
  });

  it("answers whatever it is handed, and counts what is for nothing it has", async () => {
    const refused: Refusal[] = [];
    const { address } = await shop(refused);
    const answer = await fetch(`${address}/cx/nothing`, { method: "POST", body: "x" });
    expect([answer.status, await answer.json()]).toEqual([404, { error: "not found" }]);
    expect(refused).toEqual([{ connection: null, reason: "no-such-route", status: 404 }]);
  });

  it("counts requests by the address that a trusted proxy names, and by its own else", async () => {
    const from = async (address: string, name: string) =>
      (await fetch(`${address}/cx/health`, { headers: { "x-forwarded-for": name } })).status;
    const limits = { perAddress: 1 };
    const { address: trusting } = await shop([], { limits, trustProxy: ["127.0.0.1"] });
    expect([await from(trusting, "192.0.2.1"), await from(trusting, "192.0.2.2")]).toEqual([200, 200]);
    expect(await from(trusting, "192.0.2.1")).toBe(429);
    const { address } = await shop([], { limits });
    expect([await from(address, "192.0.2.1"), await from(address, "192.0.2.2")]).toEqual([200, 429]);
  });

  it("refuses a public address that no path can be added to", async () => {
    await expect(hostListener(memoryHost(), { publicUrl: "shop.example.com" })).rejects.toMatchObject({
      code: "invalid-setup",
    });
  });
});
