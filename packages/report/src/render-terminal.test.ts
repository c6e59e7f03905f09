import { describe, expect, it } from "vitest";
import { displayWidth } from "./display-width.ts";
import { emptyReport, madeUpReport, singleAnswerReport } from "./fixtures/made-up-report.ts";
import { headline } from "./headline.ts";
import { renderTerminal } from "./render-terminal.ts";

const models = {
  english: madeUpReport(),
  chinese: madeUpReport({ locale: "zh" }),
  noise: madeUpReport({ planted: false, seed: 3 }),
  empty: emptyReport(),
  single: singleAnswerReport("zh"),
};
const plain = { columns: 80, color: false };

describe("renderTerminal", () => {
  it.each(
    Object.entries(models).flatMap(([name, model]) =>
      [40, 60, 80, 132].map((columns) => ({ name, model, columns })),
    ),
  )("keeps the $name report within $columns columns, wide characters counted twice", ({ model, columns }) => {
    for (const line of renderTerminal(model, { columns, color: false }).split("\n"))
      expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
  });

  it("says the three sentences of the headline, word for word", () => {
    for (const model of Object.values(models)) {
      const text = renderTerminal(model, plain).replaceAll(/\s+/g, "");
      for (const sentence of headline(model)) expect(text).toContain(sentence.replaceAll(/\s+/g, ""));
    }
  });

  it("writes no escape sequence without colour, and the same text with it", () => {
    for (const model of Object.values(models)) {
      const bare = renderTerminal(model, plain);
      // oxlint-disable-next-line no-control-regex
      expect(bare).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
      // oxlint-disable-next-line no-control-regex
      expect(renderTerminal(model, { columns: 80, color: true }).replaceAll(/\u001B\[\d+m/g, "")).toBe(bare);
    }
  });

  it("keeps to ASCII marks where asked", () => {
    expect(renderTerminal(models.english, { ...plain, unicode: false })).not.toMatch(/[█▏├─┤●]/);
    expect(renderTerminal(models.english, plain)).toMatch(/├─+●─+┤/);
  });

  it("shows both ends of a long ranking: the low end is what it is read for", () => {
    const text = renderTerminal(models.english, plain);
    expect(text).toContain("Product search");
    expect(text).toContain("Return by post");
    expect(text).toMatch(/… 4 more in the full report/);
  });

  it("names the option that overrides an assumption", () => {
    expect(renderTerminal(models.english, plain)).toContain("    --zone Europe/Berlin\n");
  });

  it("shows neither value nor distribution where the base is below the minimum cell", () => {
    const text = renderTerminal(models.single, plain);
    expect(text).toContain("<10（n = 1）");
    expect(text).not.toMatch(/█/);
  });

  it("is the same text each time", () => {
    expect(renderTerminal(models.chinese, plain)).toBe(renderTerminal(models.chinese, plain));
  });
});
