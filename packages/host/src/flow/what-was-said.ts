import type { CxEvent, Instrument, Journey, LocalizedText, NotifiedAnswer } from "@cxkit/core";

/** What a customer said besides the answer somebody is told of. */
export interface Said {
  /** In their own words. */
  readonly words: string | null;
  /** Ratings in the worse half of their scale, worst first, at most three. */
  readonly others: readonly NotifiedAnswer[];
}

/** What is needed to understand answers. */
export interface SaidOptions {
  readonly instruments: readonly Instrument[];
  readonly language: "en" | "zh";
  readonly journey?: Journey | undefined;
}

const most = 3;

/**
 * Reads what a person who is to help should know of an event: the customer's words, and what else went badly.
 *
 * @param about item of the answer that is told anyway
 */
export function whatWasSaid(event: CxEvent, about: string | undefined, options: SaidOptions): Said {
  if (event.type === "feedback.posted") return { words: event.data.text ?? null, others: [] };
  if (event.type !== "survey.responded") return { words: null, others: [] };
  const known = new Map(options.instruments.map((one) => [`${one.id}@${one.version}`, one]));
  const words: string[] = [];
  const rated: { readonly answer: NotifiedAnswer; readonly share: number }[] = [];
  for (const { item, value, instrument: reference } of event.data.answers) {
    const instrument = known.get(reference);
    if (typeof value === "string" && instrument?.construct === "verbatim") words.push(value);
    if (typeof value !== "number" || item === about || !instrument?.scale) continue;
    const { min, max } = instrument.scale;
    const above = (value - min) / (max - min);
    const share = instrument.direction === "higher-is-better" ? above : 1 - above;
    // Nothing is said of an answer off its scale: it counts nowhere else either.
    if (!(share >= 0 && share < 0.5)) continue;
    const label = textIn(instrument.label, options.language);
    const stage = stageOf(instrument, options);
    rated.push({
      answer: {
        item,
        value,
        scale: { min, max },
        ...(label !== undefined && { label }),
        ...(stage !== undefined && { stage }),
      },
      share,
    });
  }
  return {
    words: words.length > 0 ? words.join("\n\n") : null,
    others: rated
      .toSorted((left, right) => left.share - right.share)
      .slice(0, most)
      .map(({ answer }) => answer),
  };
}

/** The title of the stage that an item is about. */
function stageOf(instrument: Instrument, { journey, language }: SaidOptions): string | undefined {
  const stage = journey?.stages.find(
    ({ id, touchpoints }) =>
      id === instrument.stage ||
      touchpoints.some(
        ({ id: touchpoint, items = [] }) =>
          touchpoint === instrument.touchpoint || items.includes(instrument.id),
      ),
  );
  return stage ? textIn(stage.title, language) : instrument.stage;
}

function textIn(text: LocalizedText | undefined, language: string): string | undefined {
  return text?.[language] ?? text?.["en"] ?? Object.values(text ?? {})[0];
}
