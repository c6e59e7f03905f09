import type { Every } from "@cxkit/core";
import type { ReportModel } from "@cxkit/report";
import { netTInterval, netWaldInterval, scoreInterval } from "@cxkit/stats";
import { reportModel } from "../analysis/report-model.ts";
import { type ConnectedSource, storeEvidence } from "../analysis/store-evidence.ts";
import { software } from "../software.ts";
import type { Workspace } from "./workspace.ts";

/** How a report over a workspace is asked for; plain JSON. */
export type ReportWorkspaceArgs = {
  readonly generated: string;
  readonly locale: "en" | "zh";
  readonly confidenceLevel: number;
  readonly minimumCell: number;
  readonly verbatims: number;
  readonly title?: string;
  readonly zone?: string;
  readonly every?: Every;
  readonly interval?: "adjusted-wald" | "score" | "wald" | "t";
  readonly segments?: readonly string[];
  readonly invited?: number;
  readonly targets?: readonly { readonly score: string; readonly target: number }[];
};

const intervals = { score: scoreInterval, wald: netWaldInterval, t: netTInterval };

/** Reports on everything that a workspace has collected, as `cxkit report` does on files. */
export async function reportWorkspace(
  { config, store, connections, journey }: Pick<Workspace, "config" | "store" | "connections" | "journey">,
  { interval, segments, title, zone = config.zone, targets = [], ...asked }: ReportWorkspaceArgs,
): Promise<ReportModel> {
  const netInterval =
    interval === undefined || interval === "adjusted-wald" ? undefined : intervals[interval];
  const evidence = await storeEvidence(store, { zone, sources: await sourcesOf({ store, connections }) });
  return reportModel(evidence, {
    ...asked,
    zone,
    targets,
    title: title ?? config.name,
    journey,
    software,
    ...(segments && { segments }),
    ...(netInterval && { netInterval }),
  });
}

/** Where the responses came from, by the accounts that the events name, most first. */
async function sourcesOf({
  store,
  connections,
}: Pick<Workspace, "store" | "connections">): Promise<readonly ConnectedSource[]> {
  const cells = await store.tally({
    select: { types: ["survey.responded"], tally: "category", value: "type" },
    by: ["source"],
    zone: "UTC",
  });
  const coverage = new Map([...connections.values()].map(({ channel }) => [channel.id, channel.coverage]));
  return cells
    .map(({ by, tally }) => {
      const responses = tally.kind === "category" ? (tally.counts["survey.responded"] ?? 0) : 0;
      return { name: by["source"] ?? "", responses };
    })
    .toSorted((left, right) => right.responses - left.responses || (left.name < right.name ? -1 : 1))
    .map(({ name, responses }) => {
      const [id = ""] = name.split(":", 1);
      const notes = coverage.get(id);
      return {
        name,
        channel: { id, ...(notes && { coverage: notes }) },
        format: "workspace",
        counts: { rows: responses, responses, duplicates: 0, setAside: [] },
      };
    });
}
