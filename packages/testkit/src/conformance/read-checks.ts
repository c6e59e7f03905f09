import { isCxError } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { shown } from "../law.ts";
import type { Plan, Unless } from "./check.ts";
import { missing, openTrial, type OpenTrial, type StreamTrial } from "./stream-trial.ts";
import { errorText } from "./error-text.ts";

/** R: every thing once, over any number of pages, whatever happens to the list meanwhile. */
export function readChecks<Config, Raw>(
  trials: readonly StreamTrial<Config, Raw>[],
  none: Unless | undefined,
  ungiven: Unless | undefined,
): readonly Plan[] {
  const each = async (work: (trial: StreamTrial<Config, Raw>) => Promise<void>): Promise<void> => {
    for (const trial of trials) await work(trial);
  };
  const sizeOf = ({ samples }: StreamTrial<Config, Raw>): number => samples.vendor.paging.size;
  /** Row counts around the boundaries of pages. */
  const counts = (trial: StreamTrial<Config, Raw>): readonly number[] => {
    const size = Math.min(sizeOf(trial), 1000);
    return [...new Set([1, size - 1, size, size + 1, size * 2, size * 2 + 1])]
      .filter((n) => n > 0)
      .toSorted((a, b) => a - b);
  };
  const all = (open: OpenTrial<Config, Raw>, rows: number): readonly string[] =>
    open.keysOf(Array(rows).keys());
  const pagesFor = (trial: StreamTrial<Config, Raw>, rows: number): number =>
    Math.max(1, Math.ceil(rows / sizeOf(trial)));
  const wholes = trials.every(({ samples }) => samples.vendor.paging.style === "whole")
    ? "the producer gives everything in one answer"
    : undefined;
  const shifting = trials.every(({ samples }) =>
    ["number", "offset", "whole"].includes(samples.vendor.paging.style),
  );
  const unsaid = trials.every(({ samples }) => !samples.vendor.paging.tellsEnd);

  return [
    {
      id: "R1",
      title: "every thing comes exactly once over the pages",
      why: "A page skipped is answers lost; a page read twice is answers counted twice.",
      unless: none ?? ungiven,
      check: () =>
        each(async (trial) => {
          for (const rows of counts(trial)) {
            const open = openTrial(trial, { rows });
            const { keys, error } = await open.read();
            if (error !== undefined) open.fail(`a producer in good order ends in ${errorText(error)}`);
            const lost = missing(all(open, rows), keys);
            if (lost !== null) open.fail(`lost: ${lost}`);
            if (new Set(keys).size < keys.length) open.fail(`a thing comes twice: ${shown(keys)}`);
            if (keys.length > rows) open.fail(`${rows} things became ${keys.length}`);
          }
        }),
    },
    {
      id: "R2",
      title: "where the last page says so, nobody asks for another",
      why: "One call too many for every read, for ever, against the producer's limit.",
      unless: none ?? (unsaid ? "no page of this producer says that it is the last" : undefined),
      check: () =>
        each(async (trial) => {
          if (!trial.samples.vendor.paging.tellsEnd) return;
          const rows = sizeOf(trial) === 1_000_000 ? 3 : sizeOf(trial) * 2;
          const open = openTrial(trial, { rows });
          const { calls } = await open.read();
          const most = pagesFor(trial, rows) + (trial.samples.extraCalls ?? 0);
          if (calls > most) open.fail(`${calls} calls for ${most} full pages`);
        }),
    },
    {
      id: "R3",
      title: "nothing to tell is no error and no record",
      why: "A new account has no reviews yet.",
      unless: none,
      check: () =>
        each(async (trial) => {
          const open = openTrial(trial, { rows: 0 });
          const { keys, error } = await open.read();
          if (error !== undefined) open.fail(`an empty list ends in ${errorText(error)}`);
          if (keys.length > 0) open.fail(`an empty list gives ${shown(keys)}`);
        }),
    },
    {
      id: "R4",
      title: "the same list reads the same twice",
      why: "What differs from run to run cannot be looked into.",
      unless: none,
      check: () =>
        each(async (trial) => {
          const rows = Math.min(sizeOf(trial), 100) * 2 + 1;
          const [one, two] = [openTrial(trial, { rows }), openTrial(trial, { rows })];
          const difference = firstDifference((await one.read()).pages, (await two.read()).pages);
          if (difference !== null) one.fail(`reading again differs at ${difference}`);
        }),
    },
    {
      id: "R5",
      title: "the first records come after at most two calls",
      why: "Whoever collects everything first gives nothing when it is stopped.",
      unless: none ?? wholes,
      check: () =>
        each(async (trial) => {
          const open = openTrial(trial, { rows: sizeOf(trial) * 5 });
          const { pages, calls } = await open.read({ pages: 1 });
          const most = 2 + (trial.samples.extraCalls ?? 0);
          if (calls > most) open.fail(`${calls} calls before the first of ${pages.length} pages`);
        }),
    },
    {
      id: "R6",
      title: "pages are handed on as they come, never piled up",
      why: "A hundred thousand reviews must not stand in memory at once.",
      unless: none ?? wholes,
      check: () =>
        each(async (trial) => {
          const open = openTrial(trial, { rows: sizeOf(trial) * 40 });
          let ahead = 0;
          const { pages } = await open.read({
            onPage: (page, calls) => (ahead = Math.max(ahead, calls - page)),
          });
          const most = 2 + (trial.samples.extraCalls ?? 0);
          if (ahead > most) open.fail(`${ahead} more calls made than pages handed on`);
          const largest = Math.max(...pages.map(({ records }) => records.length));
          if (largest > sizeOf(trial) * 2)
            open.fail(`a page of ${largest} records, the producer's have ${sizeOf(trial)}`);
        }),
    },
    {
      id: "R7",
      title: "given up, it stops within one call",
      why: "A host that shuts down waits for nobody.",
      unless: none ?? wholes,
      check: () =>
        each(async (trial) => {
          const open = openTrial(trial, { rows: sizeOf(trial) * 5 });
          const { calls, keys } = await open.read({ abortAfter: 1 });
          if (calls > 2 + (trial.samples.extraCalls ?? 0))
            open.fail(`${calls - 1} calls after it was given up`);
          if (keys.length > sizeOf(trial) * 2) open.fail(`${keys.length} records after it was given up`);
        }),
    },
    {
      id: "R8",
      title: "pages of another size half-way lose nothing",
      why: "Producers lower their page sizes without notice.",
      unless:
        none ??
        (trials.every(({ samples }) => ["number", "whole"].includes(samples.vendor.paging.style))
          ? "with numbered pages another size shifts every page: nobody could read on"
          : undefined),
      check: () =>
        each(async (trial) => {
          if (["number", "whole"].includes(trial.samples.vendor.paging.style)) return;
          const size = sizeOf(trial);
          for (const other of [Math.max(1, size - 1), 1, size * 2]) {
            const rows = Math.min(size, 60) * 3 + 1;
            const open = openTrial(trial, { rows, script: { pageSize: { call: 2, size: other } } });
            const { keys, error } = await open.read();
            const lost = missing(all(open, rows), keys);
            if (lost !== null || error !== undefined) open.fail(`lost: ${lost}, error: ${errorText(error)}`);
          }
        }),
    },
    {
      id: "R9",
      title: "a page token that comes back is noticed",
      why: "A producer's mistake would otherwise be read for ever.",
      unless: none ?? (shifting ? "pages are asked for by number" : undefined),
      check: () =>
        each(async (trial) => {
          if (!["cursor", "link"].includes(trial.samples.vendor.paging.style)) return;
          const rows = sizeOf(trial) * 4;
          const open = openTrial(trial, { rows, script: { repeats: { call: 2 } } });
          const { error, calls } = await open.read();
          if (!isCxError(error)) open.fail(`${calls} calls, and then ${errorText(error)}`);
          if (calls > 6) open.fail(`noticed after ${calls} calls`);
        }),
    },
    {
      id: "R10",
      title: "things that come and go while it is read lose none of those that stay",
      why: "People write and delete while we read.",
      unless: none ?? wholes,
      check: () =>
        each(async (trial) => {
          if (trial.samples.vendor.paging.style === "whole") return;
          const size = sizeOf(trial);
          // One short of full: what comes meanwhile stands on a page with what stays.
          const rows = Math.max(2, size * 3 - 1);
          const stable = ["cursor", "link"].includes(trial.samples.vendor.paging.style);
          const late = { call: 2, insert: { n: rows + 7, at: 0 } };
          const scripts = [
            { changes: [late] },
            ...(stable
              ? [{ changes: [{ call: 2, remove: 0 }] }, { changes: [late, { call: 2, remove: size - 1 }] }]
              : []),
          ];
          for (const script of scripts) {
            const open = openTrial(trial, { rows, script });
            const { keys, error } = await open.read();
            const gone = new Set(
              script.changes.flatMap((change) => ("remove" in change ? [change.remove] : [])),
            );
            const stay = open.keysOf([...Array(rows).keys()].filter((n) => !gone.has(n)));
            const lost = missing(stay, keys);
            if (lost !== null || error !== undefined) open.fail(`lost: ${lost}, error: ${errorText(error)}`);
          }
        }),
    },
    {
      id: "R11",
      title: "no more calls than pages, and two",
      why: "A call for every record eats up the producer's limit.",
      unless: none,
      check: () =>
        each(async (trial) => {
          for (const rows of counts(trial)) {
            const open = openTrial(trial, { rows });
            await open.read();
            const calls = open.double.calls.filter(({ kind }) => kind !== "token").length;
            const most = pagesFor(trial, rows) + 2 + (trial.samples.extraCalls ?? 0);
            if (calls > most) open.fail(`${calls} calls, where ${most} do`);
          }
        }),
    },
  ];
}
