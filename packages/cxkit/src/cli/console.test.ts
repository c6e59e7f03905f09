import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { columnsOf, languageOf, progressOf } from "./console.ts";

describe("progressOf", () => {
  it("writes nothing where nobody looks", () => {
    for (const [isTTY, term] of [
      [false, "xterm"],
      [true, "dumb"],
    ] as const) {
      const { err, text } = terminal(isTTY);
      const progress = progressOf({ err, env: { TERM: term } });
      progress.reading(100)(50);
      progress.phase("measuring");
      progress.stop();
      expect(text()).toBe("");
    }
  });

  it("names what goes on, and takes everything back: the line is blank and the cursor shown", () => {
    const { err, text } = terminal(true);
    const progress = progressOf({ err, env: { TERM: "xterm" } });
    progress.reading(100)(100);
    progress.phase("measuring");
    progress.stop();
    progress.stop();
    expect(text()).toContain("reading [");
    expect(text()).toContain("measuring …");
    const said = text();
    expect(said.lastIndexOf("\u001B[?25h")).toBeGreaterThan(said.lastIndexOf("\u001B[?25l"));
    expect(said.endsWith("\r\u001B[K")).toBe(true);
  });
});

describe("columnsOf", () => {
  it("is 100 where the width is not known, and never more than 120", () => {
    expect([
      columnsOf({}),
      columnsOf({ columns: 0 }),
      columnsOf({ columns: 60 }),
      columnsOf({ columns: 300 }),
    ]).toEqual([100, 100, 60, 120]);
  });
});

describe("languageOf", () => {
  it("is Chinese in Chinese surroundings, by the strongest variable that is set", () => {
    expect(languageOf({ LANG: "zh_CN.UTF-8" })).toBe("zh");
    expect(languageOf({ LC_ALL: "en_US.UTF-8", LANG: "zh_CN.UTF-8" })).toBe("en");
    expect(languageOf({ LC_ALL: "", LANG: "zh_TW.UTF-8" })).toBe("zh");
    expect(languageOf({})).toBe("en");
  });
});

function terminal(isTTY: boolean): {
  err: Writable & { isTTY: boolean; columns: number };
  text: () => string;
} {
  let text = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  // What the bar asks of a terminal besides writing.
  const moves = { cursorTo: () => true, clearLine: () => true, moveCursor: () => true };
  return { err: Object.assign(stream, moves, { isTTY, columns: 80 }), text: () => text };
}
