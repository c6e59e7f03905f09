import type { Channel } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { globalNames, trapped } from "./ambient-traps.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import { type Plan, type Unless, untried } from "./check.ts";
import type { DecodeBench } from "./material.ts";
import { forbiddenUses, importedPackages } from "./source-scan.ts";
import { errorText } from "./error-text.ts";

const kebab = /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/;

/** D: what a channel says of itself. */
export function definitionChecks<Config, Raw>(
  { channel, options }: ChannelTrial<Config, Raw>,
  bench: DecodeBench<Config, Raw>,
  none: Unless | undefined,
): readonly Plan[] {
  const { plugin = {} } = options;
  const { manifest, modules, sources, packageJson, timing } = plugin;
  const entry = manifest?.contributes.channels?.find(({ id }) => id === channel.id);
  const noManifest = manifest ? undefined : untried("no manifest is given (`plugin.manifest`)");
  const noLoading = plugin.load
    ? undefined
    : untried("no way to load the module afresh is given (`plugin.load`)");
  return [
    {
      id: "D1",
      title: "it says that it is a channel, of a version that is known",
      why: "A tool finds it among a module's exports by that, and a host knows how to call it.",
      unless:
        channel.kind === undefined && channel.spec === undefined && !manifest
          ? untried("neither stamped by `defineChannel` nor in a manifest that is given")
          : undefined,
      check() {
        if (channel.kind !== "channel" || channel.spec !== "v1")
          broken(`kind ${shown(channel.kind)}, spec ${shown(channel.spec)}`);
      },
    },
    {
      id: "D2",
      title: "ids are kebab-case and unique, and there are words for people",
      why: "Ids are in files, addresses and stores for years.",
      check() {
        const { id, title, streams = {}, webhook, coverage = [] } = channel;
        const ids = [id, ...Object.keys(streams), ...coverage.map((note) => note.id)];
        const bad = ids.find((one) => !kebab.test(one));
        if (bad !== undefined) broken(`${shown(bad)} is no id: lower case, digits and single hyphens`);
        if (title.trim() === "") broken("the title is empty");
        const notes = coverage.map((note) => note.id);
        if (new Set(notes).size < notes.length) broken(`two coverage notes have one id: ${shown(notes)}`);
        const silent = coverage.find(
          ({ note }) =>
            Object.values(note).length === 0 || Object.values(note).some((text) => text.trim() === ""),
        );
        if (silent) broken(`the coverage note ${silent.id} says nothing`);
        const headers = webhook?.keeps?.find((name) => name !== name.toLowerCase());
        if (headers !== undefined) broken(`the kept header ${headers} is not in lower case`);
        const secret = webhook?.secrets.find((name) => !/^[a-z][a-zA-Z\d-]*$/.test(name));
        if (secret !== undefined) broken(`${shown(secret)} is no name of a secret`);
        for (const [name, stream] of Object.entries(streams))
          if (stream.lookback !== undefined && !(stream.lookback >= 0 && Number.isFinite(stream.lookback)))
            broken(`${name} looks back ${stream.lookback} s`);
      },
    },
    {
      id: "D3",
      title: "being loaded, it does nothing",
      why: "A host loads plugins to look at them.",
      unless: noLoading,
      async check() {
        const before = new Set(globalNames());
        const { touched } = await trapped("loading", async () => plugin.load?.());
        if (touched.length > 0) broken(`loading uses ${touched.join(", ")}`);
        if ((await plugin.load?.()) === (await plugin.load?.()))
          broken("`plugin.load` gives the module that was loaded before: nothing is loaded to watch");
        const left = globalNames().find((name) => !before.has(name));
        if (left !== undefined) broken(`loading leaves the global ${left}`);
      },
    },
    {
      id: "D4",
      title: "it loads in 20 ms, with four times as long for a busy machine",
      why: "Two hundred plugins are loaded on first need, one after the other.",
      unless:
        noLoading ?? (timing ? undefined : untried("no clock is given to time it by (`plugin.timing`)")),
      async check() {
        const { clock = () => 0, most = 80 } = timing ?? {};
        const times: number[] = [];
        // The quickest of three: a pause of the machine is not the module's.
        for (let time = 0; time < 3; time += 1) {
          const began = clock();
          await plugin.load?.();
          times.push(clock() - began);
        }
        const took = Math.min(...times);
        if (!(took <= most)) broken(`loading takes ${Math.round(took)} ms of ${most}`);
      },
    },
    {
      id: "D5",
      title: "the manifest says what the definition says",
      why: "The host believes the manifest, and runs the definition.",
      unless: noManifest,
      async check() {
        if (!entry) return broken(`the manifest has no channel ${channel.id}`);
        const { module: _module, export: _export, config, ...told } = entry;
        const difference = firstDifference(told, entryOf(channel));
        if (difference !== null) broken(`manifest against definition: ${difference}`);
        await channel.config["~standard"].load?.();
        const own = channel.config["~standard"].jsonSchema?.input({ target: "draft-2020-12" });
        const apart = own && firstDifference({ ...config, $schema: "" }, { ...own, $schema: "" });
        if (apart) broken(`the configuration's schema in the manifest against the definition's: ${apart}`);
        return undefined;
      },
    },
    {
      id: "D6",
      title: "every entry of the manifest is exported, and every export that is a contribution has its entry",
      why: "What is in one of them only is found by nobody, or fails when it is called.",
      unless: noManifest ?? (modules ? undefined : untried("no modules are given (`plugin.modules`)")),
      check() {
        const entries = Object.values(manifest?.contributes ?? {}).flatMap((list) =>
          Array.isArray(list) ? (list as readonly object[]) : [],
        );
        const named = new Set<string>();
        for (const one of entries as readonly {
          readonly id: string;
          readonly module?: string;
          readonly export?: string;
        }[]) {
          if (one.module === undefined || one.export === undefined) continue;
          named.add(`${one.module}#${one.export}`);
          const found = modules?.[one.module]?.[one.export];
          const id = typeof found === "object" && found !== null ? Reflect.get(found, "id") : undefined;
          if (id !== one.id) broken(`${one.module} exports no ${one.id} as ${one.export}`);
        }
        for (const [module, exported] of Object.entries(modules ?? {})) {
          for (const [name, value] of Object.entries(exported)) {
            const stamped = typeof value === "object" && value !== null && "kind" in value && "spec" in value;
            if (stamped && !named.has(`${module}#${name}`))
              broken(`${module} exports ${name}, which the manifest does not know`);
          }
        }
      },
    },
    {
      id: "D7",
      title: "what is imported is a dependency",
      why: "It works where it was written, and nowhere else.",
      unless:
        sources && packageJson
          ? undefined
          : untried("no sources and package.json are given (`plugin.sources`, `plugin.packageJson`)"),
      check() {
        const known = new Set([
          packageJson?.name,
          ...Object.keys({ ...packageJson?.dependencies, ...packageJson?.peerDependencies }),
        ]);
        for (const [file, text] of Object.entries(sources ?? {})) {
          const strange = importedPackages(text).find((name) => !known.has(name));
          if (strange !== undefined) broken(`${file} imports ${strange}, which is no dependency`);
        }
      },
    },
    {
      id: "D8",
      title: "no built-in module and no global of the platform is used",
      why: "A fence refuses them, a browser does not have them.",
      unless: sources ? undefined : untried("no sources are given (`plugin.sources`)"),
      check() {
        for (const [file, text] of Object.entries(sources ?? {})) {
          const uses = forbiddenUses(text);
          if (uses.length > 0) broken(`${file} uses ${uses.join(", ")}`);
        }
      },
    },
    {
      id: "D9",
      title: "frozen, it works as before",
      why: "One definition serves every connection: what it keeps in itself, they share.",
      unless: none,
      async check() {
        const before = JSON.stringify(channel);
        const frozen = frozenChannel(channel);
        for (const raw of await bench.raws()) {
          let difference: string | null;
          try {
            difference = firstDifference(frozen.decode(raw, bench.context()), bench.decode(raw));
          } catch (thrown) {
            return broken(`frozen, decode throws ${errorText(thrown)}`);
          }
          if (difference !== null) broken(`frozen, it differs at ${difference}`);
        }
        if (JSON.stringify(channel) !== before) broken("decoding changes the definition");
        return undefined;
      },
    },
  ];
}

