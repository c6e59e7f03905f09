/**
 * Compares the project's functions with reference values that other programs made, and says how far they are apart.
 *
 *     pnpm validate                      every area: function, cases, largest relative difference
 *     pnpm validate p-adjust --with-r    runs the area's own R or Python script again and shows both columns
 *     pnpm validate p-adjust --fill      lets the script fill in values that the reference file does not have yet
 *     pnpm validate --write              writes docs/validation/witnesses.md and docs/public/methods.bib
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Area, areaIds, areaOf, type Reference, referenceFolder, referenceOf } from "./area.ts";
import { type Compared, compareCase, compareValues, none, together } from "./compare.ts";
import { rerun } from "./rerun.ts";
import { root } from "../tree.ts";
import { sourcesFile, witnesses, witnessesPage } from "./witnesses-page.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "with-r": { type: "boolean", default: false },
    fill: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

let failures = 0;
let cases = 0;
for (const id of positionals.length > 0 ? positionals : areaIds()) {
  const area = await areaOf(id);
  const reference = values.fill ? filled(area, referenceOf(id)) : referenceOf(id);
  const again = values["with-r"] ? rerun(area.script, reference.cases) : undefined;
  console.log(`\n${area.title}  (${reference.versions})`);
  if (again && "unavailable" in again) console.log(`  not run again: ${again.unavailable}`);
  if (again && "versions" in again) console.log(`  run again with ${again.versions}`);
  for (const [fn, witnessed] of Object.entries(area.functions)) {
    const mine = reference.cases.flatMap((one, index) => (one.fn === fn ? [{ one, index }] : []));
    const compared = mine.map(({ one }) => compareCase(witnessed, one)).reduce(together, none);
    const redone =
      again && "results" in again
        ? mine
            .map(({ one, index }): Compared => {
              const { value, why } = again.results[index] ?? { why: "the script stopped" };
              if (why !== undefined) return { ...none, failures: [`${one.id}: ${why}`] };
              const { leaves = {}, scale = 1 } = witnessed;
              const rule = {
                tolerance: one.tolRel ?? 1e-9,
                floor: 1e-12 * scale,
                ...(one.decimals !== undefined && { printed: 0.5 * 10 ** -one.decimals }),
              };
              return compareValues(`${one.id} again`, value, one.expected ?? null, rule, leaves);
            })
            .reduce(together, none)
        : undefined;
    cases += mine.length;
    const columns = [
      `  ${fn}`.padEnd(44),
      [witnessed.name, ...(area.also?.[fn] ?? [])].join(", ").padEnd(36),
      `${mine.length} cases`.padStart(10),
      printed(compared).padStart(12),
    ];
    if (redone) columns.push(printed(redone).padStart(12));
    console.log(columns.join(" "));
    for (const failure of [...compared.failures, ...(redone?.failures ?? [])].slice(0, 5))
      console.log(`      ${failure}`);
    failures += compared.failures.length;
  }
}
console.log(`\n${cases} cases, ${failures} off tolerance`);
if (values.write) {
  writeFileSync(path.join(root, "docs/validation/witnesses.md"), witnessesPage(await witnesses()));
  writeFileSync(path.join(root, "docs/public/methods.bib"), sourcesFile());
}
process.exitCode = failures > 0 ? 1 : 0;

function printed({ largest, failures: wrong }: Compared): string {
  return wrong.length > 0 ? `${wrong.length} OFF` : largest === 0 ? "0" : largest.toExponential(1);
}

/** The reference with what its script makes of cases that have no value yet, written to its file. */
function filled(area: Area, reference: Reference): Reference {
  const open = reference.cases.filter(({ expected }) => expected === undefined);
  if (open.length === 0) return reference;
  const made = rerun(area.script, open);
  if ("unavailable" in made) throw new Error(`${area.script}: ${made.unavailable}`);
  const found = new Map(open.map((one, index) => [one.id, made.results[index]]));
  const next = {
    ...reference,
    cases: reference.cases.map((one) => {
      const { value, why } = found.get(one.id) ?? {};
      if (why !== undefined) console.log(`${one.id}: ${why}`);
      return value === undefined ? one : { ...one, expected: value, source: one.source ?? made.versions };
    }),
  };
  writeFileSync(path.join(referenceFolder, `${area.id}.json`), `${JSON.stringify(next, null, 2)}\n`);
  return next;
}
