import type {
  Channel,
  DecodeContext,
  EventDraft,
  Json,
  JsonSchema,
  Page,
  PluginManifest,
  PullContext,
  StandardSchema,
} from "@cxkit/core";
import type { WebhookSamples } from "../webhook-laws-samples.ts";
import type { Skip } from "./check.ts";
import type { FileSamples } from "./file-trial.ts";
import type { MakeSecret } from "./plain-secret.ts";
import type { StreamSamples } from "./stream-samples.ts";
import type { StreamTrial } from "./stream-trial.ts";

/** What a channel is tried with. Only `config` is needed; what is missing is reported as not tried. */
export interface ChannelConformanceOptions<Config, Raw> {
  /** A valid configuration, as an operator writes it. */
  readonly config: Config;
  /** Values of the secrets that streams use, by name. Default: texts of the kit's own under `token`, `key`, `user` and `password`. */
  readonly secrets?: { readonly [name: string]: string };
  /** Makes handles. Default: handles that only travel. `secretOf` of `@cxkit/signing` where something is signed. */
  readonly secretOf?: MakeSecret;
  /** Bodies and how the producer signs them. */
  readonly webhook?: Omit<WebhookSamples<Config>, "config"> & {
    /** The stream that tells the same things, and the body for one of its rows: both ways must give one event. `null`: none does. */
    readonly polled?: { readonly stream: string; body(row: unknown): string } | null;
  };
  /** Producers of the streams, by the stream's name. */
  readonly streams?: { readonly [stream: string]: StreamSamples };
  /** A table as people download it, for channels that read files. */
  readonly file?: FileSamples;
  /** Who completes records (`answers`): a stream's producer, or one given; and the record with only as much of a row as the webhook says. */
  readonly hydration?: { thin(row: unknown): Raw } & (
    | { readonly stream: string; readonly producer?: undefined }
    | { readonly producer: StreamSamples; readonly stream?: undefined }
  );
  /** Good records besides, no two of one thing. */
  readonly raws?: readonly Raw[];
  /** Records that cannot be used, wholly or in one value. */
  readonly malformed?: readonly Raw[];
  /** The same thing before and after an edit; empty where nothing is edited. */
  readonly edits?: readonly { readonly before: Raw; readonly after: Raw }[];
  /** Records that say that something is gone, and the key of the event that is; empty where nothing goes. */
  readonly deletions?: readonly { readonly raw: Raw; readonly key: string }[];
  /** Records with a word that nobody knows where the producer's are few (a status, a kind): something must come of each. */
  readonly unknowns?: readonly Raw[];
  /** Schema of the events, for channels with event types of their own (`cxEventSchemaWith`). */
  readonly schema?: StandardSchema;
  /** Hosts that may be asked, as a manifest writes them. Default: those of the manifest. */
  readonly hosts?: readonly string[];
  /** JSON Schema of the configuration. Default: that of the manifest, or what the schema itself says. */
  readonly configSchema?: JsonSchema;
  readonly plugin?: PluginMaterial;
  /** `null`: this is the first release. */
  readonly released?: ReleasedChannel<Config, Raw> | null;
  /** Other tiers to run the channel in. */
  readonly run?: TierRun<Config, Raw> | readonly TierRun<Config, Raw>[];
  readonly skip?: readonly Skip[];
}

/** A tier that a channel is run in besides the test's own process. */
export interface TierRun<Config, Raw> {
  /** `process`, `sandbox`. */
  readonly tier: string;
  /** What comes of records there, one answer for each: with the configuration as an operator writes it, and the kit's own hashes. */
  decode(
    raws: readonly Raw[],
    config: Config,
    hashes: Pick<DecodeContext<Config>, "subject" | "fingerprint">,
  ): Promise<readonly unknown[]>;
  /** The pages of a stream, pulled there to their end: requests, secrets and time are those of the context. */
  read?(stream: string, config: Config, context: PullContext<Config>): Promise<readonly Page<Raw>[]>;
  /** Ends it at once, whatever it is doing; the next call starts it anew. */
  killed?(): Promise<void>;
  /** Starts it anew, decodes the records and tells what that took; `null` where the platform does not tell. */
  measured?(
    raws: readonly Raw[],
    config: Config,
  ): Promise<{ readonly startMs: number; readonly rssMb: number | null }>;
}

/** The package around a channel. Everything in it may be left out. */
export interface PluginMaterial {
  readonly manifest?: PluginManifest;
  /** Exports by the module's path as the manifest writes it. */
  readonly modules?: { readonly [module: string]: { readonly [name: string]: unknown } };
  /** Source texts by file name. */
  readonly sources?: { readonly [file: string]: string };
  readonly packageJson?: {
    readonly name?: string;
    readonly dependencies?: object;
    readonly peerDependencies?: object;
  };
  /** Loads the module afresh each time: ``() => import(`./channel.ts?${(times += 1)}`)``. */
  load?(): Promise<unknown>;
  /** Milliseconds of a clock, to time the loading, and how many it may take (default 80; the goal is 20). */
  readonly timing?: { clock(): number; readonly most?: number };
}

/** What the release before left behind. */
export interface ReleasedChannel<Config, Raw> {
  readonly configs?: readonly unknown[];
  readonly configSchema?: JsonSchema;
  /** How the two versions differ: `major` lets a change break. */
  readonly change?: "patch" | "minor" | "major";
  readonly cursors?: readonly Json[];
  /** Records and what they gave. */
  readonly golden?: readonly { readonly raw: Raw; readonly events: readonly EventDraft[] }[];
  readonly config?: Config;
}

/** A channel with everything it is tried with. */
export interface ChannelTrial<Config, Raw> {
  readonly channel: Channel<Config, Raw>;
  readonly options: ChannelConformanceOptions<Config, Raw>;
  /** The configuration, validated. */
  readonly config: Config;
  readonly secrets: { readonly [name: string]: string };
  readonly secretOf: MakeSecret;
  readonly streams: readonly StreamTrial<Config, Raw>[];
  readonly hosts: readonly string[] | undefined;
  readonly configSchema: JsonSchema | undefined;
}