/** The parts of an entry that follow from the definition; module, export and the configuration's schema do not. */
function entryOf<Config, Raw>({
  id,
  title,
  webhook,
  streams,
  hydrate,
  file,
  coverage,
}: Channel<Config, Raw>): object {
  return {
    id,
    title,
    spec: "v1",
    ...(webhook && {
      webhook: {
        secrets: webhook.secrets,
        ...(webhook.accepts && { accepts: webhook.accepts }),
        ...(webhook.keeps && { keeps: webhook.keeps }),
        ...(webhook.methods && { methods: webhook.methods }),
        acknowledge: webhook.acknowledge,
        ...(webhook.wakes && { wakes: true }),
      },
    }),
    ...(streams && {
      streams: Object.fromEntries(
        Object.entries(streams).map(([name, { title: said, mode, lookback }]) => [
          name,
          {
            ...(said !== undefined && { title: said }),
            ...(mode && { mode }),
            ...(lookback !== undefined && { lookback }),
          },
        ]),
      ),
    }),
    ...(hydrate && { hydrates: true }),
    ...(file && { file: true }),
    ...(coverage && { coverage }),
  };
}

function frozenChannel<Config, Raw>(channel: Channel<Config, Raw>): Channel<Config, Raw> {
  const { webhook, streams } = channel;
  return Object.freeze({
    ...channel,
    ...(webhook && { webhook: Object.freeze({ ...webhook }) }),
    ...(streams && {
      streams: Object.freeze(
        Object.fromEntries(
          Object.entries(streams).map(([name, stream]) => [name, Object.freeze({ ...stream })]),
        ),
      ),
    }),
  });
}
