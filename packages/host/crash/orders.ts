import type { Stop } from "./moments.ts";
import type { Mutant } from "./mutants.ts";

/** What a worker is told when it is started. */
export interface Orders {
  readonly directory: string;
  /** Where notifications go. */
  readonly receiver: string;
  /** What its clock says when it is started. */
  readonly clock: string;
  readonly stop?: Stop;
  readonly mutant?: Mutant;
}
