import { defineStore, type Defined, type StandardSchema, type StoreDefinition } from "@cxkit/core";
import { memoryStore } from "./memory-store.ts";

/**
 * The memory store, as a workspace names it.
 *
 * @example memory.id // => "memory"
 */
export const memory: Defined<StoreDefinition<MemoryConfig>, "store"> = defineStore({
  id: "memory",
  title: "In memory",
  config: nothing(),
  open: () => Promise.resolve(memoryStore()),
});

/** There is nothing to configure. */
export type MemoryConfig = { readonly [key: string]: never };

/** A schema of an object without keys. */
function nothing(): StandardSchema<unknown, MemoryConfig> {
  const empty = (value: unknown): value is MemoryConfig =>
    typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return {
    "~standard": {
      version: 1,
      vendor: "cxkit",
      validate: (value) =>
        empty(value) ? { value } : { issues: [{ message: "the memory store takes no configuration" }] },
      jsonSchema: { input: () => ({ type: "object", properties: {}, additionalProperties: false }) },
    },
  };
}
