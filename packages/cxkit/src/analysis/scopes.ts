import { cxError } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import type { Evidence } from "./evidence.ts";
import type { ReportScope } from "./report-scope.ts";

/** Rows copied at a time. */
const pageSize = 1_000;

/**
 * Cuts a workbench by one column: one scope per value, each with a store that holds that value's rows and no others, so that
 * nothing of a neighbour can reach its report.
 *
 * @yields the scopes in order of their values, each with a file name made of its value
 * @throws {CxError} `invalid-setup` when no file has such a segment
 */
export async function* scopesBy(
  bench: Evidence,
  column: string,
): AsyncIterable<{ readonly scope: ReportScope; readonly fileName: string }> {
  const { name, label } = dimensionNamed(bench, column);
  const field = `dimensions.${name}`;
  const cells = await bench.store.tally({
    select: { types: ["survey.responded"], tally: "category", value: "type" },
    by: [field],
    zone: "UTC",
  });
  const values = cells.flatMap(({ by }) => by[field] ?? []).toSorted();
  const taken = new Set<string>();
  for (const value of values) {
    const store = memoryStore();
    await store.declare(bench.instruments);
    let page = [];
    const where = { field, in: [value] };
    for await (const event of bench.store.events({ types: ["survey.responded"], where })) {
      page.push(event);
      if (page.length < pageSize) continue;
      await store.append(page);
      page = [];
    }
    await store.append(page);
    yield { scope: { store, field, label, value }, fileName: fileNameFor(value, taken) };
  }
}

function dimensionNamed(
  { files }: Evidence,
  column: string,
): { readonly name: string; readonly label: string } {
  const dimensions = files.flatMap(({ config }) => config.dimensions);
  const wanted = column.trim().toLowerCase();
  for (const { name, column: label } of dimensions) {
    const shown = typeof label === "string" ? label : name;
    if (name.toLowerCase() === wanted || shown.trim().toLowerCase() === wanted) return { name, label: shown };
  }
  const known = [...new Set(dimensions.map(({ name }) => name))].join(", ") || "none";
  throw cxError(
    "invalid-setup",
    `--by ${column}: no such segment; there are ${known}. Add one with --segment`,
    {
      path: "by",
    },
  );
}

/** A file name from a value of the data: letters and digits of any script, never a path. */
function fileNameFor(value: string, taken: Set<string>): string {
  const base =
    value
      .normalize("NFC")
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 80) || "value";
  let name = base;
  for (let i = 2; taken.has(name.toLowerCase()); i += 1) name = `${base}-${i}`;
  taken.add(name.toLowerCase());
  return name;
}
