import { crc32 } from "node:zlib";

/**
 * The format that journal, ledger and vault are written in: a file header, then frames, each with a checksum of its own. Whole numbers
 * are little-endian. Described in `docs/host/journal.md`.
 */
export const headerBytes = 32;
/** Before the payload: marker, checksum, length, number, flags. */
export const frameBytes = 19;
/** Largest payload: what one buffer and one checksum can still be asked for. */
export const payloadLimit = 1 << 30;

const magic = Buffer.from("CXKITLOG", "latin1");
const version = 1;

/** What a log holds. */
export const contents = { journal: 1, ledger: 2 } as const;

/** The head of a file. */
export interface LogHeader {
  readonly content: number;
  /** Random, per file: begins every frame and seeds every checksum, so that no bytes that came from outside can pass for a frame. */
  readonly salt: number;
  /** Number of the first frame. */
  readonly first: number;
}

export const flag = {
  /** First of a write. All that stands before such a frame had been flushed when it was written. */
  first: 1,
  /** The call that wrote it goes on in the next frame. */
  continues: 2,
  /** Says that the log was closed in order; carries nothing and takes no number. */
  closed: 4,
} as const;

/** One frame where it lies in a buffer. */
export interface Frame {
  readonly at: number;
  readonly end: number;
  readonly number: number;
  readonly flags: number;
}

export function writeHeader({ content, salt, first }: LogHeader): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  magic.copy(bytes);
  bytes[8] = version;
  bytes[9] = content;
  bytes.writeUInt32LE(salt, 12);
  bytes.writeUIntLE(first, 16, 6);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 28)), 28);
  return bytes;
}

/** @returns why it is none, in words, when it is none */
export function readHeader(bytes: Uint8Array): LogHeader | string {
  const buffer = view(bytes);
  if (buffer.length < headerBytes) return `has ${buffer.length} bytes and no complete header`;
  if (!buffer.subarray(0, 8).equals(magic)) return "is no log of CXKit";
  if (crc32(buffer.subarray(0, 28)) !== buffer.readUInt32LE(28)) return "has a damaged header";
  if (buffer[8] !== version)
    return `is of format version ${String(buffer[8])}; this release reads version ${version}`;
  return {
    content: buffer[9] ?? 0,
    salt: buffer.readUInt32LE(12),
    first: buffer.readUIntLE(16, 6),
  };
}

/** Completes a frame whose payload already stands at `at + frameBytes` and ends at `end`. */
export function sealFrame(
  buffer: Buffer,
  at: number,
  end: number,
  frame: { readonly salt: number; readonly number: number; readonly flags: number },
): void {
  buffer.writeUInt32LE(frame.salt, at);
  buffer.writeUInt32LE(end - at - frameBytes, at + 8);
  buffer.writeUIntLE(frame.number, at + 12, 6);
  buffer[at + 18] = frame.flags;
  buffer.writeUInt32LE(crc32(buffer.subarray(at + 8, end), frame.salt), at + 4);
}

/** The frame that says a log was closed in order. */
export function closingFrame(salt: number, number: number): Buffer {
  const bytes = Buffer.alloc(frameBytes);
  sealFrame(bytes, 0, frameBytes, { salt, number, flags: flag.first | flag.closed });
  return bytes;
}

/**
 * The frame at a place of a buffer.
 *
 * @returns how many bytes it takes when the buffer ends too early; `null` when no frame is there
 */
export function readFrame(buffer: Buffer, at: number, salt: number): Frame | number | null {
  if (at + frameBytes > buffer.length) return frameBytes;
  if (buffer.readUInt32LE(at) !== salt) return null;
  const length = buffer.readUInt32LE(at + 8);
  if (length > payloadLimit) return null;
  const end = at + frameBytes + length;
  if (end > buffer.length) return frameBytes + length;
  if (crc32(buffer.subarray(at + 8, end), salt) !== buffer.readUInt32LE(at + 4)) return null;
  return { at, end, number: buffer.readUIntLE(at + 12, 6), flags: buffer[at + 18] ?? 0 };
}

/** Node's faster view of the same bytes. */
export function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
