import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import type { SetAside } from "@cxkit/core";
import type { FileSummary, Privacy, SetAsideGroup } from "@cxkit/report";
import type { Workbench } from "../input/workbench.ts";

/** What became of a file's rows. A part of the data is not told the counts of the whole. */
export function fileSummary(
  { file, channel, format, config, ingested }: Workbench["files"][number],
  scoped: boolean,
): FileSummary {
  const { rows, responses, duplicates, edited, setAside } = ingested;
  return {
    name: file.name,
    channel: channel.id,
    format,
    wave: config.wave && "value" in config.wave ? (config.wave.value ?? null) : null,
    ...(scoped
      ? { rows: 0, responses: 0, duplicates: 0, edited: [], setAside: 0 }
      : { rows, responses, duplicates, edited, setAside: setAside.length }),
    identityInferred: config.identity === "inferred",
  };
}

/** What was set aside in a file, by reason, most frequent first, with the first few examples. */
export function setAsideGroups(
  file: string,
  setAside: readonly SetAside[],
  scoped: boolean,
): readonly SetAsideGroup[] {
  // A part must not show cells of rows that may not be its own.
  if (scoped) return [];
  const groups = new Map<string, SetAside[]>();
  for (const one of setAside) {
    const name = `${one.scope} ${one.reason}`;
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return [...groups.values()]
    .sort((left, right) => right.length - left.length)
    .map((group) => ({
      file,
      scope: group[0]!.scope,
      reason: group[0]!.reason,
      count: group.length,
      examples: group.slice(0, 5).map(({ line, path, message }) => ({ line: line ?? null, path, message })),
    }));
}

/** Reasons to leave a column out that are about people. */
const personal: readonly string[] = ["contact", "ip", "location", "name", "identifier"];

/** Columns that say who somebody is. */
export function hiddenColumns(file: string, config: SurveyMapping): Privacy["hiddenColumns"] {
  return config.excluded
    .filter(({ why }) => personal.includes(why))
    .map(({ column, why }) => ({ file, column, why }));
}
