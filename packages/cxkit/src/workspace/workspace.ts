import type { Channel, HostedMetric, Http, Instant, Journey, Metric, Secret, Store } from "@cxkit/core";
import type { Connection, Host, HostedChannel } from "@cxkit/host";
import type { ConnectionSettings, ScoreSettings, WorkspaceConfig } from "./workspace-config.ts";
import type { WorkspacePlugins } from "./workspace-plugins.ts";

/** A workspace at work in this process: what its configuration says, made. */
export interface Workspace extends AsyncDisposable {
  readonly config: WorkspaceConfig;
  /** Where the configuration is; paths in it start here. */
  readonly folder: string;
  /** The workspace's own folder: journal, store, vault. */
  readonly directory: string;
  readonly host: Host;
  readonly store: Store;
  readonly connections: ReadonlyMap<string, WorkspaceConnection>;
  readonly scores: ReadonlyMap<string, WorkspaceScore>;
  readonly journey: Journey;
  readonly plugins: WorkspacePlugins;
  /** The network, and the clock, as the host has them. */
  readonly http: Http;
  readonly now: () => Instant;
  /** Key of what is read from files: the same row gets the same identity in every run. */
  readonly fileKey: Uint8Array;
  /** Who shows it sees the details of `/health`. */
  readonly healthToken: Secret | null;
}

/** A connection as it was written down, and as the host has it. */
export interface WorkspaceConnection {
  readonly id: string;
  readonly settings: ConnectionSettings;
  /** As it was handed in or named. */
  readonly channel: Channel | HostedChannel;
  readonly connection: Connection;
}

/** A score as it was written down, and the metric that rules watch. */
export interface WorkspaceScore {
  readonly id: string;
  readonly settings: ScoreSettings;
  readonly metric: Metric | HostedMetric;
}
