import { cutToWidth, displayWidth } from "./display-width.ts";
import { headline } from "./headline.ts";
import { plainText } from "./html/markup.ts";
import { localized } from "./localized.ts";
import { mergedAssumptions } from "./merged-assumptions.ts";
import type { ReportModel, Score } from "./model.ts";
import { reportNumbers } from "./numbers.ts";
import { reportPeriod } from "./report-period.ts";
import { shownDistribution } from "./score-tables.ts";
import { reportStrings, wordFor } from "./strings.ts";
import { type TerminalPaint, fillTo, intervalWhisker, terminalPaint, wrapText } from "./terminal-text.ts";

/** How wide, and with what, a terminal can show. */
export interface TerminalOptions {
  /** Width in columns. Lines are never longer, from 40 columns on. */
  readonly columns: number;
  /** Escape sequences for colour. `false` writes none at all. */
  readonly color: boolean;
  /** Block and line drawing characters; `false` keeps to ASCII marks. Default true. */
  readonly unicode?: boolean;
}

/**
 * The report for a terminal: the three sentences, the leading score with its distribution, rankings with intervals, changes,
 * what was set aside and what was assumed. Control characters in the data are left out.
 *
 * @returns lines ending in a line feed
 */
export function renderTerminal(model: ReportModel, options: TerminalOptions): string {
  return renderLines(inLines(model), options);
}

