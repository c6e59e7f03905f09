import path from "node:path";
import { expect, it } from "vitest";
import { fileStore } from "./file-store.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";

it("fileStore keeps what was appended, unless it is asked to begin anew", async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, "store.duckdb");
  const first = await fileStore(file);
  await first.append([], { stream: "journal", value: 7 });
  await first[Symbol.asyncDispose]();
  const second = await fileStore(file);
  expect(await second.cursor("journal")).toBe(7);
  await second[Symbol.asyncDispose]();
  const fresh = await fileStore(file, { freshStore: true });
  expect(await fresh.cursor("journal")).toBeNull();
  await fresh[Symbol.asyncDispose]();
});

it("fileStore says in a sentence that there is no engine for this machine", async () => {
  const load = () => Promise.reject(new Error("Cannot find module '@duckdb/node-bindings-plan9-mips'"));
  await expect(fileStore("store.duckdb", {}, load)).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringMatching(
      /^DuckDB, which keeps the answers, could not be loaded on this machine \(/,
    ) as string,
  });
});
