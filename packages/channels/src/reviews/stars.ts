import type { SetAside } from "@cxkit/core";
import { quoted, valueAside } from "../authoring/aside.ts";
import { isBlank, numberOf } from "../authoring/json-value.ts";

/** Stars of both stores. */
export const starScale = { min: 1, max: 5 } as const;

/** Stars, as a number or a text; `undefined` where there are none, or what is there is no star, which is set aside. */
export function starsOf(value: unknown, path: string, setAside: SetAside[]): number | undefined {
  if (isBlank(value)) return undefined;
  const stars = numberOf(value);
  if (stars !== undefined && Number.isInteger(stars) && stars >= 1 && stars <= 5) return stars;
  setAside.push(valueAside(path, "off-scale", `${quoted(value)} is not on 1–5`));
  return undefined;
}
