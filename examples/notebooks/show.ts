/**
 * Charts, tables and checks as rich output of a notebook.
 */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** Colours that hold on light and dark ground. `ink` and `faint` go with the axes. */
export const colors = {
  ours: "var(--ours)",
  book: "var(--book)",
  third: "var(--third)",
  faint: "var(--faint)",
  ink: "var(--ink)",
};

const display: unique symbol = Symbol.for("Jupyter.display");

/** What Jupyter shows when it is the last value of a cell: texts by media type. */
export interface Shown {
  readonly [display]: () => Readonly<Record<string, string>>;
}

const style = `.cxkit{--ground:#fff;--ink:#24292f;--faint:#8b949e;--ours:#0b6bcb;--book:#c2410c;--third:#2e7d4f;background:var(--ground);color:var(--ink);font-family:system-ui,sans-serif;max-width:100%;height:auto}@media (prefers-color-scheme:dark){.cxkit{--ground:#1b1b1f;--ink:#dfdfd6;--faint:#7d8590;--ours:#6cb6ff;--book:#f0883e;--third:#6fcf97}}`;

/**
 * A chart as SVG that needs nothing else, for light and dark.
 *
 * @param title what it shows, in words: read out in place of the picture
 * @param options as of Observable Plot
 */
export function chart(title: string, options: Plot.PlotOptions): Shown {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const plot = Plot.plot({ document, width: 760, marginBottom: 42, style: { fontSize: "12px" }, ...options });
  const label = escaped(title);
  const svg = (plot.tagName.toLowerCase() === "svg" ? plot : plot.querySelector("svg")!).outerHTML
    .replace("<svg", `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}"`)
    .replace(/class="([^"]*)"/, 'class="cxkit $1"')
    // Plot's own ground and white would hide what stands on dark.
    .replaceAll("var(--plot-background)", "var(--ground)")
    // A tenth of a pixel is enough; texts stay as they are.
    .replaceAll(/<[^>]*>/g, (tag) => tag.replaceAll(/(\d+\.\d)\d+/g, "$1"))
    .replace(/(<svg[^>]*>)/, `$1<title>${label}</title><style>${style}</style>`);
  return shown({ "image/svg+xml": svg, "text/plain": title });
}

/**
 * Rows as a table, the names of the columns from the first.
 *
 * @param rows text as it is to be read; numbers are rounded to 4 places; null is a dash
 */
export function table(rows: readonly Readonly<Record<string, string | number | null>>[]): Shown {
  const names = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => names.map((name) => written(row[name] ?? null)));
  const right = names.map((_, i) =>
    cells.every((row) => /^[−+-]?[\d,.]+( %)?$|^–$|^[\d.]+e-\d+$/.test(row[i]!)),
  );
  const line = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text, i) => `<${tag} style="padding:2px 12px;text-align:${right[i] ? "right" : "left"}${tag === "td" && text.length < 48 ? ";white-space:nowrap" : ""}">${escaped(text)}</${tag}>`).join("")}</tr>`;
  return shown({
    "text/html": `<table><thead>${line("th", names)}</thead><tbody>${cells.map((row) => line("td", row)).join("")}</tbody></table>`,
    "text/plain": [names, ...cells].map((row) => row.join(" | ")).join("\n"),
  });
}

/**
 * Holds numbers against a witness, shows both, and stops the notebook when they do not agree.
 *
 * @param witness who says so, with version
 * @param checks what, our number, theirs
 * @param tolerance largest difference allowed, relative to the witness (absolute below 1)
 */
export function agree(
  witness: string,
  checks: readonly (readonly [what: string, ours: number, theirs: number])[],
  tolerance = 1e-9,
): Shown {
  const rows = checks.map(([what, ours, theirs]) => {
    const difference = Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));
    if (!(difference <= tolerance)) {
      throw new Error(`${what}: ${ours} is not what ${witness} says: ${theirs}`);
    }
    return {
      what,
      CXKit: ours.toFixed(8),
      [witness]: theirs.toFixed(8),
      difference: difference === 0 ? "0" : difference.toExponential(0),
    };
  });
  return table(rows);
}

/** Both ends of an interval with one decimal, so that a 0 between them is seen. */
export function limits({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${signed(low)} to ${signed(high)}`;
}

/** A number with one decimal and a typographic minus. */
export function signed(value: number): string {
  return value.toFixed(1).replace("-", "−");
}

/** Stops the notebook unless a claim of its text holds. */
export function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}

/** The rows of a comma-separated file without quotes, by the names of its first line. */
export function rowsOf(text: string): Record<string, string>[] {
  const [header = "", ...lines] = text.trim().split("\n");
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}

function shown(bundle: Readonly<Record<string, string>>): Shown {
  return { [display]: () => bundle };
}

function written(value: string | number | null): string {
  if (value === null) return "–";
  return typeof value === "string" ? value : value.toLocaleString("en", { maximumFractionDigits: 4 });
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
