import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { CaseView, CxEvent, Notifier, Tally } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import { createHost } from "../src/create-host.ts";
import type { ShopRecord } from "../src/flow/fixtures/shop-channel.ts";
import { shopRequest } from "../src/flow/fixtures/workbench.ts";
import type { HostStatus, QueuedNotification } from "../src/host.ts";
import { type JournalEntry, openJournal } from "../src/journal/journal.ts";
import { openLedger } from "../src/journal/ledger.ts";
import type { Ledgers } from "./crash-run.ts";
import type { Plan } from "./plan.ts";
import type { Delivery } from "./receiver.ts";
import { crashOptions, detractorAtMost } from "./workspace.ts";

/** What a worker says in the end. */
interface Told {
  readonly events: readonly CxEvent[];
  readonly tally: Tally | null;
  readonly cases: readonly CaseView[];
  readonly status: HostStatus;
  readonly quarantine: readonly unknown[];
  readonly notifications: readonly QueuedNotification[];
}

/** What a run has left behind. */
export interface Remains {
  readonly directory: string;
  readonly plan: Plan;
  readonly known: Ledgers;
  readonly deliveries: readonly Delivery[];
  /** What the worker said, as JSON. */
  readonly told: string;
}

/** What must not be: lost, doubled, invented, untold, forgotten or remembered in spite of an erasure. */
export async function violationsOf(remains: Remains): Promise<readonly string[]> {
  const told = JSON.parse(remains.told) as Told;
  return [
    ...wrongEvents(remains, told),
    ...wrongNotifications(remains, told),
    ...wrongStatus(told),
    ...(await wrongMemory(remains)),
    ...(await remembered(remains)),
  ];
}

/** Every acknowledged record is in the store once, as it was sent, and no other. */
function wrongEvents({ plan, known }: Remains, { events, tally }: Told): string[] {
  const answers = events.filter((event) => event.type === "survey.responded");
  const counts = new Map<string, number>();
  for (const { key } of answers) counts.set(key, (counts.get(key) ?? 0) + 1);
  const records = new Map(plan.records.map((record) => [record.id, record]));
  const expected = [...known.acknowledged].filter((id) => !(known.erased && id === plan.erased.id));
  const counted = tally?.kind === "scale" ? tally.counts.reduce((sum, count) => sum + count, 0) : 0;
  return [
    ...expected.filter((id) => !counts.has(id)).map((id) => `${id} was acknowledged and is lost`),
    ...[...counts].filter(([, count]) => count > 1).map(([id]) => `${id} is there more than once`),
    ...[...counts.keys()].filter((id) => !known.sent.has(id)).map((id) => `${id} was never sent`),
    ...answers
      .filter(({ key, data }) => data.answers[0]?.value !== records.get(key)?.score)
      .map(({ key }) => `${key} is not what was sent`),
    ...(known.erased && counts.has(plan.erased.id) ? ["the erased record is in the store"] : []),
    ...(counted === answers.length
      ? []
      : [`${String(answers.length)} answers are counted as ${String(counted)}`]),
  ];
}

/** Every detractor's notification arrived, and repeats carried the same key. */
function wrongNotifications({ plan, known, deliveries }: Remains, { cases }: Told): string[] {
  const caseOf = new Map(cases.map((view) => [view.about?.key ?? "", view.id]));
  const keys = new Map<string, Set<string>>();
  for (const { id, kind, case: about = "" } of deliveries) {
    if (kind !== "case") continue;
    const seen = keys.get(about) ?? new Set();
    keys.set(about, seen.add(id));
  }
  const detractors = plan.records.filter(
    ({ id, score }) =>
      known.acknowledged.has(id) &&
      Number(score) <= detractorAtMost &&
      !(known.erased && id === plan.erased.id),
  );
  const counts = [...keys.values()].flatMap((set) => [...set]);
  return [
    ...detractors.filter(({ id }) => !caseOf.has(id)).map(({ id }) => `${id} has no case`),
    ...detractors
      .filter(({ id }) => caseOf.has(id) && !keys.has(caseOf.get(id) ?? ""))
      .map(({ id }) => `nobody was told of ${id}`),
    ...[...keys].filter(([, set]) => set.size > 1).map(([id]) => `${id} was told under several keys`),
    ...(new Set(counts).size === counts.length ? [] : ["two cases share a key"]),
    ...(cases.length > new Set(caseOf.values()).size ? ["a case was opened twice"] : []),
  ];
}

