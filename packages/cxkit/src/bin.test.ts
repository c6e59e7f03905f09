import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { callWorkspace } from "./workspace/call-workspace.ts";
import { shopEnvironment, shopRequest, writeShop } from "./workspace/fixtures/shop.ts";
import { temporaryFolder } from "./workspace/fixtures/temporary-folder.ts";

/** The program in a process of its own, once it says where it listens. */
async function started(folder: string): Promise<{ readonly child: ChildProcess; readonly webhook: string }> {
  const bin = path.join(import.meta.dirname, "bin.ts");
  const args = ["--conditions=@cxkit/source", bin, "run", "--json", "--port", "0", "--folder", folder];
  const child = spawn(process.execPath, args, { env: { PATH: process.env["PATH"], ...shopEnvironment } });
  let text = "";
  return new Promise((resolve, reject) => {
    // Read to its end: a program that nobody listens to any more ends by itself.
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const ready = /"webhooks":\[\{"connection":"orders","url":"([^"]+)"/.exec(text);
      if (ready?.[1] !== undefined) resolve({ child, webhook: ready[1] });
    });
    child.once("exit", () => reject(new Error(`the program ended before it was ready: ${text}`)));
  });
}

async function posted(webhook: string, record: object, id: string): Promise<number> {
  const { headers, body } = shopRequest(record, new Date(), id);
  return (await fetch(webhook, { method: "POST", headers, body: Buffer.from(body) })).status;
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  return code ?? signal;
}

const quiet = { environment: {}, terminal: { write: () => {}, colours: false, columns: 80 } };
const answer = { id: "r1", at: new Date().toISOString(), score: 1, reason: "Late", touchpoint: "delivery" };

describe.skipIf(process.platform === "win32")("cxkit run, in a process of its own", () => {
  it("finishes what it took when it is asked to stop, ends with 0, and leaves no socket", async () => {
    await using folder = await temporaryFolder();
    await writeShop(folder.path);
    const { child, webhook } = await started(folder.path);
    expect(await posted(webhook, answer, "msg_1")).toBe(204);
    const ended = exitOf(child);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(existsSync(path.join(folder.path, ".cxkit", "control.sock"))).toBe(false);
    expect(await callWorkspace(folder.path, "cases.list", {}, quiet)).toHaveLength(1);
  });

  it("has lost nothing that it acknowledged when it is killed, and is no hindrance to the next", async () => {
    await using folder = await temporaryFolder();
    await writeShop(folder.path);
    const { child, webhook } = await started(folder.path);
    expect(await posted(webhook, answer, "msg_1")).toBe(204);
    const ended = exitOf(child);
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    expect(await callWorkspace(folder.path, "cases.list", {}, quiet)).toHaveLength(1);
    const measured = await callWorkspace(folder.path, "measure", {}, quiet);
    expect(measured.rows).toMatchObject([{ hidden: "small" }]);
  });
});
