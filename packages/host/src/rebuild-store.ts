import { cxError } from "@cxkit/core";
import { boundSources } from "./flow/bound-sources.ts";
import { openFlow } from "./flow/flow.ts";
import { lane } from "./flow/lane.ts";
import { journalStream } from "./flow/ledger-keys.ts";
import { openConnections } from "./flow/open-connections.ts";
import { openWorkspace } from "./flow/open-workspace.ts";
import { placement } from "./flow/place.ts";
import { entryReadings } from "./flow/readings.ts";
import { counters } from "./flow/status.ts";
import type { HostOptions } from "./host-options.ts";

/** What a rebuilding has come to. */
export interface RebuiltStore {
  /** Journal entries that were read. */
  readonly entries: number;
  readonly appended: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly setAside: number;
}

/** What is needed of a host's options; the store is an empty one, and stays open. */
export type RebuildOptions = Pick<
  HostOptions,
  | "directory"
  | "store"
  | "connections"
  | "key"
  | "instruments"
  | "journey"
  | "limits"
  | "now"
  | "log"
  | "command"
>;

/**
 * Makes a store again from the journal, with the channels and configurations as they are now. What comes out is what the host had: the
 * order is that of the journal, edits of files get the revisions they had, records that were tried again stand where they stand since, and
 * whoever was erased stays erased. Judges nothing and notifies nobody.
 *
 * @throws {CxError} `invalid-setup` when the store has something in it already, or the setup is wrong; `unavailable` while another process
 *   has the folder
 */
export async function rebuildStore(options: RebuildOptions): Promise<RebuiltStore> {
  const { store, log = () => {} } = options;
  const { connections, limits } = await openConnections(options);
  if ((await store.cursor(journalStream)) !== null) {
    throw cxError("invalid-setup", "rebuildStore needs an empty store: this one was fed already", {
      path: "store",
    });
  }
  await using workspace = await openWorkspace(options, options.now ?? (() => new Date().toISOString()));
  const { journal, ledger, vault } = workspace;
  await store.declare([
    ...(options.instruments ?? []),
    ...[...connections.values()].flatMap(({ instruments }) => instruments),
  ]);
  const counts = counters(connections.keys());
  const flow = await openFlow({
    journal,
    ledger,
    store,
    vault,
    log,
    counters: counts,
    lane: lane(),
    storeOnly: true,
    readings: entryReadings(connections, store),
    sources: boundSources({ ledger, connections, most: limits.sources, log, unwritten: true }),
    place: placement(options.journey),
    judge: { seen: async () => undefined },
    after: () => undefined,
    signal: new AbortController().signal,
  });
  await flow.until(journal.last);
  const total = { entries: journal.last, appended: 0, duplicates: 0, conflicts: 0, setAside: 0 };
  for (const { appended, duplicates, conflicts, setAside } of Object.values(counts.view())) {
    total.appended += appended;
    total.duplicates += duplicates;
    total.conflicts += conflicts;
    total.setAside += setAside;
  }
  return total;
}
