import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import { configSchema } from "../authoring/config-schema.ts";
import { reviewPlace } from "../reviews/place-schema.ts";
import type { ReviewPlace } from "../reviews/place.ts";

/** Whose reviews are read, and where. */
export interface AppStoreConfig extends ReviewPlace {
  /** The number behind `id` in the app's address in the store: `310633997`. */
  readonly app: string;
  /** Storefronts, as two letters: `["us", "de"]`. Each has reviews of its own. */
  readonly countries: readonly string[];
}

const country = z
  .string()
  .regex(/^[a-z]{2}$/, "must be two small letters, such as us")
  .refine((code) => code !== "uk", "the United Kingdom's storefront is gb");

/** Validates an {@link AppStoreConfig}. */
export const appStoreConfig: StandardSchema<unknown, AppStoreConfig> = configSchema<AppStoreConfig>(
  z.strictObject({
    app: z.string().regex(/^\d{1,20}$/, "must be the app's number, such as 310633997"),
    countries: z
      .array(country)
      .min(1, "must name a country")
      .refine((all) => new Set(all).size === all.length, "must name no country twice"),
    ...reviewPlace,
  }),
  ["app", "countries", ...Object.keys(reviewPlace)],
);
