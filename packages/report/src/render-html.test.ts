import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { emptyReport, madeUpReport, singleAnswerReport } from "./fixtures/made-up-report.ts";
import { pagePolicy } from "./html/page-policy.ts";
import { pageScript } from "./html/page-script.ts";
import { pageStyle } from "./html/page-style.ts";
import { renderHtml } from "./render-html.ts";

const models = {
  full: madeUpReport(),
  chinese: madeUpReport({ locale: "zh" }),
  noise: madeUpReport({ planted: false, seed: 3 }),
  empty: emptyReport(),
  single: singleAnswerReport("zh"),
};

function page(html: string): Document {
  return parseHTML(html).document;
}

describe.each(Object.entries(models))("the page of the %s report", (_, model) => {
  const html = renderHtml(model);
  const document = page(html);

  it("is the same bytes each time", () => {
    expect(renderHtml(model)).toBe(html);
  });

  it("gives every id once, and every reference its element", () => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const references = ["aria-labelledby", "data-source", "data-table"].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].flatMap((element) =>
        (element.getAttribute(name) ?? "").split(" "),
      ),
    );
    const links = [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href") ?? "");
    expect([...references, ...links.map((link) => link.slice(1))].filter((id) => !ids.includes(id))).toEqual(
      [],
    );
  });

  it("has headings in order, none skipped", () => {
    const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(({ localName }) =>
      Number(localName[1]),
    );
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 1) + 1)).toEqual([]);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
  });

  it("names no address but the namespace of SVG, and loads nothing", () => {
    expect([...html.matchAll(/\bhttps?:[^"'\s<]+/g)].map(([address]) => address)).toEqual(
      Array.from({ length: document.querySelectorAll("svg").length }, () => "http://www.w3.org/2000/svg"),
    );
    expect(document.querySelectorAll("[src],link,iframe,object,embed,form,[style],[onclick]")).toHaveLength(
      0,
    );
  });

  it("has a caption and scoped heads in every table", () => {
    for (const table of document.querySelectorAll("table")) {
      expect(table.querySelector("caption")?.textContent).not.toBe("");
      for (const head of table.querySelectorAll("th"))
        expect(head.getAttribute("scope")).toMatch(/^(?:col|row)$/);
    }
  });

  it("never prints what is no number", () => {
    expect(document.body.textContent).not.toMatch(/NaN|Infinity|undefined|\[object/);
    expect(html).not.toMatch(/="[^"]*(?:NaN|Infinity|undefined)[^"]*"/);
  });
});

describe("the page speaks of what is there", () => {
  it("of verbatims only where there are some, or where they were left out", () => {
    const { privacy } = models.full;
    const without = renderHtml({ ...models.full, verbatims: null });
    expect(without).not.toMatch(/Masked in verbatims|Read the verbatims|In their own words/);
    const omitted = renderHtml({
      ...models.full,
      verbatims: null,
      privacy: { ...privacy, verbatimsOmitted: true },
    });
    expect(omitted).toContain("Verbatims were left out of this report on request.");
    expect(omitted).not.toContain("Read the verbatims");
  });

  it("of the total behind segments, found by the score's id or its label", () => {
    const segments = models.full.segments.map((one) => ({
      ...one,
      score: models.full.scores[0]?.label ?? "",
    }));
    expect(renderHtml({ ...models.full, segments })).toBe(renderHtml(models.full));
  });

  it("of when it was made, to the minute, or not at all", () => {
    const made = (generated: string) => renderHtml({ ...models.empty, generated });
    expect(made("2026-11-22T00:13:02.838Z")).toContain("Made 2026-11-22 00:13 UTC with CXKit 0.1.0");
    expect(made("2026-11-22T08:13:02+08:00")).toContain("Made 2026-11-22 08:13 +08:00 with");
    expect(renderHtml(models.empty)).toContain("Made with CXKit 0.1.0");
  });

  it("of neither value nor distribution of a base below the minimum cell", () => {
    const html = renderHtml(models.single);
    expect(html).toContain("&lt;10");
    expect(html).not.toContain("chart-distribution");
  });
});

describe("the page's policy", () => {
  const digest = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

  it("allows the style sheet and the script of the page, and no others", () => {
    expect(pagePolicy).toContain(`style-src ${digest(pageStyle)};`);
    expect(pagePolicy).toContain(`script-src ${digest(pageScript)};`);
    expect(pagePolicy).toMatch(/^default-src 'none';/);
    expect(pagePolicy).not.toContain("unsafe");
  });

  it("is about the very bytes between the tags", () => {
    const html = renderHtml(models.empty);
    expect(html).toContain(`<style>${pageStyle}</style>`);
    expect(html).toContain(`<script>${pageScript}</script>`);
  });
});
