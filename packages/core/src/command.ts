import type { Http } from "./http.ts";
import type { Instant } from "./json.ts";
import type { StandardSchema } from "./standard-schema.ts";
import type { Store } from "./store.ts";

/** An action a person or a program can ask for by name. */
export interface Command<Params = unknown, Result = unknown> {
  readonly kind?: "command";
  readonly spec?: "v1";
  readonly id: string;
  readonly title: string;
  readonly params: StandardSchema<unknown, Params>;
  /** What it may touch: nothing, our store, or the outside world. */
  readonly effects: "read" | "write" | "external";
  run(params: Params, context: CommandContext): Promise<Result>;
}

/** What a command may use. */
export interface CommandContext {
  /** The plugin's own settings, where it declares some. */
  readonly settings?: unknown;
  readonly signal: AbortSignal;
  readonly now: () => Instant;
  /** What is stored, for commands that declare `read` or `write`; fields above the plugin's data classes are left out. */
  readonly store: Pick<Store, "items" | "tally" | "events">;
  /** The network, for commands that declare `external`; refuses everything otherwise. */
  readonly http: Http;
}
