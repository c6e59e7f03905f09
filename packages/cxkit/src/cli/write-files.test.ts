import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refuseInputs, writeFiles } from "./write-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-write-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("writeFiles", () => {
  it("makes the folders it needs and leaves nothing beside the files", async () => {
    await writeFiles([
      { path: at("a/b/one.html"), content: "1" },
      { path: at("two.csv"), content: "2" },
    ]);
    expect(await readdir(folder, { recursive: true })).toEqual(
      expect.arrayContaining(["a", "a/b", "a/b/one.html", "two.csv"]),
    );
    expect((await readdir(folder, { recursive: true })).length).toBe(4);
  });

  it("writes none where one cannot be written, and keeps what was there", async () => {
    await writeFile(at("one.html"), "before");
    await mkdir(at("folder"));
    const files = [
      { path: at("one.html"), content: "after" },
      { path: at("one.html/two.html"), content: "x" },
    ];
    await expect(writeFiles(files)).rejects.toThrow(
      /two\.html cannot be written: part of the path is a file/,
    );
    expect(await readFile(at("one.html"), "utf8")).toBe("before");
    expect(await readdir(folder)).toEqual(["folder", "one.html"]);
  });

  it("never writes over an input, by whatever path it is named", async () => {
    await writeFile(at("in.csv"), "answers");
    await symlink(at("in.csv"), at("alias.csv"));
    for (const output of ["in.csv", "alias.csv", "./x/../in.csv"]) {
      const write = writeFiles([{ path: `${folder}/${output}`, content: "x" }], { inputs: [at("in.csv")] });
      await expect(write).rejects.toMatchObject({ code: "invalid-setup" });
    }
    expect(await readFile(at("in.csv"), "utf8")).toBe("answers");
  });

  it("keeps a link a link", async () => {
    await writeFile(at("real.html"), "old");
    await symlink("real.html", at("latest.html"));
    await writeFiles([{ path: at("latest.html"), content: "new" }]);
    expect([await readlink(at("latest.html")), await readFile(at("real.html"), "utf8")]).toEqual([
      "real.html",
      "new",
    ]);
  });

  it.skipIf(process.platform === "win32")("writes into a device instead of replacing it", async () => {
    await symlink("/dev/null", at("nothing"));
    await writeFiles([{ path: at("nothing"), content: "x" }]);
    expect(await readlink(at("nothing"))).toBe("/dev/null");
    expect(await readdir(folder)).toEqual(["nothing"]);
  });
});

describe("refuseInputs", () => {
  it("lets new paths pass", async () => {
    await expect(refuseInputs([at("new.html")], [at("in.csv")])).resolves.toBeUndefined();
  });
});

function at(name: string): string {
  return path.join(folder, name);
}