function renderLines(model: ReportModel, options: TerminalOptions): string {
  const columns = Math.max(40, Math.floor(options.columns));
  const paint = terminalPaint(options.color);
  const unicode = options.unicode ?? true;
  const context = {
    model,
    columns,
    paint,
    unicode,
    strings: reportStrings(model.locale),
    numbers: reportNumbers(model.locale),
  };
  const blocks = [
    opening(context),
    ...model.scores.slice(0, 1).map((score) => scoreBlock(context, score)),
    otherScores(context),
    ...rankings(context),
    changes(context),
    setAside(context),
    assumptions(context),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join("\n"))
    .join("\n\n")}\n`;
}

interface Context {
  readonly model: ReportModel;
  readonly columns: number;
  readonly paint: TerminalPaint;
  readonly unicode: boolean;
  readonly strings: ReturnType<typeof reportStrings>;
  readonly numbers: ReturnType<typeof reportNumbers>;
}

/** Rows a terminal shows of a long list. */
const shownRows = 12;

function opening({ model, columns, paint, strings, numbers }: Context): string[] {
  const facts = `${reportPeriod(model, strings)} · ${strings.base(numbers.integer(model.responses), model.files.length)}`;
  return [
    ...wrapText(model.title, columns).map((line) => paint.strong(line)),
    ...(model.scope ? wrapText(strings.scope(model.scope.label, model.scope.value), columns) : []),
    ...wrapText(facts, columns).map((line) => paint.faint(line)),
    "",
    ...headline(model).flatMap((sentence) => wrapText(plainText(sentence), columns)),
  ];
}

function scoreBlock({ model, columns, paint, unicode, strings, numbers }: Context, score: Score): string[] {
  const title = `${score.label} · ${localized(score.metric.title, model.locale)}`;
  const bars = shownDistribution(model, score);
  const names = bars.map(({ point, label }) => (label === null ? String(point) : `${point} ${label}`));
  const nameWidth = Math.min(Math.floor(columns / 3), widest(names));
  const barWidth = Math.min(40, columns - nameWidth - 20);
  const most = Math.max(1e-9, ...bars.map(({ share }) => share));
  const share = numbers.shares(score.estimate.n);
  const tooSmall = score.estimate.value === null || score.estimate.n < model.minimumCell;
  return [
    paint.strong(cutToWidth(title, columns)),
    ...wrapText(
      tooSmall
        ? strings.named(strings.hiddenBase(model.minimumCell), `n = ${numbers.integer(score.estimate.n)}`)
        : numbers.estimate(score.estimate),
      columns,
    ),
    ...bars.map((answers, index) => {
      const { count, group } = answers;
      const length = Math.round((answers.share / most) * barWidth);
      const bar = (unicode ? "█" : "#").repeat(length) || (answers.share > 0 ? (unicode ? "▏" : ".") : "");
      const drawn =
        group === "detractor"
          ? paint.bad(bar)
          : group === "promoter" || group === "top"
            ? paint.accent(bar)
            : bar;
      return `${fillTo(cutToWidth(names[index] ?? "", nameWidth), nameWidth, "start")} ${drawn} ${paint.faint(`${share(answers.share)}  ${numbers.integer(count)}`)}`;
    }),
  ];
}

function otherScores({ model, columns, paint, strings, numbers }: Context): string[] {
  const others = model.scores.slice(1);
  if (others.length === 0) return [];
  return [
    paint.strong(strings.headings.otherScores),
    ...others.flatMap((score) =>
      wrapText(
        `${score.label} · ${localized(score.metric.title, model.locale)}${strings.colon}${
          score.estimate.n < model.minimumCell
            ? strings.hiddenBase(model.minimumCell)
            : numbers.estimate(score.estimate)
        }`,
        columns,
        2,
      ),
    ),
  ];
}

function rankings({ model, columns, paint, unicode, strings, numbers }: Context): string[][] {
  return model.rankings.map((ranking) => {
    const title = strings.chart.ranking(
      localized(ranking.metric.title, model.locale),
      strings.rankingKind[ranking.kind],
    );
    const { places } = ranking;
    const gap =
      places.length > shownRows + 1 ? { from: shownRows / 2, until: places.length - shownRows / 2 } : null;
    const limits = places.flatMap(({ estimate }) =>
      estimate ? [estimate.value, estimate.interval?.low ?? null, estimate.interval?.high ?? null] : [],
    );
    const known = limits.filter((limit) => limit !== null);
    const domain = [Math.min(...known), Math.max(...known)] as const;
    const ranks = places.map(({ rank }) => (rank ? rankText(rank) : ""));
    const names = places.map(({ label }) => label);
    const write = numbers.aligned(places.flatMap(({ estimate }) => estimate ?? []));
    const values = places.map(({ estimate, n }) =>
      estimate ? write(estimate) : n === 0 ? strings.noAnswers : strings.hiddenBase(model.minimumCell),
    );
    const rankWidth = widest(ranks);
    const valueWidth = widest(values);
    const nameWidth = Math.min(Math.floor(columns * 0.4), widest(names));
    const room = Math.min(48, columns - rankWidth - nameWidth - valueWidth - 6);
    return [
      paint.strong(
        cutToWidth(
          `${title} · ${strings.columns.rank} / ${strings.interval(numbers.level(model.confidenceLevel))}`,
          columns,
        ),
      ),
      ...places.flatMap(({ estimate }, index) => {
        if (gap && index >= gap.from && index < gap.until)
          return index === gap.from ? more(gap.until - gap.from, strings) : [];
        const head = `${fillTo(ranks[index] ?? "", rankWidth, "end")}  ${fillTo(cutToWidth(names[index] ?? "", nameWidth), nameWidth, "start")}  ${fillTo(values[index] ?? "", valueWidth, "end")}`;
        return [
          estimate && room >= 8
            ? `${head}  ${paint.accent(intervalWhisker(estimate, domain, room, unicode))}`
            : head,
        ];
      }),
    ];
  });
}

function changes({ model, columns, paint, strings, numbers }: Context): string[] {
  const family = model.changes;
  if (!family || family.changes.length === 0) return [];
  const { from, to, correction } = family;
  const found = family.changes.filter(({ signal }) => signal !== null);
  const title = `${strings.headings.changes} · ${strings.period(from, to)}`;
  return [
    paint.strong(cutToWidth(title, columns)),
    ...wrapText(
      found.length === 0
        ? strings.terminal.changesNothing(correction.comparisons)
        : strings.changesSome(found.length, correction.comparisons),
      columns,
    ),
    ...found.slice(0, shownRows).flatMap(({ label, metric, signal, comparison }) => {
      const line = `${label} · ${localized(metric.title, model.locale)}${strings.colon}${numbers.change(comparison.difference)} ${strings.signalWord[signal ?? "none"]}`;
      return wrapText(line, columns, 2).map((part) =>
        signal === "worse" ? paint.bad(part) : paint.accent(part),
      );
    }),
    ...more(found.length - shownRows, strings),
  ];
}

function setAside({ model, columns, paint, strings, numbers }: Context): string[] {
  if (model.setAside.length === 0) return [];
  return [
    paint.strong(strings.headings.setAside),
    ...model.setAside.slice(0, shownRows).flatMap((group) => {
      const count = numbers.integer(group.count);
      const line = group.examples.find((example) => example.line !== null)?.line;
      const what = [
        group.scope === "record" ? strings.terminal.records(count) : strings.terminal.values(count),
        wordFor(strings.reason, group.reason),
      ].join(strings.comma);
      const place = typeof line === "number" ? strings.named(what, `${strings.columns.line} ${line}`) : what;
      return wrapText(`${group.file}${strings.colon}${place}`, columns, 2);
    }),
    ...more(model.setAside.length - shownRows, strings),
  ];
}

function assumptions({ model, columns, paint, strings }: Context): string[] {
  const made = mergedAssumptions(model).filter(({ confidence }) => confidence !== "certain");
  if (made.length === 0) return [];
  return [
    paint.strong(strings.terminal.assumed),
    ...made
      .slice(0, shownRows)
      .flatMap(({ files, path, text, override }) => [
        ...wrapText(
          `${[files.length > 1 && files.length === model.files.length ? strings.allFiles : files.join(strings.comma), path].filter(Boolean).join(" · ")}${strings.colon}${localized(text, model.locale)}`,
          columns,
          2,
        ),
        ...(override ? wrapText(`    ${override}`, columns, 4).map((line) => paint.faint(line)) : []),
      ]),
    ...more(made.length - shownRows, strings),
  ];
}

function more(count: number, strings: Context["strings"]): string[] {
  return count > 0 ? [strings.terminal.moreRows(count)] : [];
}

function rankText({ best, worst }: { readonly best: number; readonly worst: number }): string {
  return best === worst ? String(best) : `${best}–${worst}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => displayWidth(text)));
}

/** The model with every text in one line that a terminal shows and does not obey. */
function inLines<T>(value: T): T {
  if (typeof value === "string") return plainText(value).replaceAll(/\s+/g, " ").trim() as T;
  if (Array.isArray(value)) return value.map((part: unknown) => inLines(part)) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inLines(part)])) as T;
}
