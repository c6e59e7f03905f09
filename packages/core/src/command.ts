import type { StandardSchema } from "./standard-schema.ts";

/** An action a person or a program can ask for by name. */
export interface Command<Params = unknown, Result = unknown> {
  readonly id: string;
  readonly title: string;
  readonly params: StandardSchema<unknown, Params>;
  /** What it may touch: nothing, our store, or the outside world. */
  readonly effects: "read" | "write" | "external";
  run(params: Params, context: { readonly signal: AbortSignal }): Promise<Result>;
}
