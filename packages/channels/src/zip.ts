/**
 * An archive that holds one table.
 *
 * @packageDocumentation
 */
import { type OpenTable, type TableReader, cxError, isCxError } from "@cxkit/core";
import { isZip } from "./table-signature.ts";
import { type ZipMember, zipDirectory } from "./zip-directory.ts";
import { zipMember } from "./zip-member.ts";

const headLength = 4096;
/** Packed bytes that are held in memory: the list of an archive's files stands at its end. */
const mostBytes = 512_000_000;

/**
 * Reads the one table in a `.zip`, by whichever of `readers` knows its content; its name decides nothing. Folders, dotfiles, what macOS
 * adds and files that no reader knows are passed over. The packed bytes are held in memory, the unpacked ones stream.
 *
 * Workbooks are zip archives too, and left to a workbook reader. Stops with `CxError` `invalid-file` on two tables (named), none,
 * an encrypted, zip64, truncated or damaged archive, and a zip bomb.
 *
 * @param readers what may be inside, asked in this order
 * @example
 * import { delimitedText } from "@cxkit/channels/delimited-text";
 * import { zip } from "@cxkit/channels/zip";
 *
 * zip([delimitedText]).recognise(Uint8Array.of(0x50, 0x4b, 3, 4), "june.zip") // => true
 */
export function zip(readers: readonly TableReader[]): TableReader {
  return {
    id: "zip",
    title: "Zip archive with one table",
    recognise: (head) => isZip(head) && !isOfficeDocument(head),
    async open(bytes, context) {
      try {
        const others: string[] = [];
        const tables: { member: ZipMember; reader: TableReader }[] = [];
        for (const member of zipDirectory(await collected(bytes, context.signal))) {
          const head = await headOf(member);
          const reader =
            head.length === 0 ? undefined : readers.find((one) => one.recognise(head, member.name));
          if (reader) tables.push({ member, reader });
          else others.push(JSON.stringify(member.name));
        }
        const [only, ...more] = tables;
        if (!only) throw cxError("invalid-file", holdsNone(others));
        if (more.length > 0) {
          const names = tables.map(({ member }) => JSON.stringify(member.name)).join(", ");
          throw cxError(
            "invalid-file",
            `the archive holds ${tables.length} tables: ${names}; unpack the one to read`,
          );
        }
        const table = await only.reader.open(zipMember(only.member), context);
        return within(only.member.name, table);
      } catch (error) {
        throw isCxError(error)
          ? cxError(error.code, error.message, { ...error.place, file: context.name, cause: error.cause })
          : error;
      }
    },
  };
}

function holdsNone(others: readonly string[]): string {
  if (others.length === 0) return "the archive holds no table: it is empty";
  const more = others.length > 5 ? ` and ${others.length - 5} more` : "";
  return `the archive holds no table, only ${others.slice(0, 5).join(", ")}${more}`;
}

function within(name: string, { format, rows }: OpenTable): OpenTable {
  return { format: { ...format, part: format.part === undefined ? name : `${name}: ${format.part}` }, rows };
}

/** Word, Excel and PowerPoint files: zip archives whose first files have these names. */
function isOfficeDocument(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, headLength));
  const names = /^[^]{26}(?:\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/|mimetype)/;
  return text.split("PK\u0003\u0004").some((header) => names.test(header));
}

async function headOf(member: ZipMember): Promise<Uint8Array> {
  const head = new Uint8Array(Math.min(headLength, member.size));
  let filled = 0;
  for await (const bytes of zipMember(member)) {
    const part = bytes.subarray(0, head.length - filled);
    head.set(part, filled);
    filled += part.length;
    if (filled === head.length) break;
  }
  return head.subarray(0, filled);
}

async function collected(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    signal?.throwIfAborted();
    length += chunk.length;
    if (length > mostBytes)
      throw cxError("invalid-file", "the archive is larger than 512 MB; unpack it first");
    chunks.push(chunk);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
