import path from "node:path";
import type { CxError } from "@cxkit/core";
import { type DiskFile, diskFailure, writeAll } from "./disk.ts";

/** The end of a log, where it grows. */
export interface LogEnd {
  /** Up to here everything is on disk. */
  readonly position: number;
  /** Why nothing more is taken. */
  readonly broken: CxError | undefined;
  /**
   * Writes and flushes.
   *
   * @throws {CxError} `unavailable`: nothing of it counts. After a failed write the next one starts where this one did; after a failed
   *   flush nobody knows what is on the disk, and every further call is refused until the log is opened again
   */
  commit(bytes: Uint8Array): Promise<void>;
  /** Refuses every further call: something else went wrong that leaves unknown what is on the disk. */
  refuse(error: CxError): void;
  close(): Promise<void>;
}

export function logEnd(name: string, open: DiskFile, start: number): LogEnd {
  const file = path.basename(name);
  let position = start;
  let untidy = false;
  let broken: CxError | undefined;

  /** Takes away what a failed write left behind, durably, so that it cannot come back. */
  async function tidy(): Promise<void> {
    await open.truncate(position);
    await flush();
    untidy = false;
  }

  async function flush(): Promise<void> {
    try {
      await open.flush();
    } catch (error) {
      broken = diskFailure(
        error,
        (reason) =>
          `${file} could not be flushed (${reason}): what is on the disk is unknown, and nothing more is taken until it is opened again`,
        name,
      );
      // What is left in the machine's memory must not be taken for what is on the disk.
      await open.truncate(position).catch(() => undefined);
      throw broken;
    }
  }

  return {
    get position() {
      return position;
    },
    get broken() {
      return broken;
    },
    async commit(bytes) {
      if (broken) throw broken;
      try {
        if (untidy) await tidy();
        await writeAll(open, bytes, position);
      } catch (error) {
        if (broken) throw broken;
        untidy = true;
        await tidy().catch(() => undefined);
        if (broken) throw broken;
        throw diskFailure(
          error,
          (reason) => `${file} could not be written (${reason}): nothing of it was kept`,
          name,
        );
      }
      await flush();
      position += bytes.length;
    },
    refuse(error) {
      broken ??= error;
    },
    async close() {
      await open.close();
    },
  };
}