function wrongStatus({ status, quarantine, notifications }: Told): string[] {
  return [
    ...(status.state === "running" ? [] : [`the host is ${status.state}: ${status.failure ?? ""}`]),
    ...(status.backlog === 0 ? [] : [`${String(status.backlog)} entries are not stored`]),
    ...(status.connections["survey"]?.incomplete === 0 ? [] : ["records are not completed"]),
    ...(quarantine.length === 0 ? [] : [`${String(quarantine.length)} records are set aside`]),
    ...notifications.map(({ state, lastFailure = "" }) => `a notification is ${state}: ${lastFailure}`),
  ];
}

/** What the engine remembers is what it remembers of the same entries without a crash. */
async function wrongMemory({ directory, plan, known }: Remains): Promise<string[]> {
  const entries: JournalEntry[] = [];
  {
    await using journal = await openJournal(directory);
    for await (const entry of journal.read(1)) entries.push(entry);
  }
  const crashed = await engineMemory(directory);
  const elsewhere = await mkdtemp(path.join(os.tmpdir(), "cxkit-uncrashed-"));
  try {
    await uncrashed(elsewhere, entries, plan.erased, known.erased);
    const sound = await engineMemory(elsewhere);
    const names = [...new Set([...Object.keys(crashed), ...Object.keys(sound)])];
    return names
      .filter((name) => crashed[name] !== sound[name])
      .map(
        (name) =>
          `the engine remembers ${name} as ${String(crashed[name])}, without a crash as ${String(sound[name])}`,
      );
  } finally {
    await rm(elsewhere, { recursive: true });
  }
}

/** The same input, entry by entry, at the instants at which it came. */
async function uncrashed(
  directory: string,
  entries: readonly JournalEntry[],
  erased: ShopRecord,
  erasing: boolean,
): Promise<void> {
  let clock = entries[0]?.received ?? "";
  await using host = await createHost({
    ...crashOptions(),
    directory,
    store: memoryStore(),
    now: () => clock,
    notifiers: [{ id: "receiver", notifier: silentNotifier, config: {} }],
  });
  for (const entry of entries) {
    if (entry.connection !== "survey") continue;
    clock = entry.received > clock ? entry.received : clock;
    // Where an entry is empty, the record stood that was erased since; what was thin stands whole in a later entry.
    const told =
      entry.kind === "empty" ? [erased] : (JSON.parse(Buffer.from(entry.body).toString()) as ShopRecord[]);
    const records = told.filter((record) => !("whole" in record));
    if (entry.kind === "records") {
      const ingestion = host.ingest("survey", { name: entry.file?.name ?? "" });
      await ingestion.append(records);
      await ingestion.end();
    } else await host.receive("survey", shopRequest(records, { at: clock }));
    await host.settled();
  }
  if (erasing) await host.erase({ kind: "email", value: erased.email ?? "" });
  await host.tick();
  await host.settled();
}

const silentNotifier: Notifier = {
  id: "silent",
  title: "Silent",
  config: { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) } },
  deliver: async () => ({ delivered: true }),
};

/** What the engine keeps, without the instants, which depend on when it was asked. */
async function engineMemory(directory: string): Promise<Record<string, string>> {
  await using ledger = await openLedger(directory);
  const memory: Record<string, string> = {};
  for (const key of ledger.keys("engine/")) memory[timeless(key)] = timeless(JSON.stringify(ledger.get(key)));
  return memory;
}

function timeless(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "instant").replaceAll(/\b1[78]\d{11}\b/g, "instant");
}

/** Of whom was erased no byte is in any file. */
async function remembered({ directory, plan, known }: Remains): Promise<string[]> {
  if (!known.erased) return [];
  const found: string[] = [];
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(path.join(entry.parentPath, entry.name));
    for (const part of [plan.erased.email ?? "", plan.erased.words ?? ""])
      if (bytes.includes(part)) found.push(`${entry.name} still holds what was erased`);
  }
  return found;
}
