/**
 * Time spent answering in seconds: `123`, `123秒`, `2分3秒`, `1小时`, `00:02:03`.
 *
 * @returns undefined when the cell says none
 * @example readDuration("2分3秒", "second") // => 123
 */
export function readDuration(cell: string, unit: "second" | "minute" | "hour" | "clock"): number | undefined {
  const text = cell.trim();
  if (text === "") return undefined;
  const factor = unit === "minute" ? 60 : unit === "hour" ? 3600 : 1;
  const plain = Number(text);
  if (plain >= 0 && plain < Infinity) return plain * factor;
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.\d+)?$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const parts =
    /^(?:(\d+(?:\.\d+)?)\s*(?:小时|时|h(?:ours?|rs?)?))?\s*(?:(\d+(?:\.\d+)?)\s*(?:分钟?|m(?:in(?:ute)?s?)?))?\s*(?:(\d+(?:\.\d+)?)\s*(?:秒|s(?:ec(?:ond)?s?)?))?$/iu.exec(
      text,
    );
  if (!parts || (parts[1] ?? parts[2] ?? parts[3]) === undefined) return undefined;
  return Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
}

/**
 * BCP 47 tag of a language as tools write it: `EN`, `en_US`, Qualtrics' `ZH-S`.
 *
 * @returns undefined when the cell is no tag
 * @example languageTag("ZH-S") // => "zh-Hans"
 */
export function languageTag(cell: string): string | undefined {
  const text = cell.trim().replaceAll("_", "-");
  if (!/^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i.test(text)) return undefined;
  const [language = "", ...rest] = text.split("-");
  const own = language.toLowerCase();
  const script = own === "zh" && rest.length === 1 ? scripts.get(rest[0]!.toLowerCase()) : undefined;
  return [own, ...(script ? [script] : rest)].join("-");
}

const scripts = new Map([
  ["s", "Hans"],
  ["t", "Hant"],
]);
