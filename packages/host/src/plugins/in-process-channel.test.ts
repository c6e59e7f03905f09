import type { Channel } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { shopChannel } from "../flow/fixtures/shop-channel.ts";
import { inProcessChannel } from "./in-process-channel.ts";

const services = {
  http: () => Promise.reject(new Error("offline")),
  token: () => Promise.reject(new Error("offline")),
  subject: (kind: string, value: string) => `${kind}:${value}`,
  fingerprint: (cells: readonly string[]) => cells.join("|"),
  now: () => "2026-03-01T10:00:00Z",
  secrets: {},
};
const shop = shopChannel() as Channel;

describe("inProcessChannel", () => {
  it("says what is data with every default filled in", () => {
    expect(inProcessChannel(shop).webhook).toMatchObject({
      secrets: ["signing"],
      accepts: ["application/json"],
      methods: ["POST"],
      keeps: ["x-shop-*"],
      wakes: false,
    });
    const { config, decode } = shop;
    const plain = inProcessChannel({ id: "plain", title: "Plain", config, decode });
    expect(plain).toMatchObject({ streams: [], hydrates: false });
    expect([plain.webhook, plain.file]).toEqual([undefined, undefined]);
  });

  it("decodes without a turn of the loop, and answers for each record by itself", async () => {
    const open = await inProcessChannel(shop).open({ shop: "north" }, services);
    const decoded = open.decode([{ id: "a", score: 9 }, { id: "b", bomb: true }, 7]);
    expect(decoded).toMatchObject([
      { events: [{ key: "a" }] },
      { failed: "Error" },
      { setAside: [{ reason: "no-record" }] },
    ]);
  });

  it("says where a configuration is wrong, and that a schema itself fails", async () => {
    await expect(inProcessChannel(shop).open({}, services)).rejects.toMatchObject({
      code: "invalid-setup",
      place: { path: "shop" },
    });
    const failing: Channel = {
      ...shop,
      config: {
        "~standard": {
          version: 1,
          vendor: "test",
          validate() {
            throw new Error("no schema");
          },
        },
      },
    };
    await expect(inProcessChannel(failing).open({}, services)).rejects.toMatchObject({
      code: "invalid-setup",
      message: "the schema failed: no schema",
    });
  });

  it("hands settings and the producer's answers on, and names each stream that wakes once", async () => {
    const seen: unknown[] = [];
    const channel: Channel = {
      ...shop,
      decode: (raw, { settings }) => {
        seen.push(settings);
        return { events: [], setAside: [] };
      },
      webhook: { ...shop.webhook!, wakes: () => ["answers"] },
      hydrate: {
        needs: (raw) => raw === "thin",
        complete: async (raw, { now }) => `${String(raw)} at ${now()}`,
      },
    };
    const open = await inProcessChannel(channel).open({ shop: "north" }, { ...services, settings: { a: 1 } });
    void open.decode([1]);
    expect(seen).toEqual([{ a: 1 }]);
    expect(open.wakes([1, 2])).toEqual(["answers"]);
    expect(open.needs(["thin", "whole"])).toEqual([true, false]);
    expect(await open.complete("thin", new AbortController().signal)).toBe("thin at 2026-03-01T10:00:00Z");
  });

  it("reads a file's rows in pages, with the hashes and the configuration it was opened with, until it is given up", async () => {
    const channel: Channel = {
      ...shop,
      file: {
        recognise: ([header]) => (header?.cells[0] === "id" ? 1 : 0),
        propose: () => ({ config: { shop: "north" }, assumptions: [] }),
        async *read(rows, { config, fingerprint }) {
          for await (const { cells } of rows) yield [config, fingerprint(cells)];
        },
      },
    };
    const hosted = inProcessChannel(channel);
    expect(hosted.file?.recognise([{ line: 1, cells: ["id"] }], "a.csv")).toBe(1);
    const open = await hosted.open({ shop: "north" }, services);
    const rows = async function* () {
      for (let line = 1; line <= 1_001; line += 1) yield { line, cells: ["a", String(line)] };
    };
    const pages = [];
    for await (const page of open.read(rows())) pages.push(page);
    expect(pages.map((page) => page.length)).toEqual([500, 500, 1]);
    expect(pages[2]).toEqual([[{ shop: "north", most: 10 }, "a|1001"]]);
    const given = open.read(rows(), AbortSignal.abort())[Symbol.asyncIterator]();
    await expect(given.next()).rejects.toThrow(/abort/);
  });

  it("refuses what the channel does not have", async () => {
    const open = await inProcessChannel(shop).open({ shop: "north" }, services);
    const signal = new AbortController().signal;
    expect(() => open.pull("nothing", undefined, signal, () => {})).toThrow(
      expect.objectContaining({ code: "unsupported" }),
    );
    await expect(open.complete({}, signal)).rejects.toMatchObject({ code: "unsupported" });
    const none = open.read((async function* () {})())[Symbol.asyncIterator]();
    await expect(none.next()).rejects.toMatchObject({ code: "unsupported" });
  });
});
