import type { FixtureAnswer } from "../fixture.ts";

/** Something that was seen while a plugin's own tests ran; one to a line of JSON. */
export type RecordedNote =
  | WatchingNote
  | ContributionNote
  | RequestNote
  | SecretNote
  | NotificationNote
  | AmbientNote;

/** A process says that it is watched, and how far. */
export interface WatchingNote {
  readonly note: "watching";
  /** `24.21.0`. */
  readonly node: string;
  /** Whether Node tells of files and processes that are reached for: `--permission-audit`. */
  readonly audit: boolean;
  /** Whether `require` is seen besides `import`. */
  readonly requires: boolean;
}

/** A contribution was made by `defineChannel` and its like (`defined`), or did something (`called`). */
export interface ContributionNote {
  readonly note: "defined" | "called";
  /** `channel`. */
  readonly kind: string;
  readonly id: string;
}

/** A contribution asked the network. */
export interface RequestNote {
  readonly note: "request";
  readonly kind: string;
  readonly id: string;
  readonly host: string;
  /** What a manifest would say for a host that the configuration decides. */
  readonly configured: readonly string[];
  readonly method: string;
  /** Names of the secrets in it, and of those that a token in it was given for. */
  readonly secrets: readonly string[];
}

/** A contribution asked for a secret. */
export interface SecretNote {
  readonly note: "secret";
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

/** A notifier delivered something: enough to have it do so again. */
export interface NotificationNote {
  readonly note: "notification";
  readonly id: string;
  readonly config: unknown;
  readonly notification: unknown;
  readonly answers: readonly FixtureAnswer[];
}

/** A module of the plugin's own, or one that it loads, reached for what no plugin is given. */
export interface AmbientNote {
  readonly note: "ambient";
  readonly act: "loads" | "reads" | "writes" | "starts" | "connects" | "environment" | "calls";
  /** `node:fs`, a path, the name of a variable. */
  readonly what: string;
  /** Where in the plugin's code: `dist/index.js:12`, or the module that loads. */
  readonly at: string;
}

/** What processes that are watched are told. */
export interface WatchPlan {
  /** The plugin's folder, where it really is. */
  readonly folder: string;
  /** Its own modules, by `moduleStem`. */
  readonly own: readonly string[];
  /** Folder that notes are written to. */
  readonly notes: string;
}
