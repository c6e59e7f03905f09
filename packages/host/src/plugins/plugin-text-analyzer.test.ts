import { describe, expect, it } from "vitest";
import { answering, answeringPlugin, type Called, outside } from "./fixtures/answering-plugin.ts";
import { pluginTextAnalyzer } from "./plugin-text-analyzer.ts";

const reader = {
  ...answeringPlugin,
  manifest: {
    ...answeringPlugin.manifest,
    capabilities: { data: [{ classes: ["free-text"], why: "to read" }] },
  },
} as const;
const entry = {
  id: "words",
  title: "Words",
  spec: "v1",
  module: "t.mjs",
  export: "words",
  languages: ["und"],
  offline: true,
  params: {},
} as const;
const texts = Array.from({ length: 450 }, (_, at) => ({
  id: String(at),
  text: `text ${at}`,
  subject: "secret",
}));
const echo = ({ args }: Called): unknown =>
  (args[0] as readonly { id: string }[]).map(({ id }) => ({ id, language: null }));

describe("pluginTextAnalyzer", () => {
  it("hands over ids and texts alone, 200 at a time", async () => {
    const code = answering(echo);
    const found = await pluginTextAnalyzer(code, outside, reader, entry).analyze(texts, {});
    expect(found.map(({ id }) => id)).toEqual(texts.map(({ id }) => id));
    expect(code.called.map(({ args }) => (args[0] as readonly unknown[]).length)).toEqual([200, 200, 50]);
    expect(JSON.stringify(code.called[0]?.args)).not.toContain("secret");
  });

  it("gives no text to a plugin that did not ask to read any", async () => {
    const code = answering(echo);
    await expect(
      pluginTextAnalyzer(code, outside, answeringPlugin, entry).analyze(texts, {}),
    ).rejects.toMatchObject({ code: "invalid-setup", place: { trouble: "capability" } });
    expect(code.called).toEqual([]);
  });

  it("takes no answer for texts that it did not ask about, and none that leaves some out", async () => {
    for (const answer of [() => [], () => [{ id: "x" }], () => null, () => [null]]) {
      const analyzer = pluginTextAnalyzer(answering(answer), outside, reader, entry);
      await expect(analyzer.analyze(texts.slice(0, 1), {})).rejects.toMatchObject({
        code: "contribution-failed",
      });
    }
  });

  it("has no network when it says that it is offline", async () => {
    const ask = async (called: Called): Promise<unknown> => {
      await called.options.services.http({ method: "GET", url: "https://example.com" });
      return echo(called);
    };
    const inside = pluginTextAnalyzer(answering(ask), outside, reader, entry);
    await expect(inside.analyze(texts.slice(0, 1), {})).rejects.toMatchObject({
      place: { trouble: "capability" },
    });
    const online = pluginTextAnalyzer(answering(ask), outside, reader, { ...entry, offline: false });
    expect(await online.analyze(texts.slice(0, 1), {})).toHaveLength(1);
  });
});
