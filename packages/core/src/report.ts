import type { Store } from "./store.ts";

/**
 * A report splits into data and rendering: `data` asks the store, `render` writes. Same input, same bytes.
 *
 * @typeParam Model what is rendered, plain JSON
 */
export interface Report<Params = unknown, Model = unknown> {
  readonly id: string;
  readonly title: string;
  readonly formats: readonly ("html" | "json" | "text" | "csv")[];
  data(store: Store, params: Params): Promise<Model>;
  render(model: Model, format: "html" | "json" | "text" | "csv"): string;
}
