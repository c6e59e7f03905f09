import { broken, shown } from "../law.ts";
import { textLeaves } from "../leaves.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import { type Plan, type Unless, untried } from "./check.ts";
import { lawsOver } from "./event-checks.ts";
import { type DecodeBench, reachOf } from "./material.ts";
import { openTrial } from "./stream-trial.ts";
import type { Fault } from "./vendor-script.ts";
import { errorText } from "./error-text.ts";

/** P: people's data are where they belong, and nowhere else. */
export function privacyChecks<Config, Raw>(
  trial: ChannelTrial<Config, Raw>,
  bench: DecodeBench<Config, Raw>,
  none: Unless | undefined,
): readonly Plan[] {
  const law = lawsOver(bench);
  return [
    {
      id: "P2",
      title: "events name nobody: subjects are keyed hashes, and addresses are only among the contacts",
      why: "Events are kept for years and seen by many.",
      unless: none,
      async check() {
        await law("a subject is made by context.subject and by nothing else");
        for (const raw of await bench.raws()) {
          const { events, contacts } = bench.decode(raw);
          const said = JSON.stringify(events);
          const told = reachOf(contacts).find((text) => said.includes(JSON.stringify(text).slice(1, -1)));
          if (told !== undefined) broken(`an event holds the contact detail ${shown(told)}`);
        }
      },
    },
    {
      id: "P3",
      title: "what is logged quotes nobody",
      why: "Logs are copied to places that no erasure reaches.",
      unless:
        none ??
        (trial.streams.length === 0 && bench.malformed.length === 0
          ? untried("nothing is read, and no bad records are given (`malformed`)")
          : undefined),
      async check() {
        for (const raw of [...(await bench.raws()), ...bench.malformed]) {
          const { setAside, contacts } = bench.decode(raw);
          const said = JSON.stringify(setAside);
          const told = reachOf(contacts).find((text) => said.includes(text));
          if (told !== undefined) broken(`what is set aside quotes the contact detail ${shown(told)}`);
        }
        const faults: readonly Fault[] = [
          { is: "truncated" },
          { is: "not-json" },
          { is: "status", status: 500 },
          { is: "echo" },
        ];
        for (const stream of trial.streams) {
          const scripts = faults.flatMap((fault) => [1, 2].map((call) => ({ faults: [{ call, fault }] })));
          for (const script of [{}, ...scripts]) {
            const open = openTrial(stream, { rows: 5, script });
            const words = open.double
              .rows()
              .flatMap(({ row }) => textLeaves(row).map((leaf) => at(row, leaf)));
            const { error } = await open.read();
            // Whom it asked may be said, also where a record names the same host.
            const said = open.double.calls
              .map(({ asked }) => new URL(asked.url).host)
              .reduce(
                (text, host) => text.replaceAll(host, ""),
                `${errorText(error)} ${JSON.stringify(open.notes)}`,
              );
            const piece = quoted(said, words);
            if (piece !== null) open.fail(`an error or a note quotes a record: ${shown(piece)}`);
          }
        }
      },
    },
  ];
}

function at(row: unknown, leaf: readonly (string | number)[]): string {
  return String(leaf.reduce<unknown>((value, key) => (value as { [key: PropertyKey]: unknown })[key], row));
}

/** Eight letters of a record's texts that stand in what is said; parsers quote that much. */
function quoted(said: string, words: readonly string[]): string | null {
  for (const text of words) {
    for (let from = 0; from + 8 <= text.length; from += 1) {
      const piece = text.slice(from, from + 8);
      if (said.includes(piece)) return piece;
    }
  }
  return null;
}
