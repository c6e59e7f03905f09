import type { Instrument } from "@cxkit/core";
import type { SurveyMapping } from "./mapping.ts";

/** What a mapping says about the answers its events will carry. */
export function surveyInstruments(mapping: SurveyMapping): readonly Instrument[] {
  const items = mapping.items.map((item): Instrument => {
    const { words = {} } = item;
    const labels = Object.entries(words).map(
      ([text, point]) => [String(point), /\p{Script=Han}/u.test(text) ? { zh: text } : { en: text }] as const,
    );
    return {
      id: item.item,
      version: item.version ?? "1",
      construct: item.construct,
      scale: item.scale,
      direction: item.direction,
      ...(item.label ? { label: item.label } : {}),
      ...(item.wording ? { wording: item.wording } : {}),
      ...(labels.length > 0 ? { pointLabels: Object.fromEntries(labels.toReversed()) } : {}),
      ...(item.missingCodes ? { missingCodes: item.missingCodes } : {}),
      ...(item.touchpoint ? { touchpoint: item.touchpoint } : {}),
      ...(item.stage ? { stage: item.stage } : {}),
    };
  });
  const open = [
    ...mapping.verbatims.map((each) => ({ ...each, construct: "verbatim" })),
    ...mapping.choices.map((each) => ({ ...each, construct: "choice" })),
  ].map(({ item, version, construct, label }): Instrument => ({
    id: item,
    version: version ?? "1",
    construct,
    scale: null,
    direction: "higher-is-better",
    ...(label ? { label } : {}),
  }));
  return [...items, ...open];
}
