import type { z } from "zod";

/** What a schema gives back, readonly through and through as the types of the model are: for holding the two against each other. */
export type ReadonlyOutput<S extends z.ZodType> = ReadonlyDeep<z.output<S>>;

type ReadonlyDeep<T> = T extends readonly (infer Part)[]
  ? number extends T["length"]
    ? readonly ReadonlyDeep<Part>[]
    : { readonly [K in keyof T]: ReadonlyDeep<T[K]> }
  : T extends object
    ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> }
    : T;
