import type { PluginManifest } from "@cxkit/core";
import type { ConformanceEvidence } from "./conformance-evidence.ts";

/** Levels for which checks of a kit are asked; the next is not reached by checks. */
export type CheckedLevel = "bronze" | "silver" | "gold";

/**
 * What stands in the way of a level, of the checks that a report tells of: what failed, was skipped or not tried; and what the manifest
 * says there is, and no check was passed of. A check that a report calls not applicable to what is in the manifest proves nothing.
 */
export function checksMissing(
  { checks }: ConformanceEvidence,
  { contributes }: Pick<PluginManifest, "contributes">,
  level: CheckedLevel,
): string[] {
  const unpassed = checks
    .filter(({ id, outcome }) => familiesOf[level].test(id) && standing.has(outcome))
    .map(
      ({ id, title, outcome, reason }) =>
        `${id} ${outcome.replace("-", " ")}: ${title}${outcome === "not-tried" && reason ? ` (${reason})` : ""}`,
    );
  const said = new Set(checks.filter(({ outcome }) => standing.has(outcome)).map(({ id }) => id));
  const times = (id: string, passed: boolean): number =>
    checks.filter((one) => one.id === id && (!passed || one.outcome === "passed")).length;
  const missing = partsOf(contributes).flatMap(({ what, count, [level]: asked = {} }) => {
    const { passed = [], told = [] } = asked;
    const without = [
      ...passed.filter((id) => times(id, true) < count),
      ...told.filter((id) => times(id, false) < count),
    ].filter((id) => !said.has(id));
    return count === 0 || without.length === 0
      ? []
      : [
          `never tried with ${count === 1 ? what : `each ${what.replace(/^an? /, "")}`}: ${without.join(", ")}`,
        ];
  });
  return [...unpassed, ...missing];
}

const standing: ReadonlySet<string> = new Set(["failed", "skipped", "not-tried"]);

/** Checks of which none may have failed, been skipped or not been tried; other kinds than channels have few, and pass them all at once. */
const familiesOf: { readonly [level in CheckedLevel]: RegExp } = {
  bronze: /^(?:D\d+|C[1-5]|A[1-3]|R[1-5]|F\d+|V[1-6]|N1|H5|[MJLOSBTK]\d+)$/,
  silver: /^(?:[RIENDCH]\d+)$/,
  gold: /^(?:[WP]\d+|A[4-6]|V(?:[7-9]|1[0-2]))$/,
};

interface Asked {
  /** Ids that have to be passed: of what has this part nothing makes them inapplicable. */
  readonly passed?: readonly string[];
  /** Ids of which the report has to tell: whether they apply depends on the producer, or on a release before. */
  readonly told?: readonly string[];
}

interface Part {
  readonly what: string;
  /** How many of the plugin's contributions have it. */
  readonly count: number;
  readonly bronze?: Asked;
  readonly silver?: Asked;
  readonly gold?: Asked;
}

/** What a manifest says there is, and which checks that asks for. */
function partsOf(contributes: PluginManifest["contributes"]): readonly Part[] {
  const channels = contributes.channels ?? [];
  const streams = (mode?: "full"): number =>
    channels.filter(({ streams: own = {} }) =>
      Object.values(own).some((one) => mode === undefined || one.mode !== mode),
    ).length;
  const having = (part: "webhook" | "file" | "hydrates"): number =>
    channels.filter((channel) => Boolean(channel[part])).length;
  return [
    {
      what: "a channel",
      count: channels.length,
      bronze: { passed: [...ids("D", 1, 9), ...ids("C", 1, 5), ...ids("V", 1, 6), "N1", "H5"] },
      silver: { passed: [...ids("N", 2, 4), "H1", "H2", "H4"], told: ["C6", "C7", "N5", "E5"] },
      gold: { passed: ["P2", "P3", "V7", "V9", "V11", "V12"], told: ["V8"] },
    },
    {
      what: "a channel with streams",
      count: streams(),
      bronze: { passed: ["R1", "R3", "R4"], told: [...ids("A", 1, 3), "R2", "R5"] },
      silver: { passed: ["R11", ...ids("E", 1, 7), "H3"], told: ids("R", 6, 10) },
      gold: { passed: ["A5", "A6"], told: ["A4"] },
    },
    {
      what: "a channel with streams that are read on",
      count: streams("full"),
      silver: { passed: [...ids("I", 1, 6), ...ids("I", 8, 10), "I12", "I13"], told: ["I7", "I11"] },
    },
    {
      what: "a channel with a webhook",
      count: having("webhook"),
      gold: { passed: [...ids("W", 1, 5), ...ids("W", 7, 10)], told: ["W6"] },
    },
    { what: "a channel that completes records", count: having("hydrates"), silver: { passed: ["E8"] } },
    { what: "a channel that reads files", count: having("file"), bronze: { passed: ids("F", 1, 9) } },
    ...Object.entries(firstOf).map(([kind, { what, first }]) => ({
      what,
      count: (contributes[kind as keyof typeof firstOf] ?? []).filter((one: object) => "module" in one)
        .length,
      bronze: { passed: [first] },
    })),
  ];
}

/** Of other kinds the kit's first check tells how many were tried. */
const firstOf = {
  metrics: { what: "a metric", first: "M1" },
  alertRules: { what: "an alert rule", first: "L1" },
  notifiers: { what: "a notifier", first: "O1" },
  stores: { what: "a store", first: "S1" },
  reports: { what: "a report", first: "B1" },
  textAnalyzers: { what: "a text analyzer", first: "T1" },
  commands: { what: "a command", first: "K1" },
} as const satisfies {
  readonly [kind in keyof PluginManifest["contributes"]]?: { readonly what: string; readonly first: string };
};

/** Ids from the first to the last of a family: `ids("C", 1, 5)` are C1 to C5. */
function ids(family: string, from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => `${family}${from + at}`);
}
