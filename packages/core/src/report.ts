import type { StandardSchema } from "./standard-schema.ts";
import type { Store } from "./store.ts";

/**
 * A report splits into data and rendering: `data` asks the store, `render` writes. Same input, same bytes.
 *
 * @typeParam Model what is rendered, plain JSON
 */
export interface Report<Params = unknown, Model = unknown> {
  readonly kind?: "report";
  readonly spec?: "v1";
  readonly id: string;
  readonly title: string;
  /** Default: it has none. */
  readonly params?: StandardSchema<unknown, Params>;
  readonly formats: readonly ("html" | "json" | "text" | "csv")[];
  data(store: Store, params: Params): Promise<Model>;
  render(model: Model, format: "html" | "json" | "text" | "csv"): string | Promise<string>;
}
