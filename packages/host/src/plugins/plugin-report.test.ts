import type { Store } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { answering, answeringPlugin } from "./fixtures/answering-plugin.ts";
import { pluginReport } from "./plugin-report.ts";

const entry = {
  id: "board",
  title: "Board",
  spec: "v1",
  module: "r.mjs",
  export: "board",
  formats: ["text"],
} as const;

describe("pluginReport", () => {
  it("asks for its data with the store, and for its text without", async () => {
    const code = answering(({ member, args }) =>
      member === "data" ? { answers: 3 } : `text of ${JSON.stringify(args[0])}`,
    );
    const parts = {
      ...code,
      readable: <View>(_: unknown, store: View) => store,
      now: () => "2026-03-01T10:00:00Z",
    };
    const report = pluginReport(parts, answeringPlugin, entry);
    const model = await report.data({ items: async () => [] } as unknown as Store, { month: 3 });
    expect(await report.render(model, "text")).toBe('text of {"answers":3}');
    expect(
      code.called.map(({ member, options }) => [member, options.config, "store" in options.services]),
    ).toEqual([
      ["data", { month: 3 }, true],
      ["render", { month: 3 }, false],
    ]);
  });

  it("that renders no text is charged for it", async () => {
    const parts = {
      ...answering(() => 7),
      readable: <View>(_: unknown, store: View) => store,
      now: () => "",
    };
    await expect(pluginReport(parts, answeringPlugin, entry).render({}, "text")).rejects.toMatchObject({
      code: "contribution-failed",
      place: { contribution: "acme.kit/board" },
    });
  });
});
