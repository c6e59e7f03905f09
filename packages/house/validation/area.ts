import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** How one kind of reference case is computed with the project's own functions. */
export interface Witnessed {
  /** The public function that is checked. */
  readonly name: string;
  /** Where it is imported from, e.g. `@cxkit/stats`. */
  readonly from: string;
  /** Key of the method's entry in `sources/<area>.bib`. */
  readonly source: string;
  /**
   * Numbers that are meant to be about this large may also miss by 1e-12 of it: 1 for shares (the default), 100 for
   * points, 0 where nothing but the relative difference counts, as in the tails of distributions.
   */
  readonly scale?: number;
  /** Parts of the reference result that the function does not offer, each with the reason. */
  readonly leaves?: Readonly<Record<string, string>>;
  /** Gives a result of the reference's shape. */
  readonly run: (input: never) => unknown;
}

/** The same entry; for the compiler, so that `run` says the type of its input once. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it is there to be written by the caller
export function witnessed<Input>(
  entry: Omit<Witnessed, "run"> & { readonly run: (input: Input) => unknown },
): Witnessed {
  return entry;
}

/** A family of methods whose reference values were made by one script. */
export interface Area {
  readonly id: string;
  readonly title: string;
  /** Our own R or Python script in `reference` that makes the values again. */
  readonly script: string;
  /**
   * Functions of the same entry, by the reference's own function, whose results the same cases compare, or without which
   * there would be nothing to compare.
   */
  readonly also?: Readonly<Record<string, readonly string[]>>;
  /** By the name of the reference's own function, as the cases call it. */
  readonly functions: Readonly<Record<string, Witnessed>>;
}

/** One reference value: what goes in, what another program makes of it, and how close is close enough. */
export interface ReferenceCase {
  readonly id: string;
  readonly fn: string;
  readonly input: unknown;
  /** Missing until the script has filled it in. */
  readonly expected?: unknown;
  /** Largest relative difference that passes. */
  readonly tolRel?: number;
  /** Printed digits after the point, for published figures; instead of `tolRel`. */
  readonly decimals?: number;
  readonly source?: string;
  readonly note?: string;
}

/** The reference values of an area, as they lie in `reference/<area>.json`. */
export interface Reference {
  readonly area: string;
  readonly title?: string;
  /** Programs and versions that made the values. */
  readonly versions: string;
  readonly cases: readonly ReferenceCase[];
}

const folder = import.meta.dirname;

/** Where the reference values and scripts lie. */
export const referenceFolder = path.join(folder, "reference");

/** Ids of all areas: the files in `areas`. */
export function areaIds(): string[] {
  return readdirSync(path.join(folder, "areas"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .toSorted();
}

/** Loads an area by its id. */
export async function areaOf(id: string): Promise<Area> {
  const { area } = (await import(`./areas/${id}.ts`)) as { area: Area };
  return area;
}

/** Reads the reference values of an area. */
export function referenceOf(id: string): Reference {
  return JSON.parse(readFileSync(path.join(referenceFolder, `${id}.json`), "utf8")) as Reference;
}
