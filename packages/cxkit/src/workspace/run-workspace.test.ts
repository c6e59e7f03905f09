import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import type { LogEntry } from "@cxkit/host";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { callRebuild, callWorkspace } from "./call-workspace.ts";
import { shopEnvironment, shopExport, shopRequest, writeShop } from "./fixtures/shop.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { loadConfig } from "./load-config.ts";
import { type Running, runWorkspace, type RunOptions } from "./run-workspace.ts";

/** A workspace that runs, on a clock of its own: `look` is what happens each second. */
async function running(options: Partial<RunOptions> = {}) {
  const folder = await temporaryFolder();
  await writeShop(folder.path);
  const stop = new AbortController();
  const log: LogEntry[] = [];
  const told: string[] = [];
  const terminal = { write: (text: string) => void told.push(text), colours: false, columns: 80 };
  let seconds = 0;
  let tick = (): void => {};
  let ended: Promise<void> = Promise.resolve();
  const loaded = await loadConfig(folder.path, shopEnvironment);
  const where = await new Promise<Running>((resolve, reject) => {
    ended = runWorkspace(loaded, {
      inboxes: true,
      signal: stop.signal,
      elapsed: () => seconds * 1_000,
      every: (_milliseconds, run) => {
        tick = run;
        return () => {};
      },
      terminal,
      log: (entry) => void log.push(entry),
      ready: resolve,
      ...options,
    });
    ended.catch(reject);
  });
  const call: typeof callWorkspace = (_, name, args) =>
    callWorkspace(folder.path, name, args, { environment: {}, terminal });
  return {
    folder: folder.path,
    where,
    log,
    told,
    call,
    /** Lets a second pass, and waits for the line of the log that follows from it. */
    async until(event: string): Promise<LogEntry> {
      for (;;) {
        const found = log.find((entry) => entry.event === event);
        if (found) return found;
        seconds += 1;
        tick();
        await new Promise((resolve) => void setImmediate(resolve));
      }
    },
    async post(record: object, id?: string): Promise<number> {
      const { headers, body } = shopRequest(record, new Date(), id);
      const url = where.webhooks[0]?.url ?? "";
      return (await fetch(url, { method: "POST", headers, body: Buffer.from(body) })).status;
    },
    async stop(): Promise<void> {
      stop.abort();
      await ended;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended.catch(() => {});
      await folder[Symbol.asyncDispose]();
    },
  };
}

const unhappy = {
  id: "r1",
  at: new Date().toISOString(),
  score: 1,
  reason: "Late again",
  touchpoint: "delivery",
  email: "ada@example.com",
};

