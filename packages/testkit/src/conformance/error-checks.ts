import { isCxError } from "@cxkit/core";
import { shown } from "../law.ts";
import { type Plan, type Unless, untried } from "./check.ts";
import { missing, openTrial, type OpenTrial, type Outcome, start, type StreamTrial } from "./stream-trial.ts";
import type { Fault, VendorScript } from "./vendor-script.ts";
import { errorText } from "./error-text.ts";
import { lawsOver } from "./event-checks.ts";
import type { DecodeBench } from "./material.ts";

/** E: every failure of the producer is seen, said rightly, and costs nothing else. */
export function errorChecks<Config, Raw>(
  trials: readonly StreamTrial<Config, Raw>[],
  bench: DecodeBench<Config, Raw>,
  none: Unless | undefined,
): readonly Plan[] {
  const law = lawsOver(bench);
  const { file, webhook, streams } = bench.channel;
  const filesOnly = file && !webhook && !streams;
  const each = async (
    work: (trial: StreamTrial<Config, Raw>, rows: number) => Promise<void>,
  ): Promise<void> => {
    for (const trial of trials) await work(trial, Math.min(trial.samples.vendor.paging.size, 10) * 2 + 1);
  };
  const pages = ({ samples }: StreamTrial<Config, Raw>): number =>
    samples.vendor.paging.style === "whole" ? 1 : 3;
  /** Reads once with a fault at each call in turn. */
  const withFault = async (
    trial: StreamTrial<Config, Raw>,
    rows: number,
    fault: Fault,
    judge: (open: OpenTrial<Config, Raw>, outcome: Outcome<Raw>, call: number) => void,
  ): Promise<void> => {
    for (let call = 1; call <= pages(trial); call += 1) {
      const script: VendorScript = { faults: [{ call, fault, forever: true }] };
      const open = openTrial(trial, { rows, script });
      judge(open, await open.read(), call);
    }
  };

  return [
    {
      id: "E1",
      title: "too many requests is said as such, with how long to wait",
      why: "Whoever does not wait as long as was asked is shut out.",
      unless: none,
      check: () =>
        each(async (trial, rows) => {
          const until = new Date(start + 90_000).toUTCString();
          for (const [retryAfter, seconds] of [
            ["7", 7],
            [until, 90],
            [undefined, undefined],
          ] as const) {
            const fault: Fault = {
              is: "status",
              status: 429,
              ...(retryAfter !== undefined && { retryAfter }),
            };
            await withFault(trial, rows, fault, (open, { error }) => {
              const limited = isCxError(error, "unavailable") && error.place.trouble === "rate-limited";
              if (!limited) open.fail(`429 ends in ${errorText(error)}`);
              const asked = isCxError(error) ? error.place.retryAfter : undefined;
              const right =
                seconds === undefined
                  ? asked === undefined || asked >= 0
                  : asked !== undefined && Math.abs(asked - seconds) <= 1;
              if (!right) open.fail(`the producer asks to wait ${seconds} s, and it says ${asked}`);
            });
          }
          if (trial.samples.vendor.refusals?.limited)
            await withFault(trial, rows, { is: "limited" }, (open, { error }) => {
              if (!isCxError(error, "unavailable") || error.place.trouble !== "rate-limited")
                open.fail(`too many requests, as this producer says it, ends in ${errorText(error)}`);
            });
        }),
    },
    {
      id: "E2",
      title: "what may pass is unavailable and not asked again at once; what will not pass is not",
      why: "Whoever repeats a wrong request repeats it for ever; whoever hammers a producer that is down keeps it down.",
      unless: none,
      check: () =>
        each(async (trial, rows) => {
          for (const status of [500, 502, 503, 504]) {
            await withFault(trial, rows, { is: "status", status }, (open, { error, calls }, call) => {
              if (!isCxError(error, "unavailable")) open.fail(`${status} ends in ${errorText(error)}`);
              if (calls > call) open.fail(`${status}, and ${calls - call} more calls at once`);
            });
          }
          for (const status of [400, 403, 404, 422]) {
            await withFault(trial, rows, { is: "status", status }, (open, { error }) => {
              if (!isCxError(error) || error.code === "unavailable")
                open.fail(`${status} ends in ${errorText(error)}`);
            });
          }
          if (trial.samples.vendor.refusals?.broken)
            await withFault(trial, rows, { is: "broken" }, (open, { error }) => {
              if (!isCxError(error, "unavailable"))
                open.fail(`a producer that is down, as it says it, ends in ${errorText(error)}`);
            });
        }),
    },
    {
      id: "E3",
      title: "no answer is unavailable, and the trouble is kept",
      why: "A time-out that becomes an end is a list cut short.",
      unless: none,
      check: () =>
        each(async (trial, rows) => {
          for (const [is, trouble] of [
            ["slow", "timeout"],
            ["offline", "vendor"],
          ] as const) {
            await withFault(trial, rows, { is }, (open, { error }) => {
              if (!isCxError(error, "unavailable") || error.place.trouble !== trouble)
                open.fail(`no answer ends in ${errorText(error)}`);
            });
          }
        }),
    },
    {
      id: "E4",
      title: "an answer cut off, a page for people, or nothing at all is an error with a code",
      why: "Proxies and maintenance pages answer 200 too.",
      unless: none,
      check: () =>
        each(async (trial, rows) => {
          for (const is of ["truncated", "not-json", "html", "empty"] as const) {
            await withFault(trial, rows, { is }, (open, { error }) => {
              if (!isCxError(error)) open.fail(`an answer that is ${is} ends in ${errorText(error)}`);
            });
          }
        }),
    },
    {
      id: "E5",
      title: "one bad record is set aside with its path, and the others go on",
      why: "One odd review must not stop a thousand.",
      unless:
        none !== undefined && bench.malformed.length === 0
          ? filesOnly
            ? "rows of files are F9's"
            : untried("no bad records are given (`malformed`)")
          : undefined,
      check: async () => {
        if (bench.malformed.length > 0)
          await law(
            "malformed input is set aside with path and reason",
            "malformed input loses nothing else",
          );
        await each(async (trial, rows) => {
          for (const bad of [0, 1, rows - 1]) {
            const open = openTrial(trial, { rows, script: { garbage: [bad] } });
            const { records, error } = await open.read();
            if (error !== undefined) open.fail(`a record that is garbage ends in ${errorText(error)}`);
            const decoded = records.map((raw) => trial.channel.decode(raw, open.context));
            const aside = decoded
              .flatMap(({ setAside }) => setAside)
              .filter(({ path, reason }) => path && reason);
            if (aside.length === 0)
              open.fail(`a record that is garbage is not set aside: ${shown(records[bad])}`);
            const good = openTrial(trial, { rows });
            const whole = await good.read();
            const ids = (raws: readonly Raw[]) =>
              raws.flatMap((raw) =>
                trial.channel.decode(raw, open.context).events.map(({ source, key }) => `${source} ${key}`),
              );
            const own = new Set(
              whole.records
                .filter((raw) => trial.stream.primaryKey(raw) === open.keysOf([bad])[0])
                .flatMap((raw) => ids([raw])),
            );
            const lost = missing(
              ids(whole.records).filter((id) => !own.has(id)),
              ids(records),
            );
            if (lost !== null) open.fail(`besides the bad record are lost: ${lost}`);
          }
        });
      },
    },
    {
      id: "E6",
      title: "no failure is swallowed: it is an error, or nothing is missing",
      why: "Silence is taken for satisfaction.",
      unless: none,
      check: () =>
        each(async (trial, rows) => {
          const faults: readonly Fault[] = [
            { is: "wrong-secret" },
            { is: "scope" },
            { is: "limited" },
            { is: "broken" },
            { is: "status", status: 410 },
            { is: "status", status: 204 },
            { is: "empty" },
            { is: "html" },
            { is: "echo" },
            { is: "token-expired" },
            { is: "redirect", to: "https://elsewhere.example.net/" },
          ];
          for (const fault of faults) {
            for (let call = 1; call <= pages(trial); call += 1) {
              const open = openTrial(trial, { rows, script: { faults: [{ call, fault }] } });
              const { keys, error } = await open.read();
              const lost = missing(open.keysOf(Array(rows).keys()), keys);
              if (error === undefined && lost !== null)
                open.fail(`it comes to a good end, and lost: ${lost}`);
              if (error !== undefined && !isCxError(error)) open.fail(`it ends in ${errorText(error)}`);
            }
          }
        }),
    },
    {
      id: "E7",
      title: "no more requests are under way at one time than are declared",
      why: "Producers count those too.",
      unless: none,
      check: () =>
        each(async (trial) => {
          const open = openTrial(trial, { rows: Math.min(trial.samples.vendor.paging.size, 100) * 5 });
          await open.read();
          const most = trial.samples.concurrency ?? 1;
          if (open.double.busiest() > most)
            open.fail(`${open.double.busiest()} requests at one time, declared are ${most}`);
        }),
    },
  ];
}
