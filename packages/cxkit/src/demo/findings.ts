import { fiveStageJourney, stageOf } from "@cxkit/journeys";
import type { Change, ReportModel } from "@cxkit/report";
import type { Retailer } from "./retailer.ts";

/** What the report says, held against what was planted. */
export interface Findings {
  /** Each planted thing, and whether the report names it. */
  readonly planted: readonly { readonly what: string; readonly found: boolean }[];
  /** Changes reported in groups that hold affected customers: consequences of what was planted. */
  readonly consequences: readonly string[];
  /** Changes reported where nothing was planted. */
  readonly falseAlarms: readonly string[];
}

/**
 * Holds a report on the demo's retailer against its planted truth.
 *
 * A reported change is a consequence where its group holds affected customers (the region's stores, the refusing stores'
 * region and channels, the whole), else a false alarm.
 */
export function findings(model: ReportModel, { truth, words }: Retailer): Findings {
  const changed = (model.changes?.changes ?? []).filter(({ signal }) => signal !== null);
  const worse = changed.filter(({ signal }) => signal === "worse");
  const named = (test: (change: Change) => boolean): boolean => worse.some(test);
  const returns = words.touchpoints["returns"]!;
  const stageId = stageOf(fiveStageJourney, { label: returns });
  const stage = fiveStageJourney.stages.find(({ id }) => id === stageId)?.title[model.locale];
  const planted = [
    ...truth.refusal.stores.map((store) => ({
      what: `${returns} · ${store}`,
      found: named(
        ({ label, kind }) => kind === "segment" && speaksOf(label, returns) && valueIn(label) === store,
      ),
    })),
    {
      what: `NPS · ${truth.decline.region}`,
      found: named(({ label, metric }) => metric.id === "nps" && valueIn(label) === truth.decline.region),
    },
  ];
  const consequences: string[] = [];
  const falseAlarms: string[] = [];
  for (const change of changed) {
    (isAffected(change, truth, words, stage) ? consequences : falseAlarms).push(change.label);
  }
  return { planted, consequences, falseAlarms };
}

function isAffected(
  change: Change,
  truth: Retailer["truth"],
  words: Retailer["words"],
  stage: string | undefined,
): boolean {
  if (change.signal !== "worse") return false;
  const value = valueIn(change.label);
  const stores = (region: string): readonly string[] => {
    const position = Object.values(words.regions).indexOf(region);
    return [1, 2, 3, 4].map((n) => `${words.storePrefix} ${String(position * 4 + n).padStart(2, "0")}`);
  };
  if (change.metric.id === "nps") {
    const isChannel = Object.values(words.channels).includes(value);
    return (
      change.kind === "score" ||
      isChannel ||
      value === truth.decline.region ||
      stores(truth.decline.region).includes(value)
    );
  }
  if (change.kind === "stage") return change.label === stage;
  if (!speaksOf(change.label, words.touchpoints["returns"]!)) return false;
  if (change.kind !== "segment") return true;
  const hurtRegions = Object.values(words.regions).filter((region) =>
    truth.refusal.stores.some((store) => stores(region).includes(store)),
  );
  return [...truth.refusal.stores, ...truth.refusal.channels, ...hurtRegions].includes(value);
}

/** The segment's value in a label such as `returns · Region: West`. */
function valueIn(label: string): string {
  return (label.split(" · ").at(-1) ?? "").replace(/^[^:：]*[:：]\s*/, "");
}

/** Labels may be shortened by the channel; the heading's last words stay. */
function speaksOf(label: string, heading: string): boolean {
  const word = heading.slice(heading.search(/[:：]/) + 1).trim();
  return label.toLowerCase().includes(word.toLowerCase());
}
