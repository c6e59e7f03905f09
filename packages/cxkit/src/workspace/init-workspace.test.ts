import { appendFile, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { typeform, type TypeformConfig } from "@cxkit/channels/typeform";
import { createContext } from "@cxkit/core/context";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { initChannels } from "./init-templates.ts";
import { type InitOptions, initWorkspace } from "./init-workspace.ts";
import { openWorkspace } from "./open-workspace.ts";

/** A new byte with every one that is asked for. */
function counting(): InitOptions["random"] {
  let next = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => (next += 1) & 255);
}

const options = (): InitOptions => ({
  channels: initChannels,
  zone: "Asia/Shanghai",
  language: "zh",
  random: counting(),
});

describe("initWorkspace", () => {
  it.each(initChannels.map((channel) => [channel]))(
    "makes a workspace with %s that opens as it is",
    async (channel) => {
      await using folder = await temporaryFolder();
      await initWorkspace(folder.path, { ...options(), channels: [channel] });
      await using workspace = await openWorkspace(folder.path, { environment: {}, store: memoryStore() });
      expect(workspace.config).toMatchObject({ zone: "Asia/Shanghai", language: "zh" });
      expect([...workspace.connections.keys()]).toEqual([channel]);
      expect(Object.keys(workspace.config.rules ?? {})).toHaveLength(3);
      // It stands in messages, which are Chinese here.
      expect(workspace.config.rules?.["call-back"]?.title).toBe("不满意的客户");
    },
  );

  it("takes the touchpoint of a Typeform from the hidden field of that name", async () => {
    await using folder = await temporaryFolder();
    await initWorkspace(folder.path, { ...options(), channels: ["typeform"] });
    await using workspace = await openWorkspace(folder.path, { environment: {}, store: memoryStore() });
    const { config } = workspace.connections.get("typeform")?.settings ?? {};
    const response = {
      event_id: "e1",
      event_type: "form_response",
      form_response: {
        form_id: "abc",
        token: "t1",
        landed_at: "2026-03-01T09:28:00Z",
        submitted_at: "2026-03-01T09:30:00Z",
        hidden: { touchpoint: "delivery" },
        definition: { fields: [{ id: "f1", ref: "recommend", type: "nps", title: "Recommend?" }] },
        answers: [{ type: "number", number: 9, field: { id: "f1", ref: "recommend", type: "nps" } }],
      },
    };
    const context = createContext(config as TypeformConfig, { key: new Uint8Array(32) });
    const { events } = typeform.decode(response, context);
    expect(events).toMatchObject([{ touchpoint: "delivery" }]);
  });

  it("makes all of them in a folder that was not there, with secrets for nobody else", async () => {
    await using folder = await temporaryFolder();
    const home = path.join(folder.path, "new", "shop");
    const made = await initWorkspace(home, options());
    expect(made.written).toEqual(["cxkit.config.ts", ".env", ".gitignore", "inbox/"]);
    if (process.platform !== "win32") expect((await stat(path.join(home, ".env"))).mode & 0o777).toBe(0o600);
    const secrets = await readFile(path.join(home, ".env"), "utf8");
    expect(secrets).toMatch(
      /^CXKIT_KEY=\S{44}\nWEBHOOK_SECRET=whsec_\S{32}\nTYPEFORM_SECRET=[0-9a-f]{48}\n$/,
    );
    expect(await readFile(path.join(home, ".gitignore"), "utf8")).toBe(".cxkit/\n.env\ninbox/\n");
    await (await openWorkspace(home, { environment: {}, store: memoryStore() }))[Symbol.asyncDispose]();
  });

  it("leaves what is there, byte for byte, and adds what is missing", async () => {
    await using folder = await temporaryFolder();
    const file = (name: string): string => path.join(folder.path, name);
    await writeFile(file(".gitignore"), "node_modules\n.env");
    await writeFile(file(".env"), "CXKIT_KEY=mine\n");
    const made = await initWorkspace(folder.path, { ...options(), channels: ["typeform"] });
    expect(made.written).toEqual(["cxkit.config.ts", ".env (1 lines added)", ".gitignore (2 lines added)"]);
    expect(await readFile(file(".gitignore"), "utf8")).toBe("node_modules\n.env\n.cxkit/\ninbox/\n");
    expect(await readFile(file(".env"), "utf8")).toMatch(/^CXKIT_KEY=mine\nTYPEFORM_SECRET=[0-9a-f]{48}\n$/);
  });

  it("writes nothing where there is a configuration already", async () => {
    await using folder = await temporaryFolder();
    await initWorkspace(folder.path, options());
    await appendFile(path.join(folder.path, "cxkit.config.ts"), "// mine\n");
    const before = await readdir(folder.path);
    await expect(initWorkspace(folder.path, options())).rejects.toThrow(
      /is there already, and is left as it is/,
    );
    expect(await readdir(folder.path)).toEqual(before);
    expect(await readFile(path.join(folder.path, "cxkit.config.ts"), "utf8")).toMatch(/\/\/ mine\n$/);
  });

  it("says so when the disk refuses", async () => {
    await using folder = await temporaryFolder();
    await writeFile(path.join(folder.path, "file"), "");
    await expect(initWorkspace(path.join(folder.path, "file", "shop"), options())).rejects.toMatchObject({
      code: "unavailable",
    });
  });
});
