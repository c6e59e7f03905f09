import type { CxEvent } from "@cxkit/core";
import { expect, it } from "vitest";
import { analyzeTexts } from "./analyze-texts.ts";
import type { Workspace } from "./workspace.ts";

const entry = {
  id: "length",
  title: "Length",
  spec: "v1",
  module: "a.mjs",
  export: "length",
  languages: ["und"],
  offline: true,
  params: { type: "object", additionalProperties: false },
} as const;
const manifest = {
  manifestVersion: 1,
  id: "acme.length",
  contributes: {},
  capabilities: { data: [{ classes: ["free-text"], why: "to count" }] },
} as const;
const instrument = { id: "why", version: "1", construct: "verbatim" } as const;
const scale = { min: 0, max: 10, step: 1 };

/** A workspace with these events, whose analyzer tells languages by the first letter. */
function workspaceWith(events: readonly object[], batches: number[]): Workspace {
  const call = async (
    _: unknown,
    __: string,
    [batch]: readonly [readonly { id: string; text: string }[]],
  ) => {
    batches.push(batch.length);
    return batch.map(({ id, text }) => ({
      id,
      language: text.startsWith("?") ? null : { tag: text.slice(0, 2), confidence: 1 },
      script: "Latn",
    }));
  };
  return {
    plugins: {
      find: async () => ({ plugin: { manifest }, entry }),
      parts: () => ({
        manager: { status: () => [{ id: "acme.length", state: "active", why: null }], use: () => ({ call }) },
        limit: (_: unknown, services: unknown) => services,
      }),
    },
    store: {
      items: async () => [
        { item: "why", instrument, answers: 1 },
        { item: "score", instrument: { id: "score", version: "1", construct: "nps", scale }, answers: 1 },
      ],
      async *events() {
        yield* events as readonly CxEvent[];
      },
    },
    now: () => "2026-03-01T00:00:00Z",
  } as unknown as Workspace;
}
const answered = (value: unknown, item = "why") => ({
  type: "survey.responded",
  data: { answers: [{ item, value, instrument: `${item}@1` }] },
});
const posted = (text?: string) => ({
  type: "feedback.posted",
  data: { ...(text !== undefined && { text }) },
});
const context = { progress: () => {} } as never;

it("analyzeTexts reads verbatim answers and texts of posts, and nothing else, and says what it could not tell", async () => {
  const events = [
    answered("en good"),
    answered("de gut"),
    answered("choice a", "score"),
    answered(9),
    answered(" "),
    posted("en fine"),
    posted("?"),
    posted(),
  ];
  const batches: number[] = [];
  expect(await analyzeTexts(workspaceWith(events, batches), { analyzer: "length" }, context)).toEqual({
    texts: 4,
    languages: [
      { value: "en", texts: 2 },
      { value: "de", texts: 1 },
      { value: null, texts: 1 },
    ],
    scripts: [{ value: "Latn", texts: 4 }],
    topics: [],
    sentiment: null,
  });
  expect(batches).toEqual([4]);
});

it("analyzeTexts keeps no more than a batch at a time", async () => {
  const batches: number[] = [];
  const events = Array.from({ length: 450 }, () => posted("en"));
  const found = await analyzeTexts(workspaceWith(events, batches), { analyzer: "length" }, context);
  expect([found.texts, batches]).toEqual([450, [200, 200, 50]]);
});

it("analyzeTexts refuses parameters that are not the analyzer's", async () => {
  const asked = { analyzer: "length", params: { depth: 3 } };
  await expect(analyzeTexts(workspaceWith([], []), asked, context)).rejects.toMatchObject({
    code: "invalid-setup",
  });
});
