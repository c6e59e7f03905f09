import type { ColumnProfile } from "./column-profile.ts";
import type { ExclusionReason } from "./mapping.ts";

/** Why a column must never be shown or segmented by, with what makes a subject of it where it can be one. */
export interface ContactColumn {
  readonly why: Extract<ExclusionReason, "contact" | "ip" | "location" | "name" | "identifier">;
  /** Kind to pass to `context.subject` should the user ask for it. */
  readonly kind?: string;
}

const byName: readonly (readonly [RegExp, ContactColumn])[] = [
  [
    /^(?:.*\b)?e-?mail(?: ?address)?s?$|^your e-?mail.*|邮箱|郵箱|电子邮件|電子郵件|^邮件/u,
    { why: "contact", kind: "email" },
  ],
  [
    /\b(?:tele)?phone(?: ?(?:number|no))?$|^phone\b|\bmobile(?: ?(?:phone|number|no))?$|^(?:cell|tel)\b|手机号|手機號|^(?:您的|你的|联系)?(?:手机|电话|电话号码)(?:号码)?(?:是.*|[?:]*)?$|联系电话|联系方式|联络方式/u,
    { why: "contact", kind: "phone" },
  ],
  [/^(?:.* )?(?:ip|ip ?address)$|来自ip|^ip ?地址/u, { why: "ip" }],
  [
    /latitude|longitude|\bgps\b|geo ?location|^location ?(?:accuracy|\d+)?$|^(?:地理)?位置$|定位|经纬度|经度|纬度/u,
    { why: "location" },
  ],
  [
    /^(?:(?:your|full|first|last|middle|family|given|sur|nick|user|display|contact|customer|client|guest|respondent|recipient|patient|member|passenger) ?)?name$|recipient ?(?:last|first)? ?name|\bsurname\b|\busername\b|^(?:您的|你的|客户|用户|会员|联系人)?(?:姓名|名字|昵称|称呼|称谓)(?:是.*|[?:]*)?$|微信昵称|用户名|联系人/u,
    { why: "name" },
  ],
  [
    /微信号|微信id|^微信$|^qq号?码?$|^whatsapp|\bopen ?id\b|\bunion ?id\b|^wechat(?: ?id)?$|来源详情/u,
    { why: "contact", kind: "openid" },
  ],
  [
    /身份证|护照|passport ?(?:no|number)?$|\bssn\b|social security|national id|^id card/u,
    { why: "identifier" },
  ],
  [
    /street|^(?:home |postal |mailing |shipping )?address(?: ?(?:line)? ?\d)?$|^(?:您的|收货|家庭|联系|详细|通讯)?地址(?:是.*|[?:]*)?$|收货地址|详细地址/u,
    { why: "contact" },
  ],
  [
    /^recipient ?e-?mail|^external ?(?:data)? ?reference$|^network id$|^custom data \d+$/u,
    { why: "contact" },
  ],
];

const byValue: readonly (readonly [RegExp, ContactColumn])[] = [
  [/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u, { why: "contact", kind: "email" }],
  [/^(?:\d{1,3}\.){3}\d{1,3}(?:\s*[（(].*[)）])?$|^[\da-f]{0,4}(?::[\da-f]{0,4}){3,7}$/iu, { why: "ip" }],
  [
    /^(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$|^\+\d{1,3}[- ()\d]{7,16}$|^\(?\d{3}\)?[- .]\d{3}[- .]\d{4}$/u,
    { why: "contact", kind: "phone" },
  ],
  [/^\d{17}[\dXx]$/u, { why: "identifier" }],
  [/^\(?\s*-?\d{1,3}\.\d{3,}\s*[,;]\s*-?\d{1,3}\.\d{3,}\s*\)?$/u, { why: "location" }],
  [/^o[A-Za-z\d_-]{27}$/u, { why: "contact", kind: "openid" }],
];

/**
 * Recognises a column of contact details, network addresses, places or names, by its name in English and Chinese and by what
 * is in it, whatever its name. Such a column is never a dimension, an item or a verbatim.
 *
 * By name: short headings only, and not the columns of a choice ("How did you reach us?" – "Email").
 * By value: at least half of the filled cells look so, or any do in a column of few different short texts.
 */
export function contactColumn(column: ColumnProfile): ContactColumn | undefined {
  return (isChoice(column) ? undefined : contactName(column)) ?? contactValue(column);
}

function contactName(column: ColumnProfile): ContactColumn | undefined {
  for (const text of new Set([column.name, column.wording, column.part ?? ""])) {
    const name = text
      .normalize("NFKC")
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .replace(/[_\s]+/g, " ")
      .trim()
      .toLowerCase();
    const named = name.length <= 40 && byName.find(([pattern]) => pattern.test(name));
    if (named) return named[1];
  }
  return undefined;
}

function contactValue(column: ColumnProfile): ContactColumn | undefined {
  if (column.filled === 0) return undefined;
  const few = column.meanLength <= 40 && column.values.size <= 50;
  for (const [pattern, contact] of byValue) {
    let found = 0;
    for (const [value, count] of column.values) if (pattern.test(value)) found += count;
    if (found >= column.filled / 2 || (found > 0 && few)) return contact;
  }
  return undefined;
}

/** A cell per choice: its own label, or 0 and 1. */
function isChoice({ values, part }: ColumnProfile): boolean {
  const texts = [...values.keys()].slice(0, 3);
  if (texts.length === 0) return false;
  return texts.every((text) => text === "0" || text === "1") || (texts.length === 1 && texts[0] === part);
}
