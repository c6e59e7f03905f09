import { cxError } from "@cxkit/core";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, freeColumns, option, showableColumns } from "./draft.ts";
import type { StatusSource, SurveyMapping, WaveSource } from "./mapping.ts";
import { isUpdateTime } from "./update-time.ts";

/** Which survey period the file is: told, a column called so, or a year in the file's name. */
export function findWave(draft: Draft): WaveSource | undefined {
  const told = draft.overrides.wave;
  if (told) return "fileName" in told ? fromFileName(told.fileName, draft.fileName) : told;
  const column = showableColumns(draft).find(
    ({ name, values }) => /^(?:survey )?wave$|^波次$|^期数$|^期次$/i.test(name) && values.size > 0,
  );
  if (column) {
    draft.taken.add(column.name);
    assume(
      draft,
      "wave",
      column.name,
      "likely",
      `"${column.name}" names the wave`,
      `“${column.name}”为调查批次`,
      option("wave", column.name),
    );
    return { column: column.name };
  }
  return undefined;
}

/** A year, quarter or month in the file's name as wave; used when no column tells the time. */
export function waveInFileName(draft: Draft): WaveSource | undefined {
  const value = /(?<!\d)((?:19|20)\d{2}(?:[-_ ]?(?:Q[1-4]|(?:0[1-9]|1[0-2])(?!\d)))?)(?!\d)/.exec(
    draft.fileName,
  )?.[1];
  if (value === undefined) return undefined;
  const patterns = ["^(\\d{4})", "(\\d{4})", "(\\d{4}[-_ ]?Q[1-4])", "(\\d{4}[-_ ]?\\d{2})"];
  const pattern = patterns.find((each) => new RegExp(each).exec(draft.fileName)?.[1] === value);
  assume(
    draft,
    "wave",
    "wave",
    "likely",
    `the file is wave ${value}, by its name`,
    `按文件名，本文件为 ${value} 批次`,
    option("wave", value),
  );
  return pattern ? { fileName: pattern, value } : { value };
}

/** The wave a pattern finds in a file's name. */
export function fromFileName(pattern: string, fileName: string): WaveSource {
  let found: RegExpExecArray | null;
  try {
    found = new RegExp(pattern).exec(fileName);
  } catch (cause) {
    throw cxError("invalid-setup", `wave.fileName is no regular expression: ${pattern}`, {
      path: "wave.fileName",
      cause,
    });
  }
  const value = found?.[1] ?? found?.[0];
  if (value === undefined || value === "") {
    throw cxError("invalid-setup", `wave.fileName ${pattern} finds no wave in the name "${fileName}"`, {
      path: "wave.fileName",
    });
  }
  return { fileName: pattern, value };
}

