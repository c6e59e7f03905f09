import type { StandardSchema, TextAnalyzer, TextFinding } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { lives, unproven } from "./fixtures/lives.ts";
import { textAnalyzerConformance } from "./text-analyzer-conformance.ts";

const anything: StandardSchema = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) },
};

/** Tells Chinese from letters, by its characters. */
const good: TextAnalyzer = {
  kind: "text-analyzer",
  spec: "v1",
  id: "han-or-latin",
  title: "Han or Latin",
  languages: ["zh", "en"],
  offline: true,
  params: anything,
  analyze: async (batch) =>
    batch.map(({ id, text }) => {
      const han = /\p{Script=Han}/u.test(text);
      const latin = /[a-z]/i.test(text);
      if (!han && !latin) return { id, language: null, script: null };
      return {
        id,
        language: { tag: han ? "zh" : "en", confidence: han && latin ? 0.5 : 0.9 },
        script: han ? "Hans" : "Latn",
      };
    }),
};
const options = {
  params: {},
  known: [
    { text: "很好", finding: { language: { tag: "zh", confidence: 1 }, script: "Hans" } },
    { text: "12", finding: { language: null } },
  ],
};
const finding = (
  change: (one: TextFinding, at: number, all: readonly TextFinding[]) => TextFinding,
): TextAnalyzer => ({
  ...good,
  analyze: async (batch, params) => (await good.analyze(batch, params)).map(change),
});
let turn = 0;

const mutants: readonly (readonly [id: string, what: string, analyzer: TextAnalyzer])[] = [
  ["T1", "has no id to speak of", { ...good, id: "Han Or Latin" }],
  ["T1", "says that it is a report", { ...good, kind: "report" as "text-analyzer" }],
  [
    "T2",
    "leaves out what it finds nothing in",
    {
      ...good,
      analyze: async (batch, params) =>
        (await good.analyze(batch, params)).filter(({ language }) => language),
    },
  ],
  ["T2", "numbers its findings itself", finding((one, at) => ({ ...one, id: `f${at}` }))],
  [
    "T2",
    "finds something in nothing",
    {
      ...good,
      analyze: async (batch, params) => (batch.length === 0 ? [{ id: "t0" }] : good.analyze(batch, params)),
    },
  ],
  [
    "T3",
    "takes the language of the one before",
    finding((one, at, all) => ({ ...one, language: all[at - 1]?.language ?? one.language ?? null })),
  ],
  [
    "T3",
    "normalizes over the batch",
    finding((one, _, all) =>
      one.language ? { ...one, language: { ...one.language, confidence: 1 / all.length } } : one,
    ),
  ],
  [
    "T4",
    "is surer every time",
    finding((one) =>
      one.language ? { ...one, language: { ...one.language, confidence: (turn += 1) / 100_000 } } : one,
    ),
  ],
  [
    "T5",
    "fails at an empty text",
    {
      ...good,
      analyze: async (batch, params) => {
        for (const { text } of batch) if (text === "") throw new RangeError("nothing to read");
        return good.analyze(batch, params);
      },
    },
  ],
  [
    "T5",
    "fails at half a character",
    {
      ...good,
      analyze: async (batch, params) => {
        for (const { text } of batch) encodeURIComponent(text);
        return good.analyze(batch, params);
      },
    },
  ],
  [
    "T5",
    "finds a language in nothing",
    finding((one) => ({ ...one, language: one.language ?? { tag: "en", confidence: 0.1 } })),
  ],
  [
    "T6",
    "asks somebody else",
    {
      ...good,
      analyze: async (batch, params) => {
        const world = globalThis as unknown as { fetch(url: string): Promise<unknown> };
        await world.fetch("data:text/plain,x").catch(() => {});
        return good.analyze(batch, params);
      },
    },
  ],
  [
    "T7",
    "is surer than sure",
    finding((one) => (one.language ? { ...one, language: { ...one.language, confidence: 7 } } : one)),
  ],
  [
    "T7",
    "finds a language that it does not declare",
    finding((one) => (one.language ? { ...one, language: { ...one.language, tag: "fr" } } : one)),
  ],
  ["T7", "names scripts as it likes", finding((one) => ({ ...one, script: "latin" }))],
  ["T7", "feels beyond the scale", finding((one) => ({ ...one, sentiment: 2 }))],
  [
    "T7",
    "finds topics without a name",
    finding((one) => ({ ...one, topics: [{ topic: "", confidence: 0.5 }] })),
  ],
  ["T8", "finds nothing", finding(({ id }) => ({ id, language: null, script: null }))],
];

describe("a text analyzer in good order conforms", () => {
  for (const check of textAnalyzerConformance(good, options)) it(check.name, check.check);
});

describe("every mutant of a text analyzer dies", () => {
  for (const [id, what, analyzer] of mutants)
    it(`${id} sees one that ${what}`, async () => {
      expect(await lives(textAnalyzerConformance(analyzer, options), id)).toBe("dies");
    });

  it("and every check kills one", () => {
    expect(
      unproven(
        textAnalyzerConformance(good, options),
        mutants.map(([id]) => id),
      ),
    ).toEqual([]);
  });
});

it("one that sends texts away is not tried for staying", () => {
  const online = textAnalyzerConformance({ ...good, offline: false }, { params: {} });
  expect(online.filter(({ left }) => left).map(({ id }) => id)).toEqual(["T6", "T8"]);
});
