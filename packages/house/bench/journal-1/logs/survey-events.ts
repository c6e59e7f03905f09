/** An event of eight fields, about 145 bytes as JSON. */
export interface SurveyEvent {
  readonly id: string;
  readonly time: string;
  readonly subject: string;
  readonly channel: string;
  readonly touchpoint: string;
  readonly score: number;
  readonly language: string;
  readonly verbatim: string | null;
}

const channels = ["web", "app", "store", "phone"] as const;
const touchpoints = ["checkout", "delivery", "support", "billing"] as const;
const verbatims = ["was quick and kind", "too slow", "half was missing", "never again"] as const;

/** Events in time order; every seventh has words. */
export function surveyEvents(count: number): SurveyEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `r${String(1_000_000 + index)}`,
    time: new Date(1_772_000_000_000 + index * 3_000).toISOString(),
    subject: (index * 2_654_435_761).toString(36).padStart(10, "0").slice(-10),
    channel: channels[index % 4] ?? "",
    touchpoint: touchpoints[(index >> 2) % 4] ?? "",
    score: (index * 7) % 11,
    language: "en",
    verbatim: index % 7 === 0 ? (verbatims[(index >> 3) % 4] ?? "") : null,
  }));
}
