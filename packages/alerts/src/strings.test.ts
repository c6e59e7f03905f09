import { describe, expect, it } from "vitest";
import { englishStrings } from "./strings.en.ts";
import { chineseStrings } from "./strings.zh.ts";
import { inBoth, textIn } from "./strings.ts";

describe("the words of alerts", () => {
  it("are there in both languages, and Chinese ones are Chinese", () => {
    expect(Object.keys(chineseStrings)).toEqual(Object.keys(englishStrings));
    const { en, zh } = inBoth((words) => words.guarantee({ kind: "false-alarm-rate", perEvaluation: 0.05 }));
    expect(en).toBe("when nothing is wrong, at most 5 % of evaluations sound an alarm all the same");
    expect(zh).toBe("一切正常时，每次评估误报的概率不超过 5%");
  });

  it("print numbers without digits that nobody gave", () => {
    expect(englishStrings.atMost(0.1 + 0.2, 2.5)).toBe("the answer 0.3 is at or below 2.5");
    expect(chineseStrings.answered("评分", 2, 5)).toBe("评分：2/5");
  });

  it("fall back to the language there is", () => {
    expect(textIn({ en: "a", zh: "b" }, "zh")).toBe("b");
    expect(textIn({ de: "c" }, "zh")).toBe("c");
    expect(textIn("d", "zh")).toBe("d");
  });
});
