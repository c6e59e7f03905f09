import { listed, listedInChinese } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, option, showableColumns } from "./draft.ts";
import { headingsOf } from "./headings.ts";
import type { DimensionMapping } from "./mapping.ts";

/** A report cut by more columns than this is read by nobody. */
const most = 8;

/** Headings that a business is usually cut by. */
const usual =
  /\b(?:region|country|state|province|city|area|district|market|territory|store|branch|shop|outlet|site|location|terminal|channel|product|categor(?:y|ies)|brand|plan|service type|language|device|platform|age|gender|sex|customer type|segment|tier|member(?:ship)?|loyalty|agent|team|department|account type|industry|airline|carrier|filiale|standort|land|bundesland|stadt|kanal|produkt|abteilung|alter|geschlecht|kundentyp|pays|ville|magasin|canal|produit|sexe|ciudad|tienda|sucursal|producto|edad|sexo)\b|地区|区域|大区|省份|城市|国家|门店|网点|分店|店铺|渠道|来源|产品|品类|品牌|套餐|业务类型|语言|设备|终端|年龄|性别|客户类型|用户类型|会员|等级|新老|坐席|部门|团队|行业/u;

/**
 * Columns to segment by: what the user names, else columns of few short texts that repeat, those with a usual heading first.
 * Columns of bare numbers are codes whose meaning nobody said; they are used when named, never by themselves.
 */
export function findSegments(draft: Draft): DimensionMapping[] {
  const told = draft.overrides.segment;
  if (told) {
    return told.map((name) => {
      const column = columnOf(draft, name);
      draft.taken.add(name);
      draft.excluded.delete(name);
      return { name: dimensionName(draft, column), column: name };
    });
  }
  const found = showableColumns(draft).filter(isSegment);
  const used = found
    .toSorted((left, right) => rankOf(left) - rankOf(right))
    .slice(0, most)
    .toSorted((left, right) => left.index - right.index);
  const rest = found.filter((column) => !used.includes(column));
  for (const column of used) draft.taken.add(column.name);
  if (used.length > 0) {
    const names = used.map(({ name }) => name);
    assume(
      draft,
      "segments",
      names,
      "likely",
      `segments: ${listed(names, most)}`,
      `细分维度：${listedInChinese(names, most)}`,
      option("segment", names[0]!),
    );
  }
  if (rest.length > 0) {
    for (const column of rest) draft.excluded.set(column.name, "unused");
    const names = rest.map(({ name }) => name);
    assume(
      draft,
      "segments",
      names,
      "default",
      `not used as segments, though ${names.length === 1 ? "it could be" : "they could be"}: ${listed(names, 12)}`,
      `以下列也可用于细分，本次未使用：${listedInChinese(names, 12)}`,
      option("segment", names[0]!),
    );
  }
  return used.map((column) => ({ name: dimensionName(draft, column), column: column.name }));
}

function isSegment(column: ColumnProfile): boolean {
  const different = column.values.size;
  return (
    column.numeric < 0.1 &&
    different >= 2 &&
    different <= 50 &&
    column.maxLength <= 60 &&
    column.filled >= column.rows * 0.2 &&
    column.filled >= different * 2
  );
}

/** Lower is better evidence: usual headings, then other columns most rows fill, then sparse ones and questions. */
function rankOf(column: ColumnProfile): number {
  if (headingsOf(column).some((text) => text.length <= 40 && usual.test(text))) return 0;
  return column.filled >= column.rows * 0.6 && !/[?？]\s*$/.test(column.wording) ? 1 : 2;
}

/** The question without its number, where it is short and no other column says the same. */
function dimensionName(draft: Draft, column: ColumnProfile): string {
  const alone = draft.columns.filter(({ wording }) => wording === column.wording).length === 1;
  return alone && column.wording.length <= 60 ? column.wording : column.name;
}
