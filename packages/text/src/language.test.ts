import { textAnalyzerConformance } from "@cxkit/testkit/conformance";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortComments, wordless } from "./fixtures/short-comments.ts";
import { language } from "./language.ts";

const params = { confidence: 0.55 };

async function of(text: string, confidence = params.confidence) {
  const [found] = await language.analyze([{ id: "a", text }], { confidence });
  return found;
}

describe("language keeps what every text analyzer promises", () => {
  const known = [
    { text: "The driver was late and rude", finding: { script: "Latn" } },
    { text: "快遞太慢了", finding: { script: "Hant" } },
  ];
  const texts = Object.values(shortComments).map(([first = ""]) => first);
  for (const { name, check } of textAnalyzerConformance(language, { params, texts, known })) it(name, check);
});

describe("language", () => {
  it("tells most short comments, and is seldom wrong about those it tells", async () => {
    const told = { right: 0, wrong: 0, untold: 0 };
    for (const [tag, texts] of Object.entries(shortComments)) {
      // Indonesian is told as the macrolanguage that it belongs to.
      const wanted = tag === "id" ? "ms" : tag.slice(0, 2);
      for (const { language: found } of await language.analyze(
        texts.map((text, place) => ({ id: String(place), text })),
        params,
      )) {
        if (!found) told.untold += 1;
        else if (found.tag === wanted) told.right += 1;
        else told.wrong += 1;
      }
    }
    expect(told).toEqual({ right: 190, wrong: 1, untold: 29 });
  });

  it.each(wordless)("does not guess what %j is written in", async (text) => {
    expect((await of(text))?.language).toBeNull();
  });

  it("tells simplified from traditional Chinese by the characters that differ, and neither where none does", async () => {
    expect(await of("快递太慢了")).toMatchObject({
      script: "Hans",
      language: { tag: "zh", confidence: 0.95 },
    });
    expect(await of("快遞太慢了")).toMatchObject({
      script: "Hant",
      language: { tag: "zh", confidence: 0.95 },
    });
    expect(await of("非常好")).toMatchObject({ script: "Hani", language: { tag: "zh", confidence: 0.8 } });
    expect(await of("高")).toEqual({ id: "a", script: "Hani", language: null });
  });

  it("takes kana for Japanese, whatever Chinese characters stand beside", async () => {
    expect(await of("配達が非常に遅い")).toMatchObject({ script: "Jpan", language: { tag: "ja" } });
    expect(await of("직원이 親切해요")).toMatchObject({ script: "Kore", language: { tag: "ko" } });
  });

  it("tells no language where two scripts stand side by side", async () => {
    expect(await of("very good service 服务很好")).toMatchObject({ language: null });
    expect(await of("отлично perfect")).toMatchObject({ script: null, language: null });
    expect(await of("App 很好用，发货快")).toMatchObject({ script: "Hans", language: { tag: "zh" } });
  });

  it("does not read addresses as words", async () => {
    expect(await of("https://example.com/very/good/service ada@example.com")).toEqual({
      id: "a",
      script: null,
      language: null,
    });
  });

  it("tells less, the surer it has to be", async () => {
    expect((await of("Muito bom atendimento"))?.language).not.toBeNull();
    expect((await of("Muito bom atendimento", 1))?.language).toBeNull();
  });

  it("answers for every text, by the same ids, whatever comes and in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...Object.values(shortComments).flat())),
        ),
        async (texts) => {
          const batch = texts.map((text, place) => ({ id: String(place), text }));
          const found = await language.analyze(batch, params);
          expect(found.map(({ id }) => id)).toEqual(batch.map(({ id }) => id));
          for (const { language: one } of found) {
            expect(one === null || (one !== undefined && one.confidence >= 0.55 && one.confidence <= 1)).toBe(
              true,
            );
          }
          const backwards = await language.analyze(batch.toReversed(), params);
          expect(backwards.toReversed()).toEqual(found);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("takes as long for a book as for its first page", async () => {
    const page = "The delivery was late again. ".repeat(80);
    expect((await of(page.repeat(2000)))?.language).toEqual((await of(page))?.language);
  });

  it("refuses settings it does not know", async () => {
    const refused = await language.params["~standard"].validate({ confidnce: 1 });
    expect(refused.issues).toHaveLength(1);
    expect(await language.params["~standard"].validate({})).toEqual({ value: { confidence: 0.55 } });
  });
});
