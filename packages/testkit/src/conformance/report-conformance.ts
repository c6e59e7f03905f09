import type { Report, Store } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { deepFrozen, type LeafPath, textLeaves, withText } from "../leaves.ts";
import { trapped } from "./ambient-traps.ts";
import { checksOf, type ConformanceCheck, type Skip, untried } from "./check.ts";
import { definitionPlan } from "./definition-plan.ts";
import { delimitedRows } from "./delimited-rows.ts";
import { formulaStarts, hostileTexts, openMarkup } from "./hostile-texts.ts";

/** What a report is tried with. */
export interface ReportConformanceOptions<Params, Model> {
  /** A store with something to report on, opened anew for each check. Absent: `models` are rendered. */
  readonly open?: () => Promise<Store>;
  readonly params?: Params;
  /** Models besides those that `data` makes of the store. */
  readonly models?: readonly Model[];
  /** Texts of a model that are its own words and never come from data (keys, units, languages): left as they are. By the last key of the path. */
  readonly own?: readonly string[];
  readonly skip?: readonly Skip[];
}

/**
 * What every report keeps: the same model is the same bytes, the model is JSON, and no text of a customer's becomes markup, a formula,
 * another cell or a command to the terminal.
 *
 * @param report the report under test
 * @param options a store or models, and parameters
 * @throws {RangeError} when a skip names no check or gives no reason
 */
export function reportConformance<Params, Model>(
  report: Report<Params, Model>,
  options: ReportConformanceOptions<Params, Model>,
): readonly ConformanceCheck[] {
  const { open, own = [], skip } = options;
  const has = (format: string): boolean => (report.formats as readonly string[]).includes(format);
  const without = (format: string): string | undefined =>
    has(format) ? undefined : `it is not written as ${format}`;
  const noModel =
    open || options.models?.length
      ? undefined
      : untried("no store and no models are given (`open`, `models`)");
  const made = async (): Promise<Model | undefined> => {
    if (!open) return undefined;
    await using store = await open();
    return report.data(store, options.params as Params);
  };
  const models = async (): Promise<readonly Model[]> => {
    const one = await made();
    return [...(one === undefined ? [] : [one]), ...(options.models ?? [])].map((model) =>
      deepFrozen(structuredClone(model)),
    );
  };
  /** The model with each of its texts in turn replaced. */
  const hostile = async (
    text: string,
    work: (model: Model, leaf: LeafPath, before: Model) => Promise<void>,
  ): Promise<void> => {
    for (const model of await models()) {
      for (const leaf of textLeaves(model)) {
        if (own.includes(String(leaf.at(-1)))) continue;
        await work(deepFrozen(withText(model, leaf, text)), leaf, model);
      }
    }
  };

  return checksOf(
    [
      definitionPlan("B1", "report", report),
      {
        id: "B2",
        title: "the model is plain JSON, the same every time, and asks nothing but the store",
        why: "A model is kept and rendered again.",
        unless: open ? undefined : untried("no store is given (`open`)"),
        async check() {
          const { result, touched } = await trapped("pulling", made);
          if (touched.length > 0) broken(`the data use ${touched.join(", ")}`);
          const difference = firstDifference(JSON.parse(JSON.stringify(result ?? null)), result ?? null);
          if (difference !== null) broken(`JSON changes the model: ${difference}`);
          const apart = firstDifference(await made(), result);
          if (apart !== null) broken(`made again, the model differs at ${apart}`);
        },
      },
      {
        id: "B3",
        title: "the same model is the same bytes, in every format, wherever and whenever it is written",
        why: "Two prints of one month must not differ.",
        unless: noModel,
        async check() {
          for (const model of await models()) {
            for (const format of report.formats) {
              const { result, touched } = await trapped("pulling", async () => report.render(model, format));
              if (touched.length > 0) broken(`${format} uses ${touched.join(", ")}`);
              if (typeof result !== "string" || result === "") broken(`${format} is ${shown(result)}`);
              const again = await report.render(JSON.parse(JSON.stringify(model)) as Model, format);
              if (again !== result) broken(`${format}, written again, is another text`);
            }
          }
        },
      },
      {
        id: "B4",
        title: "no text becomes markup",
        why: "A customer writes a script, a manager opens the report.",
        unless: noModel ?? without("html"),
        check: async () => {
          for (const text of hostileTexts) {
            await hostile(text, async (model, leaf) => {
              const found = openMarkup(await report.render(model, "html"));
              if (found !== null) broken(`${leaf.join(".")} becomes markup: ${found}`);
            });
          }
        },
      },
      {
        id: "B5",
        title: "no cell becomes a formula",
        why: "Spreadsheets run what begins with an equals sign.",
        unless: noModel ?? without("csv"),
        check: async () => {
          for (const start of formulaStarts) {
            await hostile(`${start}cx7()`, async (model, leaf) => {
              const cells = delimitedRows(await report.render(model, "csv")).flat();
              const bad = cells.find((cell) => /^\s*[=+\-@\t\r]/.test(cell) && cell.includes("cx7()"));
              if (bad !== undefined) broken(`${leaf.join(".")} becomes a formula: ${shown(bad)}`);
            });
          }
        },
      },
      {
        id: "B6",
        title: "no text becomes another cell or another row",
        why: "A comma in a comment must not move the numbers beside it.",
        unless: noModel ?? without("csv"),
        check: async () => {
          const shape = (rows: readonly (readonly string[])[]): string =>
            shown(rows.map((row) => row.length));
          await hostile('cx7",\r\n;\t"cx8', async (model, leaf, before) => {
            const plain = delimitedRows(
              await report.render(deepFrozen(withText(before, leaf, "cx7")), "csv"),
            );
            const rows = delimitedRows(await report.render(model, "csv"));
            if (shape(rows) !== shape(plain))
              broken(`${leaf.join(".")} breaks out of its cell: ${shape(plain)} became ${shape(rows)}`);
          });
        },
      },
      {
        id: "B7",
        title: "no text commands a terminal",
        why: "Escape sequences overwrite what stands above.",
        unless: noModel ?? without("text"),
        check: () =>
          hostile("cx7\u001B[2J\u001B]0;evil\u0007\u009B31m\r", async (model, leaf) => {
            const text = await report.render(model, "text");
            if (obeyed.some((one) => text.replaceAll("\r\n", "").includes(one)))
              broken(`${leaf.join(".")} commands the terminal`);
          }),
      },
      {
        id: "B8",
        title: "JSON is JSON, with nothing lost",
        why: "Other programs go on with it.",
        unless: noModel ?? without("json"),
        check: async () => {
          for (const text of hostileTexts) {
            await hostile(text, async (model, leaf) => {
              const written = await report.render(model, "json");
              try {
                JSON.parse(written);
              } catch {
                broken(`with ${shown(text)} in ${leaf.join(".")}, JSON cannot be read`);
              }
            });
          }
        },
      },
    ],
    skip,
  );
}

/** What a terminal obeys: clearing, naming its window, ringing, the one-letter form of the escape, going back to the start of a line. */
const obeyed = ["\u001B[2J", "\u001B]", "\u0007", "\u009B", "\r"];
