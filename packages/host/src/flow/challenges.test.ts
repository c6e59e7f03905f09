import type { RawRequest } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { shopChannel } from "./fixtures/shop-channel.ts";
import { contents, everyByte, shopConnection, shopRequest, workbench } from "./fixtures/workbench.ts";

describe("what a producer asks", () => {
  const challenged = (reply: { readonly status: number; readonly body: string }) => {
    const shop = shopChannel();
    const { verify } = shop.webhook!;
    return {
      ...shop,
      webhook: {
        ...shop.webhook!,
        methods: ["POST", "GET"] as const,
        verify: (...given: Parameters<typeof verify>) =>
          given[0].method === "GET"
            ? Promise.resolve(
                given[0].url.endsWith("echo=1")
                  ? ({ verified: true, records: [], reply } as const)
                  : ({ verified: false, status: 403, reason: "not-ours" } as const),
              )
            : verify(...given),
      },
    };
  };
  const get = { ...shopRequest(""), method: "GET", headers: {} };

  it("by GET is answered, counted and not journalled; with the status that the channel says where it is not its producer", async () => {
    const channel = challenged({ status: 200, body: "1" });
    await using bench = await workbench({ connections: [shopConnection(channel)] });
    const url = "https://cx.example.com/hooks/survey?echo=1";
    expect(await bench.host.receive("survey", { ...get, url })).toEqual({ status: 200, body: "1" });
    expect((await bench.host.receive("survey", get)).status).toBe(403);
    const put = await bench.host.receive("survey", { ...get, method: "PUT" });
    expect(put).toMatchObject({ status: 405, headers: { allow: "POST, GET" } });
    expect(bench.host.status()).toMatchObject({
      journal: { entries: 0 },
      connections: { survey: { challenges: 1, refused: { "not-ours": 1, "wrong-method": 1 } } },
    });
  });

  it("by HEAD is what it asks by GET", async () => {
    const channel = challenged({ status: 200, body: "1" });
    await using bench = await workbench({ connections: [shopConnection(channel)] });
    const url = "https://cx.example.com/hooks/survey?echo=1";
    expect(await bench.host.receive("survey", { ...get, url, method: "HEAD" })).toMatchObject({
      status: 200,
    });
    expect((await bench.host.receive("survey", { ...get, method: "HEAD" })).status).toBe(403);
  });

  it("by GET cannot be answered where nobody signs", async () => {
    const channel = challenged({ status: 200, body: "1" });
    const { secrets: _, ...open } = shopConnection(channel);
    await using bench = await workbench({ connections: [{ ...open, unsigned: true }] });
    const url = "https://cx.example.com/hooks/survey?echo=1";
    expect((await bench.host.receive("survey", { ...get, url })).status).toBe(405);
  });
});

describe("an envelope that was opened", () => {
  it("is journalled in place of what came, and read again from there", async () => {
    const shop = shopChannel();
    const opened = (body: Uint8Array): Uint8Array => body.map((byte) => byte ^ 1);
    const channel = {
      ...shop,
      webhook: {
        ...shop.webhook!,
        async verify(request: RawRequest) {
          const body = opened(request.body);
          const records = shop.webhook!.records({ ...request, body });
          return {
            verified: true,
            records,
            opened: body,
            delivery: "d1",
            reply: { status: 200, body: "sealed" },
          } as const;
        },
      },
    };
    await using bench = await workbench({ connections: [shopConnection(channel)] });
    const request = shopRequest("");
    const body = opened(Buffer.from(JSON.stringify({ id: "a", score: 9 })));
    expect(await bench.host.receive("survey", { ...request, body })).toMatchObject({ body: "sealed" });
    expect(await bench.host.receive("survey", { ...request, body })).toMatchObject({ body: "sealed" });
    await bench.host.settled();
    expect(bench.host.status()).toMatchObject({
      journal: { entries: 1 },
      connections: { survey: { duplicates: 1 } },
    });
    await bench.reopen();
    await bench.host.settled();
    expect(await contents(bench.store, ["survey.responded"])).toMatchObject([{ key: "a" }]);
    expect(await everyByte(bench.directory)).toContain('{"id":"a","score":9}');
  });
});
