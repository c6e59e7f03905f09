import { Command, InvalidArgumentError, Option } from "commander";

/** The options of `cxkit report`, as commander hands them over. */
export interface ReportFlags {
  /** Of the workspace, where no file is named. */
  readonly folder?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly title?: string;
  readonly lang?: "en" | "zh";
  readonly mapping?: string;
  readonly saveMapping?: string;
  readonly journey?: string;
  readonly tables?: string;
  readonly by?: string;
  readonly recommend?: string;
  readonly csat?: readonly string[];
  readonly ces?: readonly string[];
  readonly rating?: readonly string[];
  readonly weight?: string;
  readonly date?: string;
  readonly dateOrder?: "dmy" | "mdy" | "ymd";
  readonly zone?: string;
  readonly id?: string;
  readonly subject?: string;
  readonly segment?: readonly string[];
  readonly comment?: readonly string[];
  readonly scale?: readonly (readonly [string, string])[];
  readonly missing?: readonly (readonly [string | null, readonly string[]])[];
  readonly word?: readonly (readonly [string, string, number])[];
  readonly direction?: readonly (readonly [string, string])[];
  readonly wave?: string;
  readonly survey?: string;
  readonly collectedBy?: string;
  readonly revision?: string;
  readonly headerRows?: number;
  readonly as?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly interval?: "adjusted-wald" | "score" | "wald" | "t";
  readonly confidence: number;
  readonly minimumCell: number;
  readonly every?: "day" | "week" | "month" | "quarter" | "year";
  readonly invited?: number;
  readonly target?: readonly { readonly score: string; readonly target: number }[];
  /** `false` for `--no-verbatims`. */
  readonly verbatims: number | boolean;
}

/** What somebody says of columns: those options that have no default. */
export type ColumnFlags = Omit<ReportFlags, "confidence" | "minimumCell" | "verbatims">;

/** Declares the options on a command, grouped as they are printed. */
export function withReportFlags(command: Command): Command {
  command
    .optionsGroup("What is written:")
    .option("--folder <path>", "where no file is named: in or below the workspace's folder")
    .option("-o, --out <path>", "the report, or a folder for it; with --by, the folder of the reports")
    .option("--json", "print the report as JSON instead; no file unless --out is given")
    .option("--tables <folder>", "also write every table as CSV and every chart as SVG")
    .option("--title <text>", "title of the report")
    .addOption(new Option("--lang <language>", "language of the report").choices(["en", "zh"]))
    .option("--by <column>", "one report per value of a column, each holding its own rows only")
    .option("--no-verbatims", "leave out what respondents wrote")
    .option("--verbatims <count>", "how many comments to list", whole("--verbatims", 0), 200)
    .option("-q, --quiet", "print nothing but errors");
  return withColumnFlags(command)
    .option("--mapping <file>", "take all of this from a file saved before")
    .option("--save-mapping <file>", "save all of this, so that next month runs unasked")
    .option("--journey <file>", "journey model (JSON); default: research, select, purchase, use, repurchase")
    .optionsGroup("How the file is read:")
    .option("--as <channel>", "survey-csv or qualtrics-csv")
    .option("--encoding <name>", "utf-8, gb18030, windows-1252, utf-16le…")
    .option("--delimiter <character>", "what separates cells; tab for a tabulator")
    .option("--sheet <name>", "sheet of a workbook, by name or number")
    .optionsGroup("How it is measured:")
    .addOption(
      new Option("--interval <method>", "interval of net scores").choices([
        "adjusted-wald",
        "score",
        "wald",
        "t",
      ]),
    )
    .option("--confidence <level>", "confidence level, between 0 and 1", level, 0.95)
    .option("--minimum-cell <n>", "smallest base that is shown", whole("--minimum-cell", 1), 10)
    .addOption(
      new Option("--every <period>", "period of the trend").choices([
        "day",
        "week",
        "month",
        "quarter",
        "year",
      ]),
    )
    .option("--invited <n>", "how many were invited, for the response rate", whole("--invited", 1))
    .option("--target <score=value>", "target to check, e.g. nps=40; repeatable", targets);
}

