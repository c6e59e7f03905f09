import type { ColumnHead } from "./header.ts";

/**
 * What a column is called, as word patterns look for it: its name and its wording in lower case, `endDate` and `end_date` as
 * "end date".
 */
export function headingsOf({ name, wording }: Pick<ColumnHead, "name" | "wording">): string[] {
  return [name, wording].map((text) =>
    text
      .normalize("NFKC")
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .replace(/[_\s]+/g, " ")
      .trim()
      .toLowerCase(),
  );
}
