import { appendFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { ShopRecord } from "../src/flow/fixtures/shop-channel.ts";
import { shopRequest } from "../src/flow/fixtures/workbench.ts";
import type { Moment, Stop } from "./moments.ts";
import type { Mutant } from "./mutants.ts";
import { asSent, planOf, randomOf, startOfRun, type Task } from "./plan.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { violationsOf } from "./verdict.ts";
import { startWorker, type Worker } from "./worker-process.ts";

/** What came of a run. */
export interface CrashRun {
  readonly seed: number;
  /** Where the worker was killed: moments it got to, `the end of its work` where it did not get there. */
  readonly killed: readonly string[];
  readonly acknowledged: number;
  readonly deliveries: number;
  /** What must not be. */
  readonly violations: readonly string[];
}

/** What is known from outside. */
export interface Ledgers {
  /** Ids of records that the worker said it has. */
  readonly acknowledged: Set<string>;
  readonly sent: Set<string>;
  erased: boolean;
  /** What must not be, and showed on the way. */
  readonly violations: string[];
}

/**
 * Runs a workspace through its lives, kills it in each, and looks at what is left.
 *
 * @param options.at kills at this moment only
 */
export async function crashRun(
  seed: number,
  options: { readonly mutant?: Mutant | undefined; readonly at?: Moment | undefined } = {},
): Promise<CrashRun> {
  const { mutant, at } = options;
  const directory = await mkdtemp(path.join(os.tmpdir(), "cxkit-crash-"));
  const plan = planOf(seed);
  const random = randomOf(~seed);
  const receiver = await startReceiver(random);
  const known: Ledgers = {
    acknowledged: new Set(),
    sent: new Set(),
    erased: false,
    violations: [],
  };
  const killed: string[] = [];
  try {
    let left: readonly Task[] = [];
    for (const life of plan.lives) {
      receiver.busy(0.15);
      const tasks = [...left, ...life.tasks];
      const clock = clockOf(life.offset);
      const stop: Stop = at === undefined ? life.stop : { at, time: 1 + (seed % 3), still: true };
      const orders = { directory, receiver: receiver.url, clock, stop, ...(mutant && { mutant }) };
      const worker = await startWorker(orders, life.after);
      if (worker) {
        left = await work(worker, tasks, clock, known);
        killed.push(worker.stopped() ? stop.at : "the end of its work");
        await worker.kill();
      } else {
        left = tasks;
        killed.push(`${stop.at} while opening`);
      }
      if (life.torn) await tear(directory, random);
    }
    const violations = await lastLife({ directory, receiver, plan, left, known, mutant });
    return {
      seed,
      killed,
      acknowledged: known.acknowledged.size,
      deliveries: receiver.deliveries.length,
      violations: [...known.violations, ...violations],
    };
  } finally {
    await receiver.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function clockOf(offset: number): string {
  return new Date(Date.parse(startOfRun) + offset).toISOString();
}

/** Everything that is left to do, undisturbed; then what there is to be found fault with. */
async function lastLife(run: {
  readonly directory: string;
  readonly receiver: Receiver;
  readonly plan: ReturnType<typeof planOf>;
  readonly left: readonly Task[];
  readonly known: Ledgers;
  readonly mutant: Mutant | undefined;
}): Promise<readonly string[]> {
  const { directory, receiver, plan, known, mutant } = run;
  receiver.busy(0);
  const clock = clockOf(20 * 60_000 * (plan.lives.length + 1));
  const worker = await startWorker(
    { directory, receiver: receiver.url, clock, ...(mutant && { mutant }) },
    0,
  );
  if (!worker) return ["the worker did not open again"];
  try {
    let left = run.left;
    for (let turn = 0; turn < 20 && left.length > 0; turn += 1) left = await work(worker, left, clock, known);
    if (left.length > 0) return [`${String(left.length)} tasks are not taken`];
    await worker.post("/tick", "");
    await worker.post("/settled", "");
    const told = await worker.post("/told", "");
    await worker.post("/close", "");
    await worker.dead;
    if (told?.status !== 200) return [`the worker does not say what it has: ${told?.text ?? "dead"}`];
    return await violationsOf({ directory, plan, known, deliveries: receiver.deliveries, told: told.text });
  } finally {
    await worker.kill();
  }
}

/** Does tasks, some at the same time. @returns those that were not acknowledged */
async function work(
  worker: Worker,
  tasks: readonly Task[],
  clock: string,
  known: Ledgers,
): Promise<readonly Task[]> {
  const left: Task[] = [];
  const waiting = [...tasks];
  const sender = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift())
      left.push(...(worker.alive() ? await perform(worker, task, clock, known) : [task]));
  };
  await Promise.all([sender(), sender(), sender()]);
  return left;
}

/** @returns what is left of the task */
async function perform(worker: Worker, task: Task, clock: string, known: Ledgers): Promise<readonly Task[]> {
  if (task.kind === "request") return (await send(worker, task.records, clock, known)) ? [] : [task];
  if (task.kind === "full") return sendToFullDisk(worker, task.records, clock, known);
  if (task.kind === "pages") return ingest(worker, task, known);
  // Nobody asks to be erased before they said anything; and what nobody was told yet, nobody will be told.
  if (!known.acknowledged.has("r0")) return [task];
  const settled = await worker.post("/settled", "");
  if (settled?.status !== 200) return [task];
  const answer = await worker.post("/erase", task.email);
  known.erased ||= answer?.status === 200 && !answer.cut;
  return known.erased ? [] : [task];
}

/** What a full disk did not take is sent again when there is room. */
async function sendToFullDisk(
  worker: Worker,
  records: readonly ShopRecord[],
  clock: string,
  known: Ledgers,
): Promise<readonly Task[]> {
  const full = await worker.post("/full", "yes");
  const taken = await send(worker, records, clock, known);
  const room = await worker.post("/full", "no");
  await worker.post("/tick", "");
  if (full && room && taken) known.violations.push("a full disk has taken a request");
  return taken ? [] : [{ kind: "request", records }];
}

/** Pages that are on disk are not sent again. */
async function ingest(
  worker: Worker,
  { name, pages }: Extract<Task, { readonly kind: "pages" }>,
  known: Ledgers,
): Promise<readonly Task[]> {
  for (const { id } of pages.flat()) known.sent.add(id);
  const answer = await worker.post("/pages", JSON.stringify({ name, pages }));
  const taken = answer?.text.match(/page\n/g)?.length ?? 0;
  for (const { id } of pages.slice(0, taken).flat()) known.acknowledged.add(id);
  return taken < pages.length ? [{ kind: "pages", name, pages: pages.slice(taken) }] : [];
}

/** @returns whether it was acknowledged */
async function send(
  worker: Worker,
  records: readonly ShopRecord[],
  clock: string,
  known: Ledgers,
): Promise<boolean> {
  const { body, headers } = shopRequest(records.map(asSent), { at: clock });
  const proof = { "x-shop-signature": headers["x-shop-signature"] ?? "", "x-shop-time": clock };
  for (const { id } of records) known.sent.add(id);
  const answer = await worker.post("/hooks/survey", body, proof);
  if (answer?.status !== 202) return false;
  for (const { id } of records) known.acknowledged.add(id);
  return true;
}

/** Leaves at the end of the logs what a write leaves that was cut off: the beginning of a frame. */
async function tear(directory: string, random: () => number): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".cxlog")).toSorted();
  const journal = names.findLast((name) => name.startsWith("journal-"));
  for (const name of [journal, "ledger.cxlog"]) {
    if (name === undefined || !names.includes(name)) continue;
    const file = path.join(directory, name);
    const salt = (await readFile(file)).subarray(12, 16);
    const rest = Buffer.from(
      Array.from({ length: 1 + Math.floor(random() * 60) }, () => Math.floor(random() * 256)),
    );
    await appendFile(file, Buffer.concat([salt, rest]));
  }
}
