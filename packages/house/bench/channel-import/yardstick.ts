import type { Workload } from "../workload.ts";
import { importing } from "./data/imported.ts";

export const workload: Workload = {
  title: "A channel of the built packages, imported in a fresh process",
  size: 2,
  smokeSize: 1,
  unit: "processes a module",
};

/** A module with nothing in it. */
export const { available, prepare, run, figures, close } = importing(() => ["./empty.mjs"]);
