/**
 * Makes `waves.csv`: two waves of a survey among 1,200 customers in eight regions, some of whom answered both. The truth is
 * known, because everybody has an answer and only the file leaves some out.
 *
 *     node --conditions=@cxkit/source make-waves.ts
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { normalDraw, seededRandom } from "@cxkit/stats/random";

/** One customer; the survey sees an answer only where it was given. */
export interface Customer {
  readonly region: string;
  /** What the customer thinks in each wave, 0–10. */
  readonly scores: readonly [before: number, after: number];
  readonly answered: readonly [before: boolean, after: boolean];
}

const regions = ["Andes", "Baltic", "Coast", "Delta", "East", "Fjord", "Gulf", "Highland"];

/** Everybody, with what the survey does not see. Only the customers of `Delta` were won over; the others moved by little. */
export function customers(): Customer[] {
  const random = seededRandom(2025);
  return Array.from({ length: 1200 }, (_, index) => {
    const region = regions[index % regions.length]!;
    const attitude = 8.1 + 1.6 * normalDraw(random);
    const rise = region === "Delta" ? 1.4 : 0.15;
    const score = (mean: number) => Math.max(0, Math.min(10, Math.round(mean + 0.9 * normalDraw(random))));
    const scores = [score(attitude), score(attitude + rise)] as const;
    // Who answers once answers more readily again.
    const first = random() < 0.4;
    return { region, scores, answered: [first, random() < (first ? 0.65 : 0.25)] };
  });
}

/** The file: one line for each customer who answered at all. */
export function wavesCsv(): string {
  const cell = (score: number, answered: boolean) => (answered ? String(score) : "");
  const lines = customers().flatMap(({ region, scores, answered }, index) =>
    answered.some(Boolean)
      ? [`c${index + 1},${region},${cell(scores[0], answered[0])},${cell(scores[1], answered[1])}`]
      : [],
  );
  return `${["customer,region,before,after", ...lines].join("\n")}\n`;
}

if (import.meta.main) writeFileSync(path.join(import.meta.dirname, "waves.csv"), wavesCsv());
