import { cxError } from "@cxkit/core";
import { strFromU8, unzipSync } from "fflate";
import { numberKind, type NumberKind } from "./cell-text.ts";
import { attribute, xmlScan } from "./xml-scan.ts";

/** A worksheet that can be read. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly path: string;
}

/** All of a workbook but its rows. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
  readonly strings: readonly string[];
  /** What numbers show, by a cell's style. */
  readonly kinds: readonly NumberKind[];
  /** The unpacked XML of a sheet. */
  part(path: string): Uint8Array;
}

/** Unpacked bytes of one part: far above any sheet, far below what stops a process. */
const largestPart = 1_000_000_000;
/** Of a part that becomes one string; engines end at twice that. */
const largestText = 250_000_000;

/**
 * Reads what a workbook's rows refer to: its list of sheets, shared strings, number formats.
 *
 * @throws {CxError} `invalid-file` when the archive is truncated or damaged, or holds no workbook
 */
export function workbookParts(archive: Uint8Array): Workbook {
  const names = new Set<string>();
  unpacked(archive, (name) => {
    names.add(name);
    return false;
  });
  const root = relations(textOf(archive, "_rels/.rels", ""), "");
  const path = root.find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  if (path.endsWith(".bin"))
    throw cxError("invalid-file", "this is a binary workbook (.xlsb); save it as .xlsx or CSV");
  if (!names.has(path) || !path.startsWith("xl/"))
    throw cxError("invalid-file", "this holds no workbook, though it is packed like one");
  const file = path.slice(path.lastIndexOf("/") + 1);
  const related = relations(textOf(archive, `xl/_rels/${file}.rels`), "xl/");
  const target = (type: string) => related.find((one) => one.type === type)?.target ?? "";
  const sheets: Sheet[] = [];
  let from1904 = false;
  scan(textOf(archive, path), (name, attributes) => {
    if (name === "workbookPr") from1904 ||= /^(?:1|true)$/.test(attribute(attributes, "date1904") ?? "");
    if (name !== "sheet") return;
    const relation = related.find(
      ({ id, type }) => type === "worksheet" && id === attribute(attributes, "id"),
    );
    const hidden = (attribute(attributes, "state") ?? "visible") !== "visible";
    if (relation)
      sheets.push({ name: unescaped(attribute(attributes, "name") ?? ""), hidden, path: relation.target });
  });
  return {
    sheets,
    from1904,
    strings: sharedStrings(textOf(archive, target("sharedStrings"), "")),
    kinds: styleKinds(textOf(archive, target("styles"), "")),
    part: (wanted) => partOf(archive, wanted),
  };
}

/** `_x000D_` and its like, by which a workbook writes what XML cannot. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([0-9a-f]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function relations(xml: string, base: string): { id: string; type: string; target: string }[] {
  const found: { id: string; type: string; target: string }[] = [];
  scan(xml, (name, attributes) => {
    if (name !== "Relationship") return;
    const type = (attribute(attributes, "Type") ?? "").split("/").at(-1) ?? "";
    const target = attribute(attributes, "Target") ?? "";
    found.push({
      id: attribute(attributes, "Id") ?? "",
      type,
      target: target.startsWith("/") ? target.slice(1) : base + target,
    });
  });
  return found;
}

/** Text of each entry, rich text joined; readings of Chinese characters (`rPh`) are not part of it. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = "";
  let reading = false;
  let inText = false;
  scan(
    xml,
    (name) => {
      if (name === "si") text = "";
      else if (name === "rPh") reading = true;
      else if (name === "t") inText = !reading;
    },
    (name) => {
      if (name === "si") strings.push(unescaped(text));
      else if (name === "rPh") reading = false;
      else if (name === "t") inText = false;
    },
    (part) => {
      if (inText) text += part;
    },
  );
  return strings;
}

function styleKinds(xml: string): NumberKind[] {
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  scan(
    xml,
    (name, attributes) => {
      if (name === "numFmt")
        codes.set(Number(attribute(attributes, "numFmtId")), attribute(attributes, "formatCode") ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        const id = Number(attribute(attributes, "numFmtId") ?? "0");
        kinds.push(numberKind(id, codes.get(id)));
      }
    },
    (name) => {
      if (name === "cellXfs") inCells = false;
    },
  );
  return kinds;
}

function scan(
  xml: string,
  open: (name: string, attributes: string) => void,
  close: (name: string) => void = () => {},
  text: (text: string) => void = () => {},
): void {
  const scanner = xmlScan({ open, close, text });
  try {
    scanner.push(xml);
    scanner.end();
  } catch (cause) {
    throw damaged(cause);
  }
}

function textOf(archive: Uint8Array, path: string, fallback?: string): string {
  if (fallback !== undefined && (path === "" || !has(archive, path))) return fallback;
  const bytes = partOf(archive, path);
  if (bytes.length > largestText) throw tooLarge(path);
  return strFromU8(bytes);
}

function has(archive: Uint8Array, path: string): boolean {
  let found = false;
  unpacked(archive, (name) => {
    found ||= name === path;
    return false;
  });
  return found;
}

function partOf(archive: Uint8Array, path: string): Uint8Array {
  const bytes = unpacked(archive, (name) => name === path)[path];
  if (!bytes) throw cxError("invalid-file", `the workbook lacks its part ${JSON.stringify(path)}`);
  return bytes;
}

function unpacked(archive: Uint8Array, wanted: (name: string) => boolean): Record<string, Uint8Array> {
  let large = "";
  try {
    return unzipSync(archive, {
      filter({ name, originalSize }) {
        if (!wanted(name)) return false;
        if (originalSize > largestPart) large = name;
        if (large !== "") throw new RangeError("too large");
        return true;
      },
    });
  } catch (cause) {
    if (large !== "") throw tooLarge(large);
    throw damaged(cause);
  }
}

function tooLarge(path: string): Error {
  const message = `the workbook's part ${JSON.stringify(path)} unpacks to more than can be read: a zip bomb, or to be split`;
  return cxError("invalid-file", message);
}

function damaged(cause: unknown): Error {
  return cxError("invalid-file", "the workbook is truncated or damaged: it cannot be unpacked", { cause });
}
