import { firstDifference } from "../first-difference.ts";
import { broken } from "../law.ts";
import { trapped } from "./ambient-traps.ts";
import type { ChannelTrial, TierRun } from "./channel-trial.ts";
import { type Plan, type Unless, untried } from "./check.ts";
import type { DecodeBench } from "./material.ts";
import { openTrial } from "./stream-trial.ts";

/** What a host allows that nothing is told of otherwise. */
const usualLimits = { startMs: 5000, rssMb: 300 } as const;

/** H: the same wherever it runs, and nothing left behind. */
export function hostChecks<Config, Raw>(
  trial: ChannelTrial<Config, Raw>,
  bench: DecodeBench<Config, Raw>,
  none: Unless | undefined,
  unread: Unless | undefined,
): readonly Plan[] {
  const { channel, options } = trial;
  const runs = [options.run ?? []].flat() as readonly TierRun<Config, Raw>[];
  const elsewhere =
    none ?? (runs.length > 0 ? undefined : untried("no other tier is given to run it in (`run`)"));
  const killable = runs.filter(({ killed }) => killed);
  const measurable = runs.filter(({ measured }) => measured);
  const limits = { ...usualLimits, ...options.plugin?.manifest?.limits };
  /** Stops unless a tier's answers are, byte for byte, what is decoded here. */
  const compare = async (
    { tier, decode }: TierRun<Config, Raw>,
    raws: readonly Raw[],
    when: string,
  ): Promise<void> => {
    const { subject, fingerprint } = bench.context();
    const there = await decode(raws, options.config, { subject, fingerprint });
    const here = raws.map(bench.decode);
    const difference = firstDifference(JSON.parse(JSON.stringify(there)), JSON.parse(JSON.stringify(here)));
    if (difference !== null) broken(`in the tier ${tier}${when} it differs at ${difference}`);
    if (JSON.stringify(there) !== JSON.stringify(here))
      broken(`in the tier ${tier}${when} the bytes are others: members stand in another order`);
  };
  /** Stops unless a stream that is pulled in a tier gives the pages and cursors that it gives here. */
  const compareRead = async (
    { tier, read }: TierRun<Config, Raw>,
    stream: (typeof trial.streams)[number],
  ) => {
    if (!read) return;
    const [here, there] = [openTrial(stream, { rows: 7 }), openTrial(stream, { rows: 7 })];
    const { pages } = await here.read();
    const told = await read(stream.name, options.config, there.context);
    const difference = firstDifference(JSON.parse(JSON.stringify(told)), JSON.parse(JSON.stringify(pages)));
    if (difference !== null) there.fail(`pulled in the tier ${tier} it differs at ${difference}`);
  };
  return [
    {
      id: "H1",
      title: "another tier gives the same events, byte for byte",
      why: "Moving a plugin into a fence must not move the numbers.",
      unless: elsewhere,
      async check() {
        const raws = [...(await bench.raws()), ...bench.malformed];
        for (const run of runs) {
          await compare(run, raws, "");
          for (const stream of trial.streams) await compareRead(run, stream);
        }
      },
    },
    {
      id: "H2",
      title: "killed while it works and started again, it gives the same events",
      why: "Processes end.",
      unless:
        elsewhere ??
        (killable.length > 0 ? undefined : untried("nothing is given to kill a tier with (`run.killed`)")),
      async check() {
        const raws = await bench.raws();
        for (const run of killable) {
          // What it was at is lost with it, and asked for again.
          await Promise.allSettled([run.decode(raws, options.config, bench.context()), run.killed?.()]);
          await compare(run, raws, ", after it was killed,");
        }
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
      title: "it starts and decodes within the limits of its manifest, in time and memory",
      why: "A host ends what takes more.",
      unless:
        elsewhere ??
        (measurable.length > 0 ? undefined : untried("no tier is given that is measured (`run.measured`)")),
      async check() {
        const raws = await bench.raws();
        for (const { tier, measured } of measurable) {
          const { startMs = Infinity, rssMb = null } = (await measured?.(raws, options.config)) ?? {};
          if (!(startMs <= limits.startMs))
            broken(`the tier ${tier} starts in ${Math.round(startMs)} ms of ${limits.startMs}`);
          if (rssMb !== null && !(rssMb <= limits.rssMb))
            broken(`the tier ${tier} takes ${Math.round(rssMb)} MB of ${limits.rssMb}`);
        }
      },
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
