import { memoryStore } from "@cxkit/store-memory";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { createHost } from "../create-host.ts";
import { shopConnection, testKey, workbench } from "./fixtures/workbench.ts";

async function refused(options: object): Promise<{ readonly message: string; readonly place: object }> {
  const directory = mkdtempSync(path.join(tmpdir(), "cxkit-setup-"));
  const store = memoryStore();
  try {
    const plain = { directory, store, connections: [shopConnection()], key: testKey };
    const thrown: unknown = await createHost({ ...plain, ...options }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "invalid-setup" });
    expect(readdirSync(directory), "nothing is written").toEqual([]);
    await expect(store.items(), "the store is closed").rejects.toMatchObject({ code: "unavailable" });
    return thrown as { readonly message: string; readonly place: object };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("a setup that cannot be is refused before anything is written, naming connection and key", () => {
  const { secrets: _, ...bare } = shopConnection();
  const cases: readonly (readonly [string, object, string])[] = [
    ["a short key", { key: new Uint8Array(31) }, "key"],
    [
      "a configuration that is none",
      { connections: [shopConnection(undefined, { shop: 7 })] },
      "connections.survey.config.shop",
    ],
    [
      "two connections of one id",
      { connections: [shopConnection(), shopConnection()] },
      "connections.survey",
    ],
    ["an id with capitals", { connections: [{ ...shopConnection(), id: "Survey" }] }, "connections.Survey"],
    [
      "the workspace's own name",
      { connections: [{ ...shopConnection(), id: "cxkit" }] },
      "connections.cxkit",
    ],
    ["a missing secret", { connections: [bare] }, "connections.survey.secrets.signing"],
    [
      "no time between pulls",
      { connections: [{ ...shopConnection(), pullEvery: 0 }] },
      "connections.survey.pullEvery",
    ],
    [
      "a person told by nobody's notifier",
      { people: [{ id: "ann", notify: ["pager"] }] },
      "people.ann.notify",
    ],
    [
      "two people of one id",
      {
        people: [
          { id: "ann", notify: [] },
          { id: "ann", notify: [] },
        ],
      },
      "people.ann",
    ],
    ["a fallback that is nobody", { fallback: "nobody" }, "fallback"],
    ["a limit of nothing", { limits: { backlog: 0 } }, "limits.backlog"],
    ["an address that is none", { publicUrl: "cx.example.com" }, "publicUrl"],
  ];
  for (const [what, options, at] of cases) {
    it(what, async () => {
      const { place, message } = await refused(options);
      expect(place).toMatchObject({ path: at });
      expect(message).toContain(at);
      expect(message).not.toContain("correct horse");
    });
  }

  it("says all that is wrong at once", async () => {
    const { message } = await refused({
      key: new Uint8Array(0),
      connections: [shopConnection(undefined, {}), bare],
    });
    expect(message.split("; ")).toHaveLength(4);
  });

  it("a folder that another process has is not opened", async () => {
    await using bench = await workbench();
    const again = createHost({
      directory: bench.directory,
      store: memoryStore(),
      connections: [],
      key: testKey,
    });
    await expect(again).rejects.toMatchObject({ code: "unavailable" });
  });

  it("a folder begun with another key is not opened", async () => {
    await using bench = await workbench();
    await bench.host[Symbol.asyncDispose]();
    const again = createHost({
      directory: bench.directory,
      store: memoryStore(),
      connections: [],
      key: new Uint8Array(32),
    });
    await expect(again).rejects.toMatchObject({ code: "invalid-setup" });
  });
});
