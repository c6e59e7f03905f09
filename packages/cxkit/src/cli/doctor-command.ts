import {
  type EnforcementLevel,
  foreignTier,
  type IsolationReport,
  probeIsolation,
  type ProbedCapability,
} from "@cxkit/host/plugins";
import { columnsOf, type Console, paint } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { plainJson, textTable } from "./text-table.ts";

/** Flags of `cxkit doctor`. */
export interface DoctorFlags {
  readonly json?: boolean;
}

/**
 * `cxkit doctor`: what keeps plugins from what is not theirs on this machine, as it was just tried.
 *
 * @param probe tries it
 * @returns the exit code: 6 where plugins of others can run nowhere
 */
export async function doctorCommand(
  flags: DoctorFlags,
  console: Console,
  probe: () => Promise<IsolationReport> = probeIsolation,
): Promise<number> {
  const report = await probe();
  const foreign = foreignTier(report);
  if (flags.json === true) {
    console.out.write(`${plainJson({ ...report, foreign }, 2)}\n`);
  } else {
    console.out.write(inWords(report, console));
  }
  return foreign.tier === null ? exitCodes.unavailable : exitCodes.done;
}

function inWords(report: IsolationReport, console: Console): string {
  const { bold } = paint(console.out, console.env);
  const { node, platform, tiers } = report;
  const working = tiers.filter(({ works }) => works);
  const table = textTable(
    {
      columns: ["a plugin must not", ...working.map(({ tier }) => tier)],
      rows: Object.entries(acts).map(([capability, act]) => [
        act,
        ...working.map(
          ({ capabilities }) => capabilities[capability as ProbedCapability]?.level ?? "not tried",
        ),
      ]),
    },
    columnsOf(console.out),
  );
  const broken = tiers.filter(({ works }) => !works);
  const foreign = foreignTier(report);
  const levels = new Set(
    working.flatMap(({ capabilities }) => Object.values(capabilities).map(({ level }) => level)),
  );
  return [
    `${bold(`Node ${node} on ${platform}`)}: everything below was tried just now, in processes started as plugins are.`,
    "",
    working.length > 0 ? table : "No process could be started for a plugin.\n",
    ...Object.entries(meanings)
      .filter(([level]) => levels.has(level as EnforcementLevel))
      .map(([level, meaning]) => `${level.padEnd(9)} ${meaning}`),
    "",
    ...broken.map(
      ({ tier, why }) => `The tier ${tier} does not work here: ${why ?? "for no reason that is known"}.`,
    ),
    ...aboutNode(report),
    "Stores, and plugins that you let run in the host's own process, are kept from nothing.",
    foreign.tier === null
      ? `Plugins of others run nowhere on this machine: ${foreign.why}.\n${remedyFor(report)}`
      : `Plugins of others run in the tier ${bold(foreign.tier)}.`,
    "",
  ].join("\n");
}

/** What would let plugins of others run. */
function remedyFor(report: IsolationReport): string {
  return foreignTier(report, { advisory: "accept" }).tier === null
    ? 'A system that lets this user make namespaces would do, or Node.js 24 and isolation: { advisory: "accept" } in the configuration.'
    : 'A system that lets this user make namespaces would do; isolation: { advisory: "accept" } in the configuration runs them all the same.';
}

/** What the version of Node means, where it means something for what was seen. */
function aboutNode({ node, tiers }: IsolationReport): readonly string[] {
  const network = tiers.find(({ tier }) => tier === "process")?.capabilities.network?.level;
  if (network !== "advisory" && network !== "none") return [];
  return [
    `Node ${node} has no permission for the network: in the tier process a plugin that gets round our fence can connect. Node 25 and later refuse it themselves.`,
  ];
}

const acts: { readonly [capability in ProbedCapability]: string } = {
  "read-files": "read files that are not its own",
  "write-files": "write files",
  databases: "open a database elsewhere",
  network: "connect to the network",
  names: "look up names",
  processes: "start processes",
  threads: "start threads",
  inspector: "open a debugger",
  addons: "load native code",
  "host-process": "signal the host",
  "process-group": "signal the host's group",
  environment: "see the host's environment",
  descriptors: "read the host's input",
  heap: "fill its heap without end",
  memory: "take memory without end",
  "endless-work": "work without end",
  flood: "flood the host with messages",
};

const meanings: { readonly [level in EnforcementLevel]: string } = {
  kernel: "the operating system keeps it from that",
  runtime: "Node keeps it from that, or the host ends it",
  advisory: "only our code in its own process does: a seat belt, which somebody who means it gets round",
  none: "nothing keeps it from that",
};
