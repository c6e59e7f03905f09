import { cxError } from "@cxkit/core";

/** One file of an archive, as the archive's central directory lists it. */
export interface ZipMember {
  readonly name: string;
  readonly compressed: Uint8Array;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly size: number;
  readonly crc: number;
}

/**
 * The files of an archive by its central directory, which alone is exact: sizes, names and what is encrypted are known before a byte
 * is unpacked. Left out: folders, macOS' `__MACOSX`, dotfiles, `Thumbs.db` and `desktop.ini`.
 *
 * @throws {CxError} `invalid-file` when the archive is truncated or damaged, split, zip64, encrypted, or packed otherwise than by Deflate
 */
export function zipDirectory(archive: Uint8Array): ZipMember[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) throw zip64();
  if (view.getUint16(end + 4, true) !== 0)
    throw cxError("invalid-file", "the archive is one part of a split one; join it first");
  const members: ZipMember[] = [];
  let at = start;
  for (let listed = 0; listed < count; listed += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw damaged();
    const nameLength = view.getUint16(at + 28, true);
    const name = nameOf(archive.subarray(at + 46, at + 46 + nameLength));
    if (isWanted(name)) members.push(member(archive, view, at, name));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

function member(archive: Uint8Array, view: DataView, at: number, name: string): ZipMember {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const compressedSize = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const header = view.getUint32(at + 42, true);
  if (compressedSize === 0xffffffff || size === 0xffffffff || header === 0xffffffff) throw zip64();
  if ((flags & 1) !== 0)
    throw cxError(
      "invalid-file",
      `${JSON.stringify(name)} in the archive is encrypted; unpack it with its password first`,
    );
  if (method !== 0 && method !== 8)
    throw cxError(
      "invalid-file",
      `${JSON.stringify(name)} in the archive is packed by method ${method}; only Deflate is read, unpack it first`,
    );
  if (header + 30 > archive.length || view.getUint32(header, true) !== 0x04034b50) throw damaged();
  const from = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (from + compressedSize > archive.length) throw damaged();
  const compressed = archive.subarray(from, from + compressedSize);
  return { name, compressed, method, size, crc: view.getUint32(at + 16, true) };
}

/** The last record of an archive; only a comment of at most 65,535 bytes may follow it. */
function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  throw cxError("invalid-file", "the archive has no list of its files: it is truncated");
}

function isWanted(name: string): boolean {
  if (name.endsWith("/") || name.endsWith("\\")) return false;
  const parts = name.split(/[/\\]/);
  return !parts.some((part) => part.startsWith(".") || /^(?:__MACOSX|Thumbs\.db|desktop\.ini)$/i.test(part));
}

/** Names are UTF-8 by today's flag and by many tools without it, GB18030 from Chinese Windows. */
function nameOf(bytes: Uint8Array): string {
  for (const encoding of ["utf-8", "gb18030"])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next encoding
    }
  return new TextDecoder("utf-8").decode(bytes);
}

function damaged(): Error {
  return cxError("invalid-file", "the archive is damaged: its list of files points to where none is");
}

function zip64(): Error {
  return cxError(
    "invalid-file",
    "the archive is in the zip64 form for more than 4 GB or 65,535 files; unpack it first",
  );
}
