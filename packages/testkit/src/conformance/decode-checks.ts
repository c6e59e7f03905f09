import { completeEvent } from "@cxkit/core";
import { cxEventSchema } from "@cxkit/core/schema";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { deepFrozen } from "../leaves.ts";
import { trappedNow } from "./ambient-traps.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import type { Plan, Unless } from "./check.ts";
import { lawsOver } from "./event-checks.ts";
import type { DecodeBench } from "./material.ts";
import { errorText } from "./error-text.ts";
import { unreleased } from "./release-before.ts";

/** N: `decode` is a pure function of its record, whatever the record. */
export function decodeChecks<Config, Raw>(
  { channel, options }: ChannelTrial<Config, Raw>,
  bench: DecodeBench<Config, Raw>,
  none: Unless | undefined,
): readonly Plan[] {
  const law = lawsOver(bench);
  const { released } = options;
  const { golden = [] } = released ?? {};
  const schema = bench.schema ?? cxEventSchema;
  return [
    {
      id: "N1",
      title: "decode gives the same for the same, and writes to nothing",
      why: "What is decoded again tomorrow must give what it gave today.",
      unless: none,
      check: () => law("the same input gives the same events"),
    },
    {
      id: "N2",
      title: "decode asks neither clock nor chance, nor network nor environment",
      why: "It runs where there is none of them, and again where they differ.",
      unless: none,
      async check() {
        for (const raw of [...(await bench.raws()), ...bench.malformed]) {
          const context = bench.context();
          const { touched } = trappedNow("pure", () => channel.decode(raw, context));
          if (touched.length > 0) broken(`decode uses ${touched.join(", ")}: ${shown(raw)}`);
        }
      },
    },
    {
      id: "N3",
      title: "whatever comes, decode neither throws nor gives an event that is none",
      why: "One record that throws stops the page that it came with.",
      unless: none,
      async check() {
        await law("whatever the cells hold, decode neither throws nor waits, and events are valid");
        const judged = new Set<string>();
        for (const { raws } of await bench.material()) {
          for (const raw of raws.slice(0, 2)) {
            for (const changed of bench.bend(raw, [
              null,
              0,
              -1,
              "",
              true,
              [],
              {},
              [null],
              { a: 1 },
              undefined,
            ])) {
              let decoded: ReturnType<typeof bench.decode>;
              try {
                decoded = bench.decode(changed);
              } catch (thrown) {
                return broken(`decode throws ${errorText(thrown)} for ${shown(changed)}`);
              }
              for (const draft of decoded.events) {
                const text = JSON.stringify(draft);
                if (judged.has(text)) continue;
                judged.add(text);
                const { issues } = await schema["~standard"].validate(
                  completeEvent(draft, "2026-03-01T00:00:00Z"),
                );
                if (issues?.[0]) broken(`${issues[0].message} in ${shown(draft)} from ${shown(changed)}`);
              }
            }
          }
        }
        return undefined;
      },
    },
    {
      id: "N4",
      title: "a record that was written down and read again gives the same",
      why: "Records are kept as JSON and cross processes as JSON.",
      unless: none,
      async check() {
        for (const raw of await bench.raws()) {
          const again = deepFrozen(JSON.parse(JSON.stringify(raw ?? null)) as Raw);
          const difference = firstDifference(bench.decode(raw), bench.decode(again));
          if (difference !== null) broken(`through JSON it differs at ${difference}: ${shown(raw)}`);
        }
      },
    },
    {
      id: "N5",
      title: "records of the release before give what they gave",
      why: "An upgrade that shifts numbers must say so before it is taken.",
      unless: unreleased(released, released?.golden, "records with what they gave"),
      check() {
        for (const { raw, events } of golden) {
          const difference = firstDifference(bench.decode(raw).events, events);
          if (difference !== null && released?.change !== "major")
            broken(`since the release before: ${difference} of ${shown(raw)}`);
        }
      },
    },
  ];
}
