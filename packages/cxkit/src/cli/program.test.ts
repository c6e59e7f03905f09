import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { run } from "./program.ts";

describe("a command line that asks for help", () => {
  it("is answered on standard output, with 0", async () => {
    const { code, out, err } = await cxkit(["report", "--help"]);
    expect([code, err]).toEqual([0, ""]);
    for (const option of ["--recommend", "--save-mapping", "--tables", "--confidence"])
      expect(out).toContain(option);
  });

  it("fits the terminal", async () => {
    const { out } = await cxkit(["report", "--help"], { columns: 80 });
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("gives the version alone", async () => {
    const { code, out } = await cxkit(["--version"]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/)]);
  });
});

describe("a command line that makes no sense", () => {
  it.each([
    [["reprot", "x.csv"], "cxkit: unknown command 'reprot'; did you mean report?\n"],
    [
      ["report", "x.csv", "--segmnt", "Region"],
      "cxkit: unknown option '--segmnt'; did you mean --segment?\n",
    ],
    [["report"], "cxkit: missing required argument 'file': this is no workspace either\n"],
    [["report", "x.csv", "--confidence", "95"], /^cxkit: .*--confidence.*0\.95, got 95\n$/],
    [["report", "x.csv", "--scale", "Q7"], /^cxkit: .*--scale wants COLUMN=VALUE, got Q7\n$/],
    [["report", "x.csv", "--word", "Great=5"], /^cxkit: .*--word wants COLUMN:TEXT=POINT, got Great=5\n$/],
    [["report", "x.csv", "--every", "fortnight"], /^cxkit: .*day, week, month, quarter, year\.?\n$/],
    [["demo", "--lang", "fr"], /^cxkit: .*en, zh\.?\n$/],
  ])("%j is told on one line, with 2 and no output", async (args, message) => {
    const { code, out, err } = await cxkit(args);
    expect([code, out]).toEqual([2, ""]);
    if (typeof message === "string") expect(err).toBe(message);
    else expect(err).toMatch(message);
  });
});

describe("an error of a command", () => {
  it("is one line without a stack", async () => {
    const { code, err } = await cxkit(["report", "nowhere.csv"]);
    expect([code, err]).toEqual([3, "cxkit: nowhere.csv: there is no such file\n"]);
  });

  it("is red on terminals only, unless NO_COLOR says otherwise", async () => {
    const red = "\u001B[31mcxkit:\u001B[39m";
    expect((await cxkit(["report", "nowhere.csv"], { isTTY: true })).err).toContain(red);
    expect((await cxkit(["report", "nowhere.csv"], { isTTY: true }, { NO_COLOR: "1" })).err).not.toContain(
      red,
    );
    expect((await cxkit(["report", "nowhere.csv"], {}, { FORCE_COLOR: "1" })).err).toContain(red);
  });
});

async function cxkit(
  args: readonly string[],
  terminal: { readonly isTTY?: boolean; readonly columns?: number } = {},
  env: { readonly [name: string]: string } = {},
): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: "", err: "" };
  const stream = (name: "out" | "err") =>
    Object.assign(
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          texts[name] += chunk.toString();
          done();
        },
      }),
      terminal,
    );
  const code = await run(args, {
    out: stream("out"),
    err: stream("err"),
    env,
    now: () => "2026-07-01T00:00:00Z",
    signal: new AbortController().signal,
  });
  return { code, ...texts };
}
