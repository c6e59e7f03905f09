import { describe, expect, it } from "vitest";
import { labelText, plainWording } from "./wording.ts";

describe("plainWording", () => {
  it("strips numbering in every form, and no number that belongs to the question", () => {
    for (const text of [
      "1、服务满意度",
      "第3题 服务满意度",
      "第12题：服务满意度",
      "Q3. 服务满意度",
      "*3. 服务满意度",
      "3) 服务满意度",
    ])
      expect(plainWording(text), text).toBe("服务满意度");
    for (const text of ["5-point rating", "24 hours service", "3 stars or more?", "2026 plan"])
      expect(plainWording(text)).toBe(text);
  });

  it("strips markup and marks of the tool, and reads entities", () => {
    expect(plainWording("<style>p{color:red}</style><p>How&#8217;s &quot;it&quot; &amp; why?</p>")).toBe(
      'How’s "it" & why?',
    );
    expect(plainWording("您对配送的满意度 [单选题] *")).toBe("您对配送的满意度");
    expect(plainWording("您使用过【多选题】")).toBe("您使用过");
    expect(plainWording("Is 3 < 5 & 7 > 2?")).toBe("Is 3 < 5 & 7 > 2?");
  });

  it("piped text is an ellipsis", () => {
    expect(plainWording("How was [Field-Store], {{field:name}}?")).toBe("How was …, …?");
    expect(plainWording("Why ${q://QID1/ChoiceGroup/SelectedChoices}?")).toBe("Why …?");
  });
});

describe("labelText", () => {
  it("leaves the scale out, and nothing else", () => {
    expect(labelText("How likely are you to recommend us? (0-10)")).toBe(
      "How likely are you to recommend us?",
    );
    expect(labelText("Ease of use (1 = hard, 5 = easy)")).toBe("Ease of use");
    expect(labelText("On a scale of 0 to 10, how likely are you to come back?")).toBe(
      "How likely are you to come back?",
    );
    expect(labelText("Which one? - Selected Choice")).toBe("Which one?");
    for (const text of ["Delivery (home)", "推荐意愿", "Service (24/7)", "(0-10)"])
      expect(labelText(text)).toBe(text);
  });
});
