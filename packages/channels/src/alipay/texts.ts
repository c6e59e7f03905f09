import { bytesOf, type Pair } from "./parameters.ts";

/** Parameters as texts. */
export interface AlipayNotification {
  readonly [parameter: string]: string;
}

const sets = new Set(["utf-8", "utf8", "gbk", "gb2312", "gb18030"]);

/** Parameters as texts, in the character set that one of them names; `undefined` when they are none. Their signature is not among them. */
export function textsOf(pairs: readonly Pair[]): AlipayNotification | undefined {
  const told = pairs.find(([name]) => name === "charset")?.[1].toLowerCase() ?? "utf-8";
  if (!sets.has(told)) return undefined;
  const decoder = new TextDecoder(told, { fatal: true, ignoreBOM: true });
  try {
    return Object.fromEntries(
      pairs
        .filter(([name]) => name !== "sign" && name !== "sign_type")
        .map(([name, value]) => [decoder.decode(bytesOf(name)), decoder.decode(bytesOf(value))]),
    );
  } catch {
    return undefined;
  }
}

/** Parameters as a form in UTF-8, which says so. */
export function written(texts: AlipayNotification): Uint8Array {
  const pairs = Object.entries({ ...texts, charset: "utf-8" });
  return new TextEncoder().encode(
    pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&"),
  );
}
