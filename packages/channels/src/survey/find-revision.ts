import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, freeColumns } from "./draft.ts";
import { dateFormatOf } from "./find-time.ts";
import type { SurveyMapping, TimeSource } from "./mapping.ts";
import { isUpdateTime } from "./update-time.ts";

/**
 * The column of the producer's last change, where responses have ids: what makes edits of a re-export replace what an earlier
 * export said, and an older file bring nothing back. When a response was recorded is no such time.
 */
export function findRevision(
  draft: Draft,
  identity: SurveyMapping["identity"],
  time: TimeSource,
): SurveyMapping["revision"] | undefined {
  const told = draft.overrides.revision;
  if (told === null || identity === "inferred") return undefined;
  const column = told
    ? columnOf(draft, told)
    : draft.columns.find(
        (each) =>
          isUpdateTime(each) &&
          each.filled >= each.rows * 0.9 &&
          (draft.excluded.get(each.name) === "date" ||
            freeColumns(draft).includes(each) ||
            dates(time, each)),
      );
  const format = column && dateFormatOf(draft, column);
  if (!column || format === undefined || format === "ambiguous") return undefined;
  draft.taken.add(column.name);
  draft.excluded.delete(column.name);
  assume(
    draft,
    "revision",
    column.name,
    told ? "certain" : "likely",
    `"${column.name}" says when a response was last changed: of two states of one response the later counts`,
    `“${column.name}”为答卷的最后修改时间：同一答卷以最新状态为准`,
  );
  return { column: column.name, format, zone: "zone" in time ? time.zone : (draft.overrides.zone ?? "UTC") };
}

const dates = (time: TimeSource, column: ColumnProfile) => "column" in time && time.column === column.name;
