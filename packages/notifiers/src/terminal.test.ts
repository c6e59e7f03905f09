import type { NotifyContext } from "@cxkit/core";
import { notifierLaws, sampleNotification } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { displayWidth, wrappedLines } from "./display-width.ts";
import { terminal, type TerminalConfig } from "./terminal.ts";

const context: NotifyContext<TerminalConfig> = {
  config: { zone: "Asia/Shanghai" },
  http: async () => expect.unreachable("a terminal needs no network"),
  secrets: {},
  now: () => "2026-03-01T09:31:00Z",
  signal: new AbortController().signal,
};

describe("terminal keeps the notifier laws", () => {
  const laws = notifierLaws<TerminalConfig>(async () => {
    const written: string[] = [];
    let broken = false;
    const write = (text: string): void => {
      if (broken) throw new Error("EPIPE ada@example.com");
      written.push(text);
    };
    return {
      notifier: terminal({ write }),
      config: {},
      address: "ada@example.com",
      moods: ["accepts", "fails"],
      mood: (mood) => void (broken = mood === "fails"),
      heard: () =>
        written.map((text) => {
          // Nothing that moves a cursor, sets a colour or turns the direction of writing.
          expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
          for (const line of text.split("\n")) {
            if (!line.includes("http")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
          }
          return { identity: null, title: text };
        }),
      unspeakable: [],
      async [Symbol.asyncDispose]() {},
    };
  });
  for (const law of laws) it(law.name, law.check);
});

async function shownBy(columns: number, language: "en" | "zh", colours = false): Promise<string[]> {
  const written: string[] = [];
  const notifier = terminal({ write: (text) => written.push(text), columns, colours });
  const words =
    language === "zh"
      ? "包裹一直没有到，客服电话也打不通，我已经等了整整两个星期了。".repeat(3)
      : "It never came. ".repeat(20);
  await notifier.deliver({ ...sampleNotification("1"), language, verbatim: words }, context);
  return written.join("").split("\n");
}

describe("a notification in a terminal", () => {
  it.each(["en", "zh"] as const)("fits the columns, wide characters counted as two: %s", async (language) => {
    for (const columns of [40, 80]) {
      const lines = (await shownBy(columns, language)).filter((line) => !line.includes("https:"));
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
      expect(Math.max(...lines.map(displayWidth))).toBeGreaterThan(columns - 12);
    }
  });

  it("sets texts under one another, and keeps addresses whole", async () => {
    const lines = await shownBy(80, "zh");
    expect(lines[0]).toBe("告警：NPS of delivery is below 0");
    expect(lines).toContain("起始    2026-03-01 16:00 (Asia/Shanghai)");
    expect(lines.join("\n")).toContain("https://cx.example.com/case/c-17?do=acknowledge&token=abc");
  });

  it("has escape sequences only where colours are wanted, and says the same with them", async () => {
    const [plain, coloured] = [await shownBy(80, "en"), await shownBy(80, "en", true)];
    expect(plain.join("\n")).not.toContain("\u001B");
    expect(coloured[0]).toContain("\u001B[31m");
    // oxlint-disable-next-line no-control-regex
    expect(coloured.map((line) => line.replace(/\u001B\[\d+m/g, ""))).toEqual(plain);
  });
});

it("lines are broken at spaces, between wide characters, and within what has neither", () => {
  expect(wrappedLines("one two three", 7, 2)).toEqual(["one two", "  three"]);
  expect(wrappedLines("满意度调查", 4, 0)).toEqual(["满意", "度调", "查"]);
  expect(wrappedLines("xxxxxxxxxx", 4, 1)).toEqual(["xxxx", " xxx", " xxx"]);
  expect(wrappedLines("see https://example.com/a/b now", 8, 0)).toEqual([
    "see",
    "https://example.com/a/b",
    "now",
  ]);
});

it("columns too few for a line are refused", () => {
  expect(() => terminal({ write: () => {}, columns: 10 })).toThrow(
    "terminal requires columns to be a whole number ≥ 20, got 10",
  );
});
