import { mkdir, stat, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { cxError, type Json } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { askRunning, controlAddress, listenForCommands } from "./control-socket.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";

const software = "cxkit 1.0.0";
const request = (command: string, args: Json = {}) => ({ command, args, software });

describe("a workspace that takes commands", () => {
  it("runs them and sends progress and result back", async () => {
    await using there = await taking(async (command, args, context) => {
      context.progress({ done: 1 });
      context.progress({ done: 2 });
      return { command, args };
    });
    const progress: Json[] = [];
    const answer = await askRunning(there.address, request("measure", { by: ["店铺\n"] }), {
      progress: (one) => progress.push(one),
    });
    expect(answer).toEqual({ result: { command: "measure", args: { by: ["店铺\n"] } } });
    expect(progress).toEqual([{ done: 1 }, { done: 2 }]);
  });

  it("runs several at a time, and is reached by nobody but its user", async () => {
    const waiting: (() => void)[] = [];
    await using there = await taking(async (_command, args) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting) go();
      });
      return args;
    });
    const both = await Promise.all([
      askRunning(there.address, request("a", 1)),
      askRunning(there.address, request("b", 2)),
    ]);
    expect(both).toEqual([{ result: 1 }, { result: 2 }]);
    if (process.platform !== "win32") expect((await stat(there.address)).mode & 0o777).toBe(0o600);
  });

  it("sends errors back with code and place", async () => {
    await using there = await taking(async (command) => {
      if (command === "bug") throw new TypeError("x is not a function");
      throw cxError("invalid-setup", "there is no case c1", { path: "case" });
    });
    await expect(askRunning(there.address, request("cases"))).rejects.toMatchObject({
      code: "invalid-setup",
      message: "there is no case c1",
      place: { path: "case" },
    });
    await expect(askRunning(there.address, request("bug"))).rejects.toThrow("x is not a function");
  });

  it("takes none from another version, nor what is no command", async () => {
    await using there = await taking(async () => null);
    await expect(
      askRunning(there.address, { ...request("status"), software: "cxkit 2.0.0" }),
    ).rejects.toThrow(/run by cxkit 1\.0\.0, the command is cxkit 2\.0\.0: restart/);
    expect(await rawAnswer(there.address, "GET / HTTP/1.1\r\n\r\n")).toMatch(/no JSON/);
    expect(await askRunning(there.address, request("status"))).toEqual({ result: null });
  });

  it("stops a command whose asker went away", async () => {
    let stopped: Promise<void> | undefined;
    const asked = new AbortController();
    await using there = await taking(async (_command, _args, { signal }) => {
      stopped = new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve());
      });
      asked.abort();
      await stopped;
      return null;
    });
    await expect(askRunning(there.address, request("ingest"), { signal: asked.signal })).rejects.toThrow(
      /abort/i,
    );
    await stopped;
  });

  it("answers nobody after it was closed, and those who wait hear that it went away", async () => {
    await using folder = await temporaryFolder();
    const address = controlAddress(folder.path);
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const listening = await listenForCommands(address, software, () => new Promise(() => begin()));
    const heard = expect(askRunning(address, request("ingest"))).rejects.toThrow(/went away/);
    await begun;
    await listening[Symbol.asyncDispose]();
    await heard;
    expect(await askRunning(address, request("status"))).toBeNull();
  });
});

describe("a workspace that nobody runs", () => {
  it("is told by null, also where a killed process left its socket behind", async () => {
    await using folder = await temporaryFolder();
    const address = controlAddress(folder.path);
    expect(await askRunning(address, request("status"))).toBeNull();
    await writeFile(address, "");
    expect(await askRunning(address, request("status"))).toBeNull();
    const listening = await listenForCommands(address, software, async () => "here");
    expect(await askRunning(address, request("status"))).toEqual({ result: "here" });
    await listening[Symbol.asyncDispose]();
  });
});

describe("controlAddress", () => {
  it("stays in the workspace's folder while the system can take the path", () => {
    expect(controlAddress("/srv/shop/.cxkit", { platform: "linux" })).toBe("/srv/shop/.cxkit/control.sock");
  });

  it("is short for any folder, the same every time, another for another folder", () => {
    const deep = `/srv/${"workspace/".repeat(20)}.cxkit`;
    const where = { platform: "darwin", temporary: "/tmp", user: 501 } as const;
    const address = controlAddress(deep, where);
    expect(address).toMatch(/^\/tmp\/cxkit-501\/[0-9a-f]{24}\.sock$/);
    expect(controlAddress(deep, where)).toBe(address);
    expect(controlAddress(`${deep}2`, where)).not.toBe(address);
  });

  it("is a named pipe on Windows", () => {
    expect(controlAddress("/srv/shop/.cxkit", { platform: "win32" })).toMatch(
      /^\\\\\.\\pipe\\cxkit-[0-9a-f]{24}$/,
    );
  });

  it("works where the folder's path is too long for a socket", async () => {
    await using folder = await temporaryFolder();
    const deep = path.join(folder.path, "d".repeat(120), ".cxkit");
    await mkdir(deep, { recursive: true });
    const address = controlAddress(deep, { temporary: folder.path });
    const listening = await listenForCommands(address, software, async () => "here");
    expect(await askRunning(address, request("status"))).toEqual({ result: "here" });
    await listening[Symbol.asyncDispose]();
    expect((await stat(path.dirname(address))).mode & 0o777).toBe(0o700);
  });
});

/** A folder whose workspace takes commands. */
async function taking(run: Parameters<typeof listenForCommands>[2]) {
  const folder = await temporaryFolder();
  const address = controlAddress(folder.path);
  const listening = await listenForCommands(address, software, run);
  return {
    address,
    async [Symbol.asyncDispose]() {
      await listening[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function rawAnswer(address: string, text: string): Promise<string> {
  let answer = "";
  const socket = net.connect(address, () => socket.write(text));
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}
