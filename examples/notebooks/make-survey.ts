/**
 * Makes `terminal-survey.csv` and `terminal-population.csv`: a survey of some 500 among 24,000 made-up passengers of an airport,
 * of whom some answer far more readily than others. The truth is known, because all passengers have a score.
 *
 *     node --conditions=@cxkit/source make-survey.ts
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { normalDraw, seededRandom } from "@cxkit/stats/random";

/** One who flew; the survey sees only those who responded. */
export interface Passenger {
  readonly terminal: string;
  readonly age: string;
  readonly language: string;
  /** 0–10. */
  readonly recommend: number;
  /** Whether the passenger was handed a questionnaire, and whether it came back. */
  readonly invited: boolean;
  readonly responded: boolean;
  /** Whether the item was left blank, and the rating of the airport as a whole, 1–5; 0 is a blank. */
  readonly blank: boolean;
  readonly overall: number;
}

/** Share among passengers, what it adds to the score, and how readily people answer. */
const ages = [
  { name: "under 25", share: 0.22, score: -0.7, answers: 0.35 },
  { name: "25-44", share: 0.4, score: -0.35, answers: 0.55 },
  { name: "45-64", share: 0.26, score: 0.2, answers: 1 },
  { name: "65 and over", share: 0.12, score: 0.9, answers: 1.5 },
];
const languages = [
  { name: "English", share: 0.68, score: 0.2, answers: 1 },
  { name: "Chinese", share: 0.2, score: -0.7, answers: 0.45 },
  { name: "Spanish", share: 0.12, score: -0.2, answers: 0.65 },
];
/** The small terminal got more than its share of questionnaires. */
const terminals = [
  { name: "A", share: 0.55, score: 0, invited: 0.034 },
  { name: "B", share: 0.3, score: 0.25, invited: 0.05 },
  { name: "C", share: 0.15, score: 0.5, invited: 0.1 },
];

/** Everybody who flew, with what the survey does not see. */
export function passengers(): Passenger[] {
  const random = seededRandom(2018);
  const pick = <T extends { readonly share: number }>(from: readonly T[]): T => {
    let left = random();
    return from.find(({ share }) => (left -= share) < 0) ?? from.at(-1)!;
  };
  return Array.from({ length: 24_000 }, () => {
    const [terminal, age, language] = [pick(terminals), pick(ages), pick(languages)];
    const mood = 8.1 + terminal.score + age.score + language.score + 2 * normalDraw(random);
    return {
      terminal: terminal.name,
      age: age.name,
      language: language.name,
      recommend: Math.max(0, Math.min(10, Math.round(mood))),
      invited: random() < terminal.invited,
      responded: random() < 0.6 * age.answers * language.answers,
      blank: random() < 0.05,
      overall:
        random() < 0.04 ? 0 : Math.max(1, Math.min(5, Math.round(mood / 2 + 0.3 * normalDraw(random)))),
    };
  });
}

/**
 * The respondents, had the same passengers been surveyed at another time: who is handed a questionnaire, who sends it back and
 * who leaves the item blank is drawn anew; what they think is as it was.
 */
export function surveyedAgain(
  all: readonly Passenger[],
  seed: number,
): (Passenger & { readonly weight: number })[] {
  const random = seededRandom(seed);
  const named = <T extends { readonly name: string }>(from: readonly T[], name: string): T =>
    from.find((entry) => entry.name === name)!;
  return all.flatMap((passenger) => {
    const { invited } = named(terminals, passenger.terminal);
    if (random() >= invited) return [];
    const readiness = named(ages, passenger.age).answers * named(languages, passenger.language).answers;
    return random() < 0.6 * readiness ? [{ ...passenger, blank: random() < 0.05, weight: 1 / invited }] : [];
  });
}

/** NPS of all passengers, in points: what the survey wants to know. */
export function trueNps(): number {
  const scores = passengers().map(({ recommend }) => (recommend >= 9 ? 100 : recommend <= 6 ? -100 : 0));
  return scores.reduce<number>((sum, score) => sum + score, 0) / scores.length;
}

/** What came back. As in many exports, a blank is a code within the number line: 11 of 0–10, 0 of 1–5. */
export function surveyCsv(): string {
  const lines = passengers()
    .filter(({ invited, responded }) => invited && responded)
    .map(({ terminal, age, language, recommend, blank, overall }, index) => {
      const weight = 1 / terminals.find(({ name }) => name === terminal)!.invited;
      return [index + 1, terminal, age, language, blank ? 11 : recommend, overall, weight.toFixed(4)].join(
        ",",
      );
    });
  return `${["respondent,terminal,age,language,recommend,overall,weight", ...lines].join("\n")}\n`;
}

/** What is known of everybody: how many flew, by terminal, age and language. */
export function populationCsv(): string {
  const counts = new Map<string, number>();
  for (const { terminal, age, language } of passengers()) {
    const cell = `${terminal},${age},${language}`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const lines = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([cell, count]) => `${cell},${count}`);
  return `${["terminal,age,language,passengers", ...lines].join("\n")}\n`;
}

if (import.meta.main) {
  writeFileSync(path.join(import.meta.dirname, "terminal-survey.csv"), surveyCsv());
  writeFileSync(path.join(import.meta.dirname, "terminal-population.csv"), populationCsv());
}
