import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { changeChart } from "./charts/change-chart.ts";
import { distributionChart } from "./charts/distribution-chart.ts";
import { intervalStrip } from "./charts/interval-strip.ts";
import { rankingChart } from "./charts/ranking-chart.ts";
import { segmentChart } from "./charts/segment-chart.ts";
import { trendChart } from "./charts/trend-chart.ts";
import { emptyReport, madeUpReport } from "./fixtures/made-up-report.ts";
import type { ReportModel } from "./model.ts";
import { renderHtml } from "./render-html.ts";
import { renderTerminal } from "./render-terminal.ts";
import { reportTables } from "./report-tables.ts";
import { tableCsv } from "./table-csv.ts";

const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</style><style>*{display:none}</style>",
  "</script><script>alert(1)</script>",
  "</title></svg></table><iframe src=//evil.example>",
  "--><!-- x",
  "<![CDATA[x]]>",
  "&lt;b&gt;&#60;b&#62;",
  "\u202Etxt.exe\u2066",
  "a\u0000b\u0007c\u001B[31mred\u001B]0;title\u0007",
  "\uD83D lone \uDE00",
  '=HYPERLINK("http://evil.example")',
  "javascript:alert(1)",
  "${alert(1)}{{constructor}}",
] as const;

/** Names of fields that hold a code of the model rather than text of the data: their values choose a rendering. */
const codes = new Set([
  "locale",
  "unit",
  "better",
  "group",
  "kind",
  "every",
  "selection",
  "scope",
  "verdict",
  "confidence",
  "signal",
  "hidden",
  "zone",
  "id",
  "score",
  "alternative",
  "generated",
  "from",
  "to",
  "below",
]);

/** The model with a hostile string in place of, or behind, every string of the data. */
function poisoned<T>(value: T, poison: () => string, field = ""): T {
  if (typeof value === "string") return (codes.has(field) ? value : poison()) as T;
  if (Array.isArray(value)) return value.map((part: unknown) => poisoned(part, poison, field)) as T;
  if (value !== null && typeof value === "object")
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        key === "scope" && typeof part === "object" ? poisoned(part, poison) : poisoned(part, poison, key),
      ]),
    ) as T;
  return value;
}

/**
 * What data must not change: the elements of the page outside its charts, in order, each with the names of its attributes;
 * and the kinds of element and attribute inside charts, whose number depends on how long words are.
 */
function skeleton(html: string): { readonly page: string[]; readonly charts: string[] } {
  const { document } = parseHTML(html);
  const page: string[] = [];
  const charts = new Set<string>();
  for (const element of document.querySelectorAll("*")) {
    const names = [...element.attributes].map(({ name }) => name);
    if (element.closest("svg")) for (const name of ["", ...names]) charts.add(`${element.localName} ${name}`);
    // Where a name may break depends on its letters; that it may is the page's doing.
    else if (element.localName !== "wbr") page.push(`${element.localName}[${names.join(" ")}]`);
  }
  return { page, charts: [...charts].toSorted() };
}

const scoped: ReportModel = { ...madeUpReport({ verbatims: 8 }), scope: { label: "Region", value: "North" } };
const harmless = poisoned(scoped, () => "word");

describe("whatever stands in the data", () => {
  const expected = skeleton(renderHtml(harmless));

  it.each(hostile)("the page has no element and no attribute of it: %j", (poison) => {
    expect(skeleton(renderHtml(poisoned(scoped, () => poison)))).toEqual(expected);
  });

  it("the page has none of it when it stands in one field only, whichever", () => {
    const word = (at: number) => `word ${at}`;
    let named = -1;
    const told = skeleton(
      renderHtml(
        poisoned(scoped, () => {
          named += 1;
          return word(named);
        }),
      ),
    );
    const fields = count(scoped);
    fc.assert(
      fc.property(fc.nat(fields - 1), fc.constantFrom(...hostile), (field, poison) => {
        let at = -1;
        const model = poisoned(scoped, () => {
          at += 1;
          return at === field ? poison : word(at);
        });
        expect(skeleton(renderHtml(model))).toEqual(told);
      }),
      { numRuns: 25 },
    );
  });

  it.each(hostile)("charts are well-formed and hold it as text only: %j", (poison) => {
    const model = poisoned(scoped, () => poison);
    const inside = (svgs: readonly string[]) =>
      skeleton(`<!doctype html><html><body>${svgs.join("")}</body></html>`);
    expect(inside(drawings(model))).toEqual(inside(drawings(harmless)));
    for (const svg of drawings(model))
      // oxlint-disable-next-line no-control-regex
      expect(svg).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u202A-\u202E\u2066-\u2069]/);
  });

  it.each(hostile)("a terminal is told nothing by it: %j", (poison) => {
    const text = renderTerminal(
      poisoned(scoped, () => poison),
      { columns: 80, color: false },
    );
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
  });

  it.each(hostile)("a spreadsheet runs nothing of it: %j", (poison) => {
    for (const table of reportTables(poisoned(scoped, () => poison)))
      for (const line of tableCsv(table).slice(1).split("\r\n")) expect(line).not.toMatch(/(?:^|,)"?[=+@\t]/);
  });

  it("an empty report is as safe", () => {
    const poison = hostile[1];
    const words = skeleton(renderHtml(poisoned(emptyReport(), () => "word")));
    expect(skeleton(renderHtml(poisoned(emptyReport(), () => poison)))).toEqual(words);
  });
});

function drawings(model: ReportModel): string[] {
  const { locale, minimumCell } = model;
  return [
    ...model.scores.flatMap((score) => [
      distributionChart(score, { locale }),
      trendChart(score, { locale, target: 30 }),
      intervalStrip(score, { locale }),
    ]),
    ...model.rankings.map((ranking) => rankingChart(ranking, { locale, minimumCell })),
    ...model.segments.map((segmentation) =>
      segmentChart(segmentation, { locale, minimumCell, total: model.scores[0]?.estimate ?? null }),
    ),
    changeChart(model.changes?.changes ?? [], { locale }),
  ];
}

function count(model: ReportModel): number {
  let fields = 0;
  poisoned(model, () => {
    fields += 1;
    return "";
  });
  return fields;
}
