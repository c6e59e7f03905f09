import { describe, expect, it } from "vitest";
import { decideWords, wordReadings, wordScales } from "./answer-words.ts";

const decide = (...texts: string[]) => decideWords(wordReadings(texts));
const pointsOf = (...texts: string[]) => Object.fromEntries(decide(...texts)?.points ?? []);

describe("answers in words", () => {
  it("a whole five-point list is read from its bad end to its good end", () => {
    expect(pointsOf("Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied")).toEqual({
      "Very dissatisfied": 1,
      Dissatisfied: 2,
      Neutral: 3,
      Satisfied: 4,
      "Very satisfied": 5,
    });
    expect(pointsOf("非常满意", "满意", "一般", "不满意", "非常不满意")).toEqual({
      非常不满意: 1,
      不满意: 2,
      一般: 3,
      满意: 4,
      非常满意: 5,
    });
  });

  it("a word of a longer list makes it the longer scale", () => {
    expect(decide("非常满意", "满意", "比较满意", "一般", "不满意")?.scale.points).toHaveLength(7);
    expect(
      decide("Extremely satisfied", "Moderately satisfied", "Slightly dissatisfied")?.scale.points,
    ).toHaveLength(7);
    expect(decide("strongly agree", "agree", "somewhat agree", "disagree")?.scale.points).toHaveLength(7);
  });

  it("three words that fit five points and seven are not guessed", () => {
    expect(decide("满意", "一般", "非常满意")).toBeUndefined();
    expect(decide("Satisfied", "Neutral", "Very satisfied")).toBeUndefined();
    expect(decide("Satisfied")).toBeUndefined();
  });

  it("scales of four and six points are read where every point occurs and enough answered to miss a middle", () => {
    const four = ["Strongly disagree", "Disagree", "Agree", "Strongly agree"];
    expect(decide(...four)?.scale.points).toHaveLength(4);
    expect(decideWords(wordReadings(four), 3, 12)).toBeUndefined();
    expect(decide("差", "中", "良", "优")?.scale.id).toBe("优-4");
    expect(decide("Poor", "Fair", "Good", "Excellent")?.scale.id).toBe("quality-4");
    expect(decide(...four, "Slightly agree", "Slightly disagree")?.scale.points).toHaveLength(6);
    expect(decide("strongly disagree", "slightly disagree", "agree")?.scale.points).toHaveLength(7);
  });

  it("a scale that counts from none up is not taken for one with two ends", () => {
    expect(decide("Not at all likely", "Not so likely", "Somewhat likely", "Very likely")).toBeUndefined();
    expect(
      pointsOf("Not at all likely", "Not so likely", "Somewhat likely", "Very likely", "Extremely likely")[
        "Somewhat likely"
      ],
    ).toBe(3);
  });

  it("faces are read where they leave one order", () => {
    expect(pointsOf("☹️", "😐", "🙂")).toEqual({ "☹️": 1, "😐": 2, "🙂": 3 });
    expect(pointsOf("😡", "🙁", "😐", "🙂", "😍")["🙂"]).toBe(4);
    expect(decide("🙂", "😐")).toBeUndefined();
  });

  it("one word that no list has spoils the reading", () => {
    expect(wordReadings(["Very satisfied", "Satisfied", "Purple"])).toEqual([]);
    expect(wordReadings([])).toEqual([]);
  });

  it("case, width and a full stop make no difference", () => {
    expect(
      pointsOf("VERY SATISFIED", "satisfied.", " Neutral ", "dissatisfied", "very  dissatisfied")[
        "satisfied."
      ],
    ).toBe(4);
  });

  it("no list has a word at two points", () => {
    for (const { id, points } of wordScales) {
      const words = points.flat();
      expect(new Set(words).size, id).toBe(words.length);
    }
  });

  it("every list is read back whole by its own first words", () => {
    for (const { id, points } of wordScales) {
      const reading = decideWords(wordReadings(points.map(([first]) => first!)));
      expect(reading && [...reading.points.values()], id).toEqual(points.map((_, index) => index + 1));
    }
  });
});
