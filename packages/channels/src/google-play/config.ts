import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import { configSchema } from "../authoring/config-schema.ts";
import { reviewPlace } from "../reviews/place-schema.ts";
import type { ReviewPlace } from "../reviews/place.ts";

/** Whose reviews are read, and who asks. */
export interface GooglePlayConfig extends ReviewPlace {
  /** The app's package name: `com.example.shop`. */
  readonly package: string;
  /** Address of the service account, as its file says under `client_email`. Its key is the secret `service-account`. */
  readonly account: string;
}

/** Validates a {@link GooglePlayConfig}. */
export const googlePlayConfig: StandardSchema<unknown, GooglePlayConfig> = configSchema<GooglePlayConfig>(
  z.strictObject({
    package: z
      .string()
      .regex(/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/, "must be a package name, such as com.example.shop"),
    account: z.string().regex(/^[^\s@]+@[^\s@]+$/, "must be the service account's client_email"),
    ...reviewPlace,
  }),
  ["package", "account", ...Object.keys(reviewPlace)],
);