/** Declares the options that say what the columns of a file mean, for every command that reads files. */
export function withColumnFlags(command: Command): Command {
  return command
    .optionsGroup("What the columns mean (shown, and guessed where it is safe):")
    .option("--recommend <column>", "the 0–10 recommend question (NPS)")
    .option("--csat <column>", "a satisfaction question; repeatable", list)
    .option("--ces <column>", "an effort question; repeatable", list)
    .option("--rating <column>", "any other rating; * matches any text; repeatable", list)
    .option(
      "--scale <column=low-high>",
      "scale of a rating, e.g. 'Q7*=1-5', 0.5-5/0.5; repeatable",
      pairs("--scale"),
    )
    .option("--direction <column=higher|lower>", "which end is good; repeatable", pairs("--direction"))
    .option("--word <column:text=point>", "what an answer in words is worth; repeatable", words)
    .option(
      "--missing <codes|column=codes>",
      "codes that are no answers, e.g. 'Q7*=0,6'; repeatable",
      missing,
    )
    .option("--weight <column>", "weight of each response; none to use none")
    .option("--date <column>", "when the response was given; none to use none")
    .addOption(new Option("--date-order <order>", "how dates are written").choices(["dmy", "mdy", "ymd"]))
    .option("--zone <zone>", "time zone of the dates, e.g. Asia/Shanghai")
    .option("--id <column>", "what names a response; none where nothing does")
    .option("--subject <column>", "what names a customer; only a keyed hash of it is used")
    .option("--segment <column>", "cut the score by this column; repeatable; replaces the guess", list)
    .option("--comment <column>", "an open-ended answer; repeatable", list)
    .option("--wave <wave>", "survey period: a value, column:NAME, or file:PATTERN with one (group)")
    .option("--survey <id>", "name of the survey, kept over its files")
    .option("--collected-by <channel>", "web, app, wechat, email, sms, phone, store…, or column:NAME")
    .option("--revision <column>", "when a response was last changed; none where no column says so")
    .option("--header-rows <count>", "rows above the answers", whole("--header-rows", 1));
}

function list(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function pairs(option: string) {
  return (value: string, before: readonly (readonly [string, string])[] = []) => [
    ...before,
    pair(option, value),
  ];
}

function pair(option: string, value: string): readonly [string, string] {
  const at = value.lastIndexOf("=");
  if (at < 1 || at === value.length - 1)
    throw new InvalidArgumentError(`${option} wants COLUMN=VALUE, got ${value}`);
  return [value.slice(0, at), value.slice(at + 1)];
}

function missing(
  value: string,
  before: readonly (readonly [string | null, readonly string[]])[] = [],
): readonly (readonly [string | null, readonly string[]])[] {
  const [column, codes] = value.includes("=") ? pair("--missing", value) : [null, value];
  return [...before, [column, codes.split(",").map((code) => code.trim())]];
}

function words(
  value: string,
  before: readonly (readonly [string, string, number])[] = [],
): readonly (readonly [string, string, number])[] {
  const [named, point] = pair("--word", value);
  const at = named.indexOf(":");
  if (at < 1 || !Number.isFinite(Number(point))) {
    throw new InvalidArgumentError(`--word wants COLUMN:TEXT=POINT, got ${value}`);
  }
  return [...before, [named.slice(0, at), named.slice(at + 1), Number(point)]];
}

function targets(
  value: string,
  before: readonly { readonly score: string; readonly target: number }[] = [],
): readonly { readonly score: string; readonly target: number }[] {
  const [score, target] = pair("--target", value);
  if (!Number.isFinite(Number(target)))
    throw new InvalidArgumentError(`--target wants SCORE=NUMBER, got ${value}`);
  return [...before, { score, target: Number(target) }];
}

function whole(option: string, least: number) {
  return (value: string): number => {
    const number = Number(value);
    if (!(Number.isSafeInteger(number) && number >= least)) {
      throw new InvalidArgumentError(`${option} wants a whole number from ${least}, got ${value}`);
    }
    return number;
  };
}

function level(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number < 1)) {
    throw new InvalidArgumentError(`--confidence wants a level between 0 and 1 such as 0.95, got ${value}`);
  }
  return number;
}
