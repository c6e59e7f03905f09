import type { Channel, Instrument, LocalizedText, Store } from "@cxkit/core";
import type { IngestedFile } from "../input/ingest.ts";
import type { Evidence, EvidenceSource } from "./evidence.ts";

/** A connection of a workspace, as a report names it. */
export interface ConnectedSource {
  /** Name in the report. */
  readonly name: string;
  readonly channel: Pick<Channel, "id" | "coverage">;
  /** How its records came, in words: `signed webhook`. */
  readonly format: string;
  readonly counts: Pick<IngestedFile, "rows" | "responses" | "duplicates" | "setAside">;
}

/** What a report over a store is told besides. */
export interface StoreEvidenceOptions {
  /** IANA zone of periods and dates. */
  readonly zone: string;
  readonly sources: readonly ConnectedSource[];
  /** Names to show for dimensions. */
  readonly labels?: { readonly [dimension: string]: string };
}

/**
 * Makes a store that has been collecting for a while something to report on: its items, its dimensions and its verbatims are found
 * in the events themselves, so that a report needs no mapping.
 */
export async function storeEvidence(
  store: Store,
  { zone, sources, labels = {} }: StoreEvidenceOptions,
): Promise<Evidence> {
  const instruments = new Map<string, Instrument>();
  const texts = new Map<string, LocalizedText | undefined>();
  for (const { item, instrument } of await store.items()) {
    if (instrument.construct === "verbatim") texts.set(item, instrument.label ?? instrument.wording);
    // Most answers first: an item that was asked on two scales is told by the store when it is counted.
    else if (!instruments.has(item)) instruments.set(item, { ...instrument, id: item });
  }
  const { dimensions, weighted } = await usedFields(store);
  const shared = {
    survey: "",
    time: { column: "time", format: "ymd", zone },
    identity: { column: "key" },
    excluded: [],
    ...(weighted && { weight: { column: "weight" } }),
    dimensions: dimensions.map((name) => ({ name, column: labels[name] ?? name })),
    verbatims: [...texts].map(([item, label]) => ({ item, column: item, ...(label && { label }) })),
  } satisfies EvidenceSource["config"];
  return {
    store,
    instruments: [...instruments.values()],
    files: sources.map(({ name, channel, format, counts }) => ({
      file: { name },
      channel,
      format,
      config: { ...shared, survey: name },
      assumptions: [],
      ingested: { ...counts, edited: [] },
    })),
  };
}

/** Dimensions that responses carry, most frequent first, and whether any response is weighted. */
async function usedFields(
  store: Store,
): Promise<{ readonly dimensions: readonly string[]; readonly weighted: boolean }> {
  const counts = new Map<string, number>();
  let weighted = false;
  for await (const event of store.events({ types: ["survey.responded"] })) {
    if (event.type !== "survey.responded") continue;
    weighted ||= event.data.weight !== undefined;
    for (const name of Object.keys(event.dimensions)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const dimensions = [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name]) => name);
  return { dimensions, weighted };
}
