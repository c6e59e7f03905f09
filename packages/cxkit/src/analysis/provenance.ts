import type { SetAside, Store } from "@cxkit/core";
import {
  type FileAssumption,
  type FileSummary,
  maskContactDetails,
  type Privacy,
  type SetAsideGroup,
} from "@cxkit/report";
import type { Evidence, EvidenceSource } from "./evidence.ts";
import { groupedBy } from "./grouped-by.ts";

/**
 * What became of the files' rows. A part of the data is told of its own rows only: files without any are left out, and files
 * whose rows cannot be told apart (one survey, one wave) stand together.
 *
 * @param part store of the part, where the report is about one
 */
export async function fileSummaries(
  { files }: Pick<Evidence, "files">,
  part?: Store,
): Promise<readonly FileSummary[]> {
  if (!part) return files.map(wholeSummary);
  const cells = await part.tally({
    select: { types: ["survey.responded"], tally: "category", value: "type" },
    by: ["source"],
    zone: "UTC",
  });
  const bySource = groupedBy(files, sourceOf);
  return [...bySource].flatMap(([source, group]) => {
    const own = cells.reduce((sum, { by, tally }) => {
      const [, survey = ""] = /^[^:]*:(.*)$/.exec(by["source"] ?? "") ?? [];
      // The wave of a row may stand in a column; then its source begins with the file's.
      const among = survey === source || (survey.startsWith(`${source}/`) && !bySource.has(survey));
      return among && tally.kind === "category" ? sum + total(tally.counts) : sum;
    }, 0);
    if (own === 0) return [];
    return [
      {
        ...wholeSummary(group[0]!),
        name: group.map(({ file }) => file.name).join(", "),
        rows: own,
        responses: own,
        duplicates: 0,
        edited: [],
        setAside: 0,
      },
    ];
  });
}

/** What was set aside in a file, by reason, most frequent first, with the first few examples, contact details masked. */
export function setAsideGroups(
  file: string,
  setAside: readonly SetAside[],
  scoped: boolean,
): readonly SetAsideGroup[] {
  // A part must not show cells of rows that may not be its own.
  if (scoped) return [];
  const groups = groupedBy(setAside, ({ scope, reason }) => `${scope} ${reason}`);
  return [...groups.values()]
    .toSorted((left, right) => right.length - left.length)
    .map((group) => ({
      file,
      scope: group[0]!.scope,
      reason: group[0]!.reason,
      count: group.length,
      examples: group
        .slice(0, 5)
        .map(({ line, path, message }) => ({ line: line ?? null, path, message: masked(message) })),
    }));
}

/** Assumptions that speak of headings, options and file names alone: they are the same whatever the rows hold. */
const aboutHeadings: readonly string[] = [
  "channel",
  "contact-columns",
  "header-rows",
  "identity-inferred",
  "new-columns",
  "preview-rows",
  "segments",
  "status",
  "undated",
];

/**
 * Every assumption, contact details masked. Some quote what the rows hold (dates that may be read two ways, codes, means);
 * a part is told only of those that cannot, and of how its own items are read.
 */
export function reportedAssumptions(
  { files }: Pick<Evidence, "files">,
  scoped: boolean,
): readonly FileAssumption[] {
  return files.flatMap(({ file, config, assumptions }) =>
    assumptions
      .filter((one) => !scoped || isAboutHeadings(one, config))
      .map((one) => ({
        ...one,
        file: file.name,
        text: Object.fromEntries(
          Object.entries(one.text).map(([language, text]) => [language, masked(text)]),
        ),
      })),
  );
}

/** Reasons to leave a column out that are about people. */
const personal: readonly string[] = ["contact", "ip", "location", "name", "identifier"];

/** Columns that say who somebody is. */
export function hiddenColumns(file: string, config: EvidenceSource["config"]): Privacy["hiddenColumns"] {
  return config.excluded
    .filter(({ why }) => personal.includes(why))
    .map(({ column, why }) => ({ file, column, why }));
}

function wholeSummary({ file, channel, format, config, ingested }: EvidenceSource): FileSummary {
  const { rows, responses, duplicates, edited, setAside } = ingested;
  return {
    name: file.name,
    channel: channel.id,
    format,
    wave: config.wave && "value" in config.wave ? (config.wave.value ?? null) : null,
    rows,
    responses,
    duplicates,
    edited: edited.map(({ line, key }) => ({ line, key: masked(key) })),
    setAside: setAside.length,
    identityInferred: config.identity === "inferred",
  };
}

/** Survey and wave of a file, as its events' sources have them behind the channel's prefix. */
function sourceOf({ config }: EvidenceSource): string {
  const wave = config.wave && "value" in config.wave ? config.wave.value : undefined;
  return wave === undefined ? config.survey : `${config.survey}/${wave}`;
}

function isAboutHeadings(
  { id, confidence }: Pick<FileAssumption, "id" | "confidence">,
  config: EvidenceSource["config"],
): boolean {
  if (aboutHeadings.includes(id)) return true;
  if (id === "time-zone") return confidence !== "likely";
  if (id === "date") return "column" in config.time;
  return id === "wave" && !(config.wave && "column" in config.wave);
}

function masked(text: string): string {
  return maskContactDetails(text).text;
}

function total(counts: { readonly [category: string]: number }): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
