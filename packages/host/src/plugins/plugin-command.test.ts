import { describe, expect, it } from "vitest";
import { answering, answeringPlugin, outside } from "./fixtures/answering-plugin.ts";
import { pluginCommand, type StoreView } from "./plugin-command.ts";

const entry = {
  id: "export",
  title: "Export",
  spec: "v1",
  module: "c.mjs",
  export: "command",
  params: {},
} as const;
const store = { items: async () => [], tally: async () => [] } as unknown as StoreView;
const context = { ...outside, store, signal: new AbortController().signal };

describe("pluginCommand", () => {
  it("runs with its parameters, on the store as far as the plugin may read it", async () => {
    const code = answering(() => ({ rows: 3 }));
    const reduced = { ...store };
    const parts = { ...code, readable: () => reduced };
    const command = pluginCommand(parts, answeringPlugin, { ...entry, effects: "read" });
    expect(await command.run({ month: 3 }, context)).toEqual({ rows: 3 });
    expect(code.called[0]).toMatchObject({ member: "run", args: [], options: { config: { month: 3 } } });
    expect(code.called[0]?.options.services.store).toBe(reduced);
  });

  it("gets the network only when it says that it has effects outside", async () => {
    const request = { method: "GET", url: "https://example.com" };
    const parts = { ...answering(({ options }) => options.services.http(request)), readable: () => store };
    const inside = pluginCommand(parts, answeringPlugin, { ...entry, effects: "write" });
    await expect(inside.run({}, context)).rejects.toMatchObject({ place: { trouble: "capability" } });
    const external = pluginCommand(parts, answeringPlugin, { ...entry, effects: "external" });
    expect(await external.run({}, context)).toMatchObject({ status: 200 });
  });
});
