import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";

/** A file to read: the only place in the flow that knows of paths. */
export interface InputFile {
  /** Last part of the path, as shown in reports. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Time of the last change, RFC 3339. */
  readonly modified: string;
  /** Streams the file's bytes from the start; can be called again. */
  bytes(): AsyncIterable<Uint8Array>;
}

/**
 * Opens a file for reading.
 *
 * @param progress called with the number of bytes handed out since the last call
 * @throws {CxError} `invalid-file` when there is no such file, it is a folder, it is empty, or it may not be read
 */
export async function inputFile(
  file: string,
  progress: (bytes: number) => void = () => {},
): Promise<InputFile> {
  const name = path.basename(file);
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw cxError("invalid-file", `${file}: ${reasonOf(cause)}`, { file: name, cause });
  });
  if (found.isDirectory())
    throw cxError("invalid-file", `${file}: this is a folder; name the files in it`, { file: name });
  if (!found.isFile())
    throw cxError("invalid-file", `${file}: pipes and devices cannot be read; save it to a file first`, {
      file: name,
    });
  if (found.size === 0) throw cxError("invalid-file", `${file}: the file is empty`, { file: name });
  return {
    name,
    size: found.size,
    modified: found.mtime.toISOString(),
    async *bytes() {
      try {
        for await (const chunk of createReadStream(file, {
          highWaterMark: 256 * 1024,
        }) as AsyncIterable<Uint8Array>) {
          progress(chunk.length);
          yield chunk;
        }
      } catch (cause) {
        if (!/^E[A-Z]+$/.test((cause as NodeJS.ErrnoException).code ?? "")) throw cause;
        const why = reasonOf(cause as NodeJS.ErrnoException);
        throw cxError("invalid-file", `${file}: ${why}`, { file: name, cause });
      }
    },
  };
}

function reasonOf({ code = "unknown" }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return "there is no such file";
  if (code === "EACCES" || code === "EPERM") return "you may not read it";
  return `it cannot be read (${code})`;
}