describe("a workspace that runs", () => {
  it("takes a webhook, opens a case, tells its owner, and answers commands of other processes", async () => {
    await using shop = await running({ store: memoryStore() });
    expect(shop.where.webhooks).toEqual([
      { connection: "orders", url: `${shop.where.address}/hooks/orders` },
    ]);
    expect(await shop.post(unhappy)).toBe(204);
    expect((await shop.until("cases")).facts).toEqual({ open: 1, overdue: 0 });
    expect(shop.log.find(({ event }) => event === "received")).toMatchObject({ contribution: "orders" });
    expect((await shop.call(shop.folder, "status", {})).running).toBe(true);
    const [opened] = await shop.call(shop.folder, "cases.list", {});
    expect(opened).toMatchObject({ state: "open", owner: "anna" });
    await shop.until("notified");
    expect(shop.told.join("")).toContain(opened?.id);

    const id = opened?.id ?? "";
    await shop.call(shop.folder, "cases.act", { action: "close", case: id, by: "anna", reason: "solved" });
    expect(await shop.call(shop.folder, "cases.list", {})).toEqual([]);
    const shown = await shop.call(shop.folder, "cases.show", { id });
    expect(shown).toMatchObject({ case: { state: "closed", reason: "solved" }, words: "Late again" });
    await expect(shop.call(shop.folder, "cases.show", { id: "nil" })).rejects.toMatchObject({
      code: "invalid-setup",
      message: "there is no case nil",
    });
  });

  it("reads what comes to rest in an inbox, and puts aside what cannot be read", async () => {
    await using shop = await running({ store: memoryStore() });
    const inbox = shop.where.inboxes[0]?.folder ?? "";
    await mkdir(inbox, { recursive: true });
    await writeFile(path.join(inbox, "january.csv"), shopExport(40));
    await writeFile(path.join(inbox, "letter.pdf"), `%PDF-1.7\n${"\u0000 obj".repeat(99)}`);
    expect((await shop.until("file-read")).facts).toMatchObject({ file: "january.csv", appended: 40 });
    expect((await shop.until("file-failed")).facts).toMatchObject({ file: "letter.pdf" });
    expect((await readdir(inbox)).toSorted()).toEqual(["done", "failed"]);
    expect(await readFile(path.join(inbox, "failed", "letter.pdf.txt"), "utf8")).toMatch(/letter\.pdf/);
    const measured = await shop.call(shop.folder, "measure", { score: "nps", by: ["Region"] });
    expect(measured.rows.map(({ estimate }) => estimate?.n)).toEqual([20, 20]);
  });

  it("names itself to whoever wants to run it again", async () => {
    await using shop = await running({ store: memoryStore() });
    const again = runWorkspace(await loadConfig(shop.folder, shopEnvironment), {
      inboxes: false,
      signal: new AbortController().signal,
      log: () => {},
      wait: async () => {},
      store: memoryStore(),
    });
    await expect(again).rejects.toThrow(new RegExp(`is in use by process ${process.pid}`));
  });

  it("stops when it is told to, and leaves the workspace to the next command", async () => {
    await using shop = await running();
    expect(await shop.post(unhappy)).toBe(204);
    await shop.stop();
    await expect(fetch(shop.where.address)).rejects.toThrow();
    expect(await shop.call(shop.folder, "cases.list", {})).toHaveLength(1);
    expect(shop.log.map(({ event }) => event)).toEqual(expect.arrayContaining(["stopping", "stopped"]));
  });

  it("makes its store again from the journal while it runs, and tells nobody twice", async () => {
    await using shop = await running();
    await shop.post(unhappy);
    await shop.post({ ...unhappy, id: "r2", score: 9 }, "msg_2");
    await shop.until("notified");
    const told = shop.told.length;
    const before = await shop.call(shop.folder, "cases.list", {});
    const rebuilt = await callRebuild(shop.folder, { environment: {} });
    expect(rebuilt.entries).toBeGreaterThanOrEqual(2);
    expect(await shop.call(shop.folder, "cases.list", {})).toEqual(before);
    const measured = await shop.call(shop.folder, "measure", {});
    expect(measured.rows).toMatchObject([{ hidden: "small" }]);
    expect(
      (await readdir(path.join(shop.folder, ".cxkit"))).filter((name) => name.includes("duckdb")),
    ).toEqual(["store.duckdb"]);
    // It listens where it did before.
    expect(await shop.post({ ...unhappy, id: "r3", score: 8 }, "msg_3")).toBe(204);
    expect(shop.told).toHaveLength(told);
  });
});

describe("a workspace that cannot be opened again", () => {
  it("ends, instead of looking as if it ran", async () => {
    await using folder = await temporaryFolder();
    await writeShop(folder.path);
    const loaded = await loadConfig(folder.path, shopEnvironment);
    let tries = 0;
    const terminal = { write: () => {}, colours: false, columns: 80 };
    const ran = runWorkspace(loaded, {
      inboxes: false,
      signal: new AbortController().signal,
      terminal,
      // The second time it is opened is the rebuilding, the third is the running on.
      log: ({ event }) => {
        if (event === "started" && (tries += 1) === 3) throw new Error("the log is full");
      },
      ready: () => {
        callRebuild(folder.path, { environment: {}, terminal }).catch(() => {});
      },
    });
    await expect(ran).rejects.toThrow("the log is full");
  });
});

describe("a port that is taken", () => {
  it("is said in a sentence, and leaves the workspace to others", async () => {
    await using folder = await temporaryFolder();
    await writeShop(folder.path);
    const other = net.createServer();
    await new Promise<void>((resolve) => void other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as net.AddressInfo;
    const loaded = await loadConfig(folder.path, shopEnvironment);
    const options = { inboxes: false, signal: new AbortController().signal, log: () => {} };
    await expect(runWorkspace(loaded, { ...options, port, store: memoryStore() })).rejects.toMatchObject({
      code: "unavailable",
      message: `port ${port} is in use by another program: say another one with --port, or with listen.port in the configuration`,
    });
    other.close();
    expect((await callWorkspace(folder.path, "status", {}, { environment: {} })).running).toBe(false);
  });
});
