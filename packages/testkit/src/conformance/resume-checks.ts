import { isCxError, type Json } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { shown } from "../law.ts";
import type { Plan, Unless } from "./check.ts";
import { missing, openTrial, type OpenTrial, type StreamTrial } from "./stream-trial.ts";
import { errorText } from "./error-text.ts";
import { unreleased } from "./release-before.ts";

/** I: where it stopped, it goes on, and nothing is lost between. */
export function resumeChecks<Config, Raw>(
  trials: readonly StreamTrial<Config, Raw>[],
  none: Unless | undefined,
  released?: { readonly cursors?: readonly Json[] } | null,
): readonly Plan[] {
  const ongoing = trials.filter(({ stream }) => stream.mode !== "full");
  const unless = none ?? (ongoing.length === 0 ? "every stream gives everything every time" : undefined);
  const looking = ongoing.filter(({ stream }) => (stream.lookback ?? 0) > 0);
  const each = async (
    work: (trial: StreamTrial<Config, Raw>, rows: number) => Promise<void>,
    over = ongoing,
  ): Promise<void> => {
    for (const trial of over) await work(trial, Math.min(trial.samples.vendor.paging.size, 10) * 2 + 1);
  };
  const numbers = (from: number, below: number): readonly number[] =>
    Array.from({ length: below - from }, (_, index) => from + index);
  /** New things, each a minute after the one before, after `after` milliseconds. */
  const tell = (open: OpenTrial<Config, Raw>, from: number, below: number, after = 600_000): void => {
    for (const n of numbers(from, below)) open.double.add(open.rowOf(n, after + (n - from) * 60_000));
  };
  const nothingLost = (
    open: OpenTrial<Config, Raw>,
    rows: number,
    keys: readonly string[],
    what: string,
  ): void => {
    const lost = missing(open.keysOf(numbers(0, rows)), keys);
    if (lost !== null) open.fail(`${what}, lost: ${lost}`);
  };

  return [
    {
      id: "I1",
      title: "going on gives all that is new, and not everything again",
      why: "That is what a cursor is for.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          const open = openTrial(trial, { rows });
          const { cursor, error } = await open.read();
          if (error !== undefined) open.fail(`the first read ends in ${errorText(error)}`);
          if (cursor === undefined) open.fail("no page tells a cursor");
          open.wait();
          tell(open, rows, rows + 3);
          const { keys } = await open.read({ cursor });
          const lost = missing(open.keysOf(numbers(rows, rows + 3)), keys);
          if (lost !== null) open.fail(`new and not told: ${lost}`);
          if (new Set(keys).size >= rows + 3) open.fail("going on gives everything again");
        }),
    },
    {
      id: "I2",
      title: "a cursor is plain JSON",
      why: "It is kept in a store and read by another process.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          const { pages } = await openTrial(trial, { rows }).read();
          for (const { cursor } of pages) {
            const again: unknown = cursor === undefined ? undefined : JSON.parse(JSON.stringify(cursor));
            if (firstDifference(again, cursor) !== null)
              openTrial(trial, { rows }).fail(`JSON changes the cursor ${shown(cursor)} to ${shown(again)}`);
            if (cursor !== null && typeof cursor === "object" && !plain(cursor))
              openTrial(trial, { rows }).fail(
                `a cursor holds what is no JSON: ${shown(Object.keys(cursor))}`,
              );
          }
        }),
    },
    {
      id: "I3",
      title: "a later cursor never gives more than an earlier one",
      why: "A cursor that goes back reads the same for ever.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          const open = openTrial(trial, { rows });
          const { pages } = await open.read();
          let before: ReadonlySet<string> | undefined;
          for (const { cursor } of pages) {
            if (cursor === undefined) continue;
            const { keys } = await open.read({ cursor });
            const fresh = before && keys.find((key) => !before?.has(key));
            if (fresh !== undefined)
              open.fail(`after a later cursor ${fresh} comes, after the one before it did not`);
            before = new Set(keys);
          }
        }),
    },
    {
      id: "I4",
      title: "the producer's failure at any call loses nothing",
      why: "Producers fail at the worst moment, sooner or later at each.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          const { calls } = await openTrial(trial, { rows }).read();
          for (let call = 1; call <= calls; call += 1) {
            const fault = { is: "status", status: 503 } as const;
            const open = openTrial(trial, { rows, script: { faults: [{ call, fault }] } });
            const first = await open.read();
            const second = await open.read({ cursor: first.cursor });
            nothingLost(open, rows, [...first.keys, ...second.keys], "gone on after a failure");
          }
        }),
    },
    {
      id: "I5",
      title: "stopped after any page, it goes on and loses nothing",
      why: "A cursor handed out before its records are safe loses them.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          const { pages } = await openTrial(trial, { rows }).read();
          for (let taken = 0; taken <= pages.length; taken += 1) {
            const open = openTrial(trial, { rows });
            const first = await open.read({ pages: taken });
            const second = await open.read({ cursor: first.cursor });
            nothingLost(open, rows, [...first.keys, ...second.keys], `stopped after page ${taken}`);
          }
        }),
    },
    {
      id: "I6",
      title: "things of one instant on both sides of a page are all told",
      why: "Imports and batches give hundreds of records one time.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          const { pages } = await openTrial(trial, { rows, oneInstant: true }).read();
          for (let taken = 0; taken <= pages.length; taken += 1) {
            const open = openTrial(trial, { rows, oneInstant: true });
            const first = await open.read({ pages: taken });
            const second = await open.read({ cursor: first.cursor });
            nothingLost(
              open,
              rows,
              [...first.keys, ...second.keys],
              `all told at once, stopped after page ${taken}`,
            );
          }
          const open = openTrial(trial, { rows, oneInstant: true });
          const first = await open.read();
          open.double.add(open.rowOf(rows, -600_000));
          const second = await open.read({ cursor: first.cursor });
          nothingLost(open, rows + 1, [...first.keys, ...second.keys], "one more of the same instant");
        }),
    },
    {
      id: "I7",
      title: "what arrives late, within the lookback, is told",
      why: "Producers publish after moderation, under the time of writing.",
      unless: unless ?? (looking.length === 0 ? "no stream looks back" : undefined),
      check: () =>
        each(async (trial, rows) => {
          const open = openTrial(trial, { rows });
          const { cursor } = await open.read();
          const lookback = (trial.stream.lookback ?? 0) * 1000;
          open.double.add(open.rowOf(rows, -600_000 - Math.floor(lookback / 2)));
          open.double.add(open.rowOf(rows + 1, -600_000 - lookback + 1000));
          const { keys } = await open.read({ cursor });
          const lost = missing(open.keysOf([rows, rows + 1]), keys);
          if (lost !== null) open.fail(`arrived late and not told: ${lost}`);
        }, looking),
    },
    {
      id: "I8",
      title: "a clock ten minutes ahead or behind loses nothing",
      why: "A cursor made of our clock skips what the producer's has still to come to.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          for (const ahead of [600_000, -600_000]) {
            const open = openTrial(trial, { rows, ahead });
            const first = await open.read();
            tell(open, rows, rows + 2, -300_000);
            const second = await open.read({ cursor: first.cursor });
            nothingLost(open, rows + 2, [...first.keys, ...second.keys], "told just after the first read");
          }
        }),
    },
    {
      id: "I9",
      title: "going on where nothing changed tells nothing new",
      why: "Otherwise every run makes the numbers grow.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          const open = openTrial(trial, { rows });
          const first = await open.read();
          const told = open.double.calls.length;
          const second = await open.read({ cursor: first.cursor });
          const before = new Set(first.records.flatMap((raw) => idsOf(trial, open, raw)));
          const fresh = second.records
            .flatMap((raw) => idsOf(trial, open, raw))
            .find((id) => !before.has(id));
          if (fresh !== undefined) open.fail(`nothing changed, and yet ${fresh} is new`);
          if (second.error !== undefined)
            open.fail(`after ${told} calls, going on ends in ${errorText(second.error)}`);
        }),
    },
    {
      id: "I10",
      title: "once from the start and bit by bit come to the same events",
      why: "A rebuilt store must agree with the one that grew.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          const open = openTrial(trial, { rows });
          const first = await open.read();
          open.wait();
          tell(open, rows, rows + 2);
          const second = await open.read({ cursor: first.cursor });
          const whole = await open.read();
          const ids = (records: readonly Raw[]) =>
            [...new Set(records.flatMap((raw) => idsOf(trial, open, raw)))].toSorted();
          const difference = firstDifference(ids([...first.records, ...second.records]), ids(whole.records));
          if (difference !== null) open.fail(`bit by bit against all at once: ${difference}`);
        }),
    },
    {
      id: "I11",
      title: "cursors of the release before are still understood",
      why: "An upgrade must not read everything again, nor stop.",
      unless: unless ?? unreleased(released, released?.cursors, "cursor"),
      check: () =>
        each(async (trial, rows) => {
          for (const cursor of released?.cursors ?? []) {
            const open = openTrial(trial, { rows });
            tell(open, rows, rows + 1, 0);
            const { error, keys } = await open.read({ cursor });
            if (error !== undefined) open.fail(`the cursor ${shown(cursor)} ends in ${errorText(error)}`);
            const lost = missing(open.keysOf([rows]), keys);
            if (lost !== null) open.fail(`after the cursor ${shown(cursor)} nothing new comes`);
          }
        }),
    },
    {
      id: "I12",
      title: "a cursor that is none is refused with a code, or everything is read",
      why: "A damaged store must not silently stop a channel.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          for (const cursor of [null, 42, "garbage", "9999-12-31T00:00:00Z", [], {}, { since: {} }, true]) {
            const open = openTrial(trial, { rows });
            const { error, keys } = await open.read({ cursor });
            if (error === undefined) {
              const far = typeof cursor === "string" && cursor.startsWith("9999") && keys.length === 0;
              if (!far) nothingLost(open, rows, keys, `the cursor ${shown(cursor)} is no error`);
              else open.fail(`the cursor ${shown(cursor)} is taken, and nothing will ever come`);
            } else if (!isCxError(error))
              open.fail(`the cursor ${shown(cursor)} ends in ${errorText(error)}`);
          }
        }),
    },
    {
      id: "I13",
      title: "two connections know nothing of each other",
      why: "One customer's cursor in another's account is a leak and a loss.",
      unless,
      check: () =>
        each(async (trial, rows) => {
          const [one, two] = [openTrial(trial, { rows }), openTrial(trial, { rows: rows + 2 })];
          const first = await one.read({ pages: 1 });
          const other = await two.read();
          const second = await one.read({ cursor: first.cursor });
          nothingLost(one, rows, [...first.keys, ...second.keys], "another connection read in between");
          nothingLost(two, rows + 2, other.keys, "another connection was half read");
          const [left, right] = [openTrial(trial, { rows }), openTrial(trial, { rows })];
          const [a, b] = await Promise.all([left.read(), right.read()]);
          nothingLost(left, rows, a.keys, "two connections at one time");
          nothingLost(right, rows, b.keys, "two connections at one time");
        }),
    },
  ];
}

function idsOf<Config, Raw>(
  trial: StreamTrial<Config, Raw>,
  open: OpenTrial<Config, Raw>,
  raw: Raw,
): readonly string[] {
  const { events } = trial.channel.decode(raw, open.context);
  return events.map(({ source, type, key, revision = 0 }) => `${source} ${type} ${key}~${revision}`);
}

function plain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
}
