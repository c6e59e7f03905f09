import type { Workload } from "../workload.ts";
import { importing } from "./data/imported.ts";

export const workload: Workload = {
  title: "A channel of the built packages, imported in a fresh process",
  size: 2,
  smokeSize: 1,
  unit: "processes a module",
  // The least: what a machine that does other things takes besides is not the module's.
  goals: [
    { contender: "cxkit", figure: "least ms", atMost: 20 },
    { contender: "cxkit", figure: "MB of objects", atMost: 3 },
  ],
};

/** A module with nothing in it. */
export const { available, prepare, run, figures, close } = importing(() => ["./empty.mjs"]);
