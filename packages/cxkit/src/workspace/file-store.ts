import { rm } from "node:fs/promises";
import process from "node:process";
import { cxError, type Store } from "@cxkit/core";

/**
 * The store on disk. The engine behind it is a native one: it is loaded here alone, when a workspace is opened.
 *
 * @param load loads the engine's package
 * @throws {CxError} `unsupported` where there is no engine for this machine; `unavailable` when another process writes the file
 */
export async function fileStore(
  file: string,
  { freshStore = false }: { readonly freshStore?: boolean } = {},
  load: () => Promise<typeof import("@cxkit/store-duckdb")> = () => import("@cxkit/store-duckdb"),
): Promise<Store> {
  let module: typeof import("@cxkit/store-duckdb");
  try {
    module = await load();
  } catch (cause) {
    const machine = `${process.platform}-${process.arch}, Node.js ${process.versions.node}`;
    throw cxError(
      "unsupported",
      `DuckDB, which keeps the answers, could not be loaded on this machine (${machine}). It is there for Linux with glibc, ` +
        `macOS and Windows: install again without leaving out optional packages, or use one of these`,
      { cause },
    );
  }
  if (freshStore) for (const end of ["", ".wal"]) await rm(`${file}${end}`, { force: true });
  return module.duckdbStore({ path: file });
}
