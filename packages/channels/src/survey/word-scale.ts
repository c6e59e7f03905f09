import { comparable } from "./column-names.ts";

/** Words of one scale, from the bad end to the good end, effort from little to much; each point with the ways it is put. */
export interface WordScale {
  readonly id: string;
  readonly family: "satisfaction" | "effort" | "agreement" | "ease" | "quality" | "likelihood" | "frequency";
  readonly points: readonly (readonly string[])[];
  /** Rare next to its neighbours: taken only where every point of it occurs. */
  readonly whole?: boolean;
}

/** A scale from its points, each the ways it is put with `|` between them. */
export function wordScale(family: WordScale["family"], id: string, ...points: readonly string[]): WordScale {
  return {
    id,
    family,
    points: points.map((point) => point.split("|").map(comparable)),
    // A point more or less in the middle is what tells 4 and 6 from 5 and 7; the other half of a list does not.
    ...(points.length === 6 || points.length === 3 ? { whole: true } : {}),
  };
}