const responseId =
  /^\*?(?:response ?_?id|responseid|respondent ?_?id|resp ?num|respondent ?(?:no|number|num)|record ?_?id|submission ?_?id|survey ?_?response ?_?id|review ?_?id|token|uuid|guid|#|序号|答卷(?:编号|id|序号)|答题(?:编号|序号)|提交序号|编号|id)$/iu;
const customerId =
  /^(?:.*[ _])?(?:customer|client|user|member|account|contact|patient|guest|subscriber)[ _]?(?:id|no|number|unique[ _]id|key)$|^(?:customer|client|user|member|account)$|^(?:会员|客户|用户|顾客|账号)(?:id|编号|号|号码|标识)$/iu;
const anyId = /(?:[ _-]id|ID|编号)$/u;

/** The column that names a response: told, or a column called so whose values hardly repeat; else identity is inferred. */
export function findIdentity(draft: Draft): SurveyMapping["identity"] {
  const told = draft.overrides.id;
  if (told && told.length > 0) {
    for (const name of told) {
      draft.taken.add(name);
      draft.excluded.delete(name);
    }
    return { column: told.length === 1 ? told[0]! : told };
  }
  const legacy = (column: ColumnProfile) => /^response ?id$/i.test(column.wording);
  const full = told ? [] : freeColumns(draft).filter(({ filled, rows }) => filled === rows);
  // A column called so may repeat a little: two exports in one file, the same response twice; and more where states are told apart.
  const least = draft.columns.some(isUpdateTime) ? 0.5 : 0.95;
  const found =
    full.find(
      (column) =>
        (responseId.test(column.name) || legacy(column)) && column.values.size >= column.rows * least,
    ) ??
    full.find(({ name, values, rows }) => values.size === rows && anyId.test(name) && !customerId.test(name));
  for (const column of freeColumns(draft)) {
    if (column === found) continue;
    // A store's id that comes again and again is something to segment by.
    const many = column.values.size > 50 || column.values.size > column.filled / 2;
    if (customerId.test(column.name) || (many && (responseId.test(column.name) || anyId.test(column.name))))
      draft.excluded.set(column.name, "identifier");
  }
  if (found) {
    draft.taken.add(found.name);
    const different = found.values.size === found.rows && found.rows > 1;
    const repeats = found.values.size < found.rows;
    const looked = found.rows.toLocaleString("en-US");
    assume(
      draft,
      "identity",
      found.name,
      "likely",
      `"${found.name}" identifies each response${different ? ` (no value comes twice in the ${looked} rows looked at)` : repeats ? "; a row that repeats an id is set aside" : ""}`,
      `“${found.name}”为答卷编号${different ? `（所查看的 ${looked} 行中没有重复）` : repeats ? "；编号重复的行不计入" : ""}`,
      option("id", found.name),
    );
    return { column: found.name };
  }
  assume(
    draft,
    "identity-inferred",
    "id",
    "default",
    "no column identifies each response: identity was inferred from the cells of the row, so a row edited later counts as a new response",
    "没有答卷编号列：按整行内容推断答卷身份，因此事后修改过的行会计为新答卷",
    "--id COLUMN",
  );
  return "inferred";
}

/** A column of positive weights that average about 1. */
export function findWeight(draft: Draft): SurveyMapping["weight"] | undefined {
  const told = draft.overrides.weight;
  if (told === null) return undefined;
  const column = told
    ? columnOf(draft, told)
    : freeColumns(draft).find(({ name }) =>
        /^(?:(?:survey|final|case|post|design|resp\w*)[ _]?)?(?:weights?|wgt|wt|weighting)(?:[ _]?\d+)?$|gewicht(?:e|ung)?$|gewichtungsfaktor$|^(?:poids|peso|pondération|ponderation|ponderación|ponderacion)$|^(?:权重|加权|加权系数)$/iu.test(
          name,
        ),
      );
  if (!column) return undefined;
  const texts = [...column.values.keys()];
  const comma = texts.some((text) => /^\d+,\d+$/.test(text)) && !texts.some((text) => text.includes("."));
  const numbers = [...column.values].map(
    ([text, count]) => [Number(comma ? text.replace(",", ".") : text), count] as const,
  );
  const good = numbers.filter(([weight]) => Number.isFinite(weight) && weight >= 0);
  const mean =
    good.reduce((sum, [weight, count]) => sum + weight * count, 0) /
    Math.max(
      1,
      good.reduce((sum, [, count]) => sum + count, 0),
    );
  if (told && good.length === 0)
    throw cxError("invalid-setup", `"${column.name}" holds no weights (${texts.slice(0, 3).join(", ")})`, {
      path: "weight",
    });
  if (!told && (good.length < numbers.length * 0.95 || mean < 0.2 || mean > 5)) {
    if (column.filled > 0)
      assume(
        draft,
        "weight",
        column.name,
        "default",
        `"${column.name}" is not used as a weight: its values average ${mean.toFixed(2)}, not about 1`,
        `未将“${column.name}”用作权重：其均值为 ${mean.toFixed(2)}，不接近 1`,
        option("weight", column.name),
      );
    return undefined;
  }
  draft.taken.add(column.name);
  draft.excluded.delete(column.name);
  assume(
    draft,
    "weight",
    column.name,
    told ? "certain" : "likely",
    `answers are weighted by "${column.name}" (mean ${mean.toFixed(3)})`,
    `按“${column.name}”加权（均值 ${mean.toFixed(3)}）`,
    told ? option("weight", column.name) : "--weight none",
  );
  return { column: column.name, ...(comma ? { decimal: "," as const } : {}) };
}

/** Which rows are complete, and which are previews, tests or spam. */
export function findStatus(draft: Draft): StatusSource | undefined {
  const named = (pattern: RegExp) =>
    freeColumns(draft).find(({ name, wording }) => pattern.test(name) || pattern.test(wording));
  const finished =
    named(/^finished$/i) ??
    named(
      /^(?:completion|response) ?(?:status|type)$|^is ?complete$|^complete(?:d)?$|^(?:是否)?完成(?:状态|情况)?$|^答卷状态$/i,
    );
  const qualtrics = draft.header.producer.startsWith("qualtrics");
  const status = qualtrics ? named(/^status$/i) : undefined;
  const distribution = qualtrics ? named(/^distribution ?channel$/i) : undefined;
  const complete =
    finished &&
    finished.values.size <= 4 &&
    [...finished.values.keys()].some((text) =>
      [...completeWords, ...partialWords].includes(text.toLowerCase()),
    )
      ? finished
      : undefined;
  for (const column of [complete, status, distribution]) if (column) draft.taken.add(column.name);
  const discard = [
    ...(status
      ? [
          {
            column: status.name,
            values: ["1", "survey preview", "9", "survey preview spam", "17", "offline survey preview"],
            reason: "preview" as const,
          },
          { column: status.name, values: ["2", "survey test"], reason: "test" as const },
          {
            column: status.name,
            values: ["8", "spam", "12", "imported spam", "40", "ex spam"],
            reason: "spam" as const,
          },
        ]
      : []),
    ...(distribution ? [{ column: distribution.name, values: ["preview"], reason: "preview" as const }] : []),
  ];
  if (discard.length > 0)
    assume(
      draft,
      "preview-rows",
      discard[0]!.column,
      "certain",
      "previews, tests and responses marked as spam are set aside",
      "预览、测试及标记为垃圾的答卷不计入",
    );
  if (complete)
    assume(
      draft,
      "status",
      complete.name,
      "likely",
      `"${complete.name}" tells complete responses from partial ones`,
      `“${complete.name}”区分完整答卷与部分作答`,
    );
  if (!complete && discard.length === 0) return undefined;
  return {
    ...(complete ? { complete: { column: complete.name, values: completeWords } } : {}),
    ...(discard.length > 0 ? { discard } : {}),
  };
}

const completeWords = ["1", "true", "yes", "complete", "completed", "finished", "是", "完成", "已完成"];

const partialWords = [
  "0",
  "false",
  "no",
  "partial",
  "incomplete",
  "unfinished",
  "in progress",
  "否",
  "未完成",
];

/** Time spent answering. */
export function findDuration(draft: Draft): SurveyMapping["duration"] | undefined {
  const column = freeColumns(draft).find(({ name }) =>
    /^duration\b|^time (?:taken|spent)|所用时间|答题时长|作答时长|填写时长|^用时/iu.test(name),
  );
  const text = column && [...column.values.keys()][0];
  if (!column || text === undefined) return undefined;
  draft.taken.add(column.name);
  const unit = /\d:\d/.test(text) ? "clock" : /min|分钟/iu.test(column.name) ? "minute" : "second";
  return { column: column.name, unit };
}

/** The language answered in, where a column holds language tags. */
export function findLanguage(draft: Draft): SurveyMapping["language"] | undefined {
  const column = freeColumns(draft).find(
    ({ name, values }) =>
      /^(?:user|survey|respondent|response)?[ _]?lang(?:uage)?$|^语言$/iu.test(name) &&
      values.size > 0 &&
      [...values.keys()].every((text) => /^[a-z]{2,3}(?:[-_][a-z\d]{1,8})*$/i.test(text)),
  );
  // It segments as well, and stays free for that.
  return column && { column: column.name };
}
