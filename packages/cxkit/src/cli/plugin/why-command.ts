import { cxError } from "@cxkit/core";
import { openedProject } from "../../plugins/opened-project.ts";
import type { PluginStanding } from "../../plugins/plugin-standing.ts";
import { projectStandings } from "../../plugins/project-standings.ts";
import { didYouMean } from "../../workspace/did-you-mean.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain, plainJson } from "../text-table.ts";
import type { PluginFlags } from "./plugin-flags.ts";

/** `cxkit plugin why PLUGIN`: why it runs or does not, what starts it, and who granted what. */
export async function pluginWhy(given: string, flags: PluginFlags, { out, env }: Console): Promise<number> {
  const project = await openedProject(flags.folder, env);
  const standings = await projectStandings(project);
  const standing = standings.find((one) => isMeant(one, given));
  if (!standing) {
    const meant = didYouMean(
      given,
      standings.flatMap(({ id, contributions }) => [id, ...contributions.map(idOf)]),
    );
    const hint = meant === undefined ? '"cxkit plugin list" shows what is' : `did you mean ${meant}?`;
    throw cxError("invalid-setup", `no plugin is called ${given}, or contributes it; ${hint}`, {
      path: given,
    });
  }
  const grant = Object.hasOwn(project.grants, standing.id) ? project.grants[standing.id] : undefined;
  if (flags.json) out.write(`${plainJson({ ...standing, grant: grant ?? null })}\n`);
  else {
    const lines = [
      `${standing.id}${standing.version === null ? "" : ` ${standing.version}`} is ${standing.state}${standing.why === null ? "" : `: ${standing.why}`}`,
      `found as ${standing.origin} in ${standing.directory}`,
      ...(standing.contributions.length === 0 ? [] : [`contributes ${standing.contributions.join(", ")}`]),
      ...startWords(standing),
      ...runningWords(standing),
      grant
        ? `granted by ${grant.by} on ${grant.at.slice(0, 10)}, for version ${grant.version}`
        : "nothing was granted",
    ];
    out.write(lines.map((line) => `${plain(line)}\n`).join(""));
  }
  return exitCodes.done;
}

function startWords({ tier, activation }: PluginStanding): string[] {
  if (tier === null) return [];
  return tier === "data"
    ? ["it is data: no code runs"]
    : [
        `started, ${tier === "process" ? "in a process of its own" : "in the host's process"}, by ${activation.join(", ")}`,
      ];
}

/** What the process says that runs the workspace. */
function runningWords({ running }: PluginStanding): string[] {
  if (!running) return [];
  const { activatedBy, since, calls, errors, restarts, crashes, lastError } = running;
  const { rssBytes, cpuMs, enforcement } = running;
  const held = Object.entries(enforcement ?? {}).map(([what, level]) => `${what}: ${level ?? "not tried"}`);
  return [
    `since ${since}${activatedBy === null ? "" : `, started last by ${activatedBy}`}`,
    `calls ${calls}, errors ${errors}, crashes ${crashes}, restarts ${restarts}`,
    ...(rssBytes === null ? [] : [`memory ${Math.round(rssBytes / 1_048_576)} MB`]),
    ...(cpuMs === null ? [] : [`CPU ${(cpuMs / 1000).toFixed(1)} s since it was started`]),
    ...(held.length === 0 ? [] : [`kept from what is not its own, as was tried: ${held.join(", ")}`]),
    ...(lastError
      ? [
          `last error ${lastError.at} in ${lastError.contribution}${lastError.member === null ? "" : ` (${lastError.member})`}: ${lastError.message}`,
        ]
      : []),
  ];
}

function isMeant({ id, contributions }: PluginStanding, given: string): boolean {
  return id === given || contributions.some((one) => one === given || idOf(one) === given);
}

/** `channel typeform` is `typeform`. */
function idOf(contribution: string): string {
  return contribution.slice(contribution.lastIndexOf(" ") + 1);
}
