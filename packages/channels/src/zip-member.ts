import { cxError } from "@cxkit/core";
import { Inflate } from "fflate";
import type { ZipMember } from "./zip-directory.ts";

const step = 1 << 14;
/** Text compresses up to some 60 to 1; a bomb up to 1,032 to 1. */
const mostRatio = 250;
const ratioCheckedFrom = 50_000_000;

/**
 * Unpacks one file of an archive as a stream, in steps of 16 kB of packed bytes.
 *
 * @yields the unpacked bytes
 * @throws {CxError} `invalid-file` when it unpacks to more than its list says or to over 250 times its size, or its checksum differs
 */
export async function* zipMember({
  name,
  compressed,
  method,
  size,
  crc,
}: ZipMember): AsyncGenerator<Uint8Array> {
  let unpacked = 0;
  let checksum = -1;
  for (const bytes of method === 0 ? slices(compressed) : inflated(compressed, name)) {
    unpacked += bytes.length;
    const bomb = unpacked > ratioCheckedFrom && unpacked > mostRatio * compressed.length;
    if (bomb || unpacked > size)
      throw cxError(
        "invalid-file",
        `${JSON.stringify(name)} in the archive unpacks to more than it can be, a zip bomb or damage`,
      );
    checksum = crc32(checksum, bytes);
    yield bytes;
  }
  if (unpacked !== size || ~checksum >>> 0 !== crc)
    throw cxError("invalid-file", `${JSON.stringify(name)} in the archive is damaged: its checksum differs`);
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

function* inflated(compressed: Uint8Array, name: string): Generator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const inflate = new Inflate((bytes) => ready.push(bytes));
  for (let at = 0; at < compressed.length; at += step) {
    try {
      inflate.push(compressed.subarray(at, at + step), at + step >= compressed.length);
    } catch (cause) {
      throw cxError(
        "invalid-file",
        `${JSON.stringify(name)} in the archive is damaged: it cannot be unpacked`,
        { cause },
      );
    }
    yield* ready.splice(0);
  }
}

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
  return value;
});

function crc32(start: number, bytes: Uint8Array): number {
  let crc = start;
  for (let at = 0; at < bytes.length; at += 1) crc = crcTable[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return crc;
}
