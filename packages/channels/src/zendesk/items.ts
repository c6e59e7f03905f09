import type { ItemMeaning } from "../authoring/answer.ts";
import type { ZendeskConfig } from "./config.ts";

const legacyScale = { min: 0, max: 1, step: 1 } as const;
const surveyScale = { min: 1, max: 5, step: 1 } as const;

/** What the items mean: the rating, what was written, and the reason for a bad rating. */
export function zendeskItems(config: ZendeskConfig): { readonly [item: string]: ItemMeaning } {
  const { asks, scale = surveyScale, version, touchpoint, stage } = config;
  const place = {
    ...(version !== undefined && { version }),
    ...(touchpoint !== undefined && { touchpoint }),
    ...(stage !== undefined && { stage }),
  };
  return {
    satisfaction:
      asks === "legacy"
        ? { construct: "csat", scale: legacyScale, words: { good: 1, bad: 0 }, ...place }
        : { construct: "csat", scale, ...place },
    comment: { construct: "verbatim", ...place },
    ...(asks === "legacy" && { reason: { construct: "choice", ...place } }),
  };
}
