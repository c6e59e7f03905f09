import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { trapped } from "./ambient-traps.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import { type Plan, type Unless, untried } from "./check.ts";
import type { DecodeBench } from "./material.ts";
import { openTrial } from "./stream-trial.ts";

/** H: the same wherever it runs, and nothing left behind. */
export function hostChecks<Config, Raw>(
  trial: ChannelTrial<Config, Raw>,
  bench: DecodeBench<Config, Raw>,
  none: Unless | undefined,
  unread: Unless | undefined,
): readonly Plan[] {
  const { channel, options } = trial;
  const { run } = options;
  const elsewhere = run ? undefined : untried("no other tier is given to run it in (`run`)");
  return [
    {
      id: "H1",
      title: "another tier gives the same events",
      why: "Moving a plugin into a fence must not move the numbers.",
      unless: none ?? elsewhere,
      async check() {
        const raws = [...(await bench.raws()), ...bench.malformed];
        const there = await run?.decode(raws, trial.config);
        const difference = firstDifference(
          JSON.parse(JSON.stringify(there ?? null)),
          JSON.parse(JSON.stringify(raws.map(bench.decode))),
        );
        if (difference !== null) broken(`in the tier ${run?.tier} it differs at ${difference}`);
      },
    },
    {
      id: "H2",
      title: "killed and started again, it goes on",
      why: "Processes end.",
      unless:
        none ??
        elsewhere ??
        (run?.killed
          ? undefined
          : untried(`nothing is given to kill the tier ${run?.tier} with (\`run.killed\`)`)),
      async check() {
        const raws = await bench.raws();
        await run?.killed?.();
        const there = await run?.decode(raws, trial.config);
        if ((there ?? []).length !== raws.length)
          broken(`after it was killed, ${raws.length} records give ${shown(there)}`);
      },
    },
    {
      id: "H3",
      title: "reading uses no clock, chance, network or timer of the platform's, and leaves nothing running",
      why: "What it does not get from its context the host can neither stop nor limit.",
      unless: unread,
      async check() {
        for (const stream of trial.streams) {
          for (const script of [
            {},
            { faults: [{ call: 2, fault: { is: "status", status: 503 } as const }] },
          ]) {
            const open = openTrial(stream, {
              rows: Math.min(stream.samples.vendor.paging.size, 10) * 2 + 1,
              script,
            });
            const { touched } = await trapped("pulling", () => open.read());
            if (touched.length > 0) open.fail(`reading uses ${touched.join(", ")}`);
          }
        }
      },
    },
    {
      id: "H4",
      title: "within the limits of its manifest",
      why: "A host ends what takes more.",
      unless: "memory and time are the host's to measure: `cxkit plugin check` does",
      check() {},
    },
    {
      id: "H5",
      title: "with no host, only what the contract names is asked of the context",
      why: "Whoever embeds a channel gives it the contract and nothing else.",
      unless: none,
      async check() {
        for (const raw of await bench.raws()) {
          const { context, strange } = strict({ ...bench.context() }, ["settings"]);
          channel.decode(raw, context);
          if (strange.size > 0) broken(`decode asks its context for ${[...strange].join(", ")}`);
        }
        for (const stream of trial.streams) {
          const open = openTrial(stream, { rows: 3 });
          const { context, strange } = strict({ ...open.context }, ["settings"]);
          await open.read({ context });
          if (strange.size > 0) open.fail(`reading asks its context for ${[...strange].join(", ")}`);
        }
      },
    },
    {
      id: "H6",
      title: "on every Node.js that is supported",
      why: "A library of the newest is missing in the oldest.",
      unless: "the report says on which Node.js it ran: run it on each",
      check() {},
    },
  ];
}

/** A context that notes what it is asked for beyond the contract. */
function strict<T extends object>(
  context: T,
  allowed: readonly string[],
): { readonly context: T; readonly strange: Set<string> } {
  const strange = new Set<string>();
  const watched = new Proxy(context, {
    get(target, key) {
      if (typeof key === "string" && !(key in target) && !allowed.includes(key)) strange.add(key);
      return Reflect.get(target, key) as unknown;
    },
  });
  return { context: watched, strange };
}
