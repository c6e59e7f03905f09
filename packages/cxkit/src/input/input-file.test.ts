import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inputFile, type InputFile } from "./input-file.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-input-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("inputFile", () => {
  it("hands out all bytes from the start, as often as asked, and tells how many", async () => {
    const content = Buffer.from("0123456789".repeat(60_000));
    await writeFile(at("answers.csv"), content);
    let told = 0;
    const file = await inputFile(at("answers.csv"), (bytes) => (told += bytes));
    for (let round = 0; round < 2; round += 1) expect((await contentOf(file)).equals(content)).toBe(true);
    expect([file.name, file.size, told]).toEqual(["answers.csv", 600_000, 1_200_000]);
    expect(file.modified).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it("refuses what holds no answers, saying why and what to do", async () => {
    await writeFile(at("empty.csv"), "");
    await expect(inputFile(at("empty.csv"))).rejects.toThrow(/empty\.csv: the file is empty/);
    await expect(inputFile(at("gone.csv"))).rejects.toThrow(/gone\.csv: there is no such file/);
    await expect(inputFile(folder)).rejects.toThrow(/this is a folder; name the files in it/);
    await expect(inputFile(at("gone.csv"))).rejects.toMatchObject({
      code: "invalid-file",
      place: { file: "gone.csv" },
    });
  });

  it.skipIf(process.platform === "win32")("refuses a device instead of waiting for it", async () => {
    await expect(inputFile("/dev/null")).rejects.toThrow(
      /pipes and devices cannot be read; save it to a file/,
    );
  });

  it("says when a file disappears while it is read", async () => {
    await writeFile(at("short.csv"), "x");
    const file = await inputFile(at("short.csv"));
    await rm(at("short.csv"));
    await expect(contentOf(file)).rejects.toThrow(/short\.csv: there is no such file/);
  });
});

function at(name: string): string {
  return path.join(folder, name);
}

async function contentOf(file: InputFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.bytes()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
