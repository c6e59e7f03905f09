import { importing } from "./data/imported.ts";

/** The library that configurations are checked with: what a channel would cost at least that loads it. */
export const { available, prepare, run, figures, close } = importing(() => ["zod"]);
