import type { Scale, StandardSchema } from "@cxkit/core";
import * as z from "zod";
import { configSchema, scaleSchema, text } from "../authoring/config-schema.ts";

/** How the satisfaction ratings of an account are read. */
export interface ZendeskConfig {
  /** The account's subdomain: `acme` of `acme.zendesk.com`. */
  readonly account: string;
  /**
   * Which of Zendesk's two ways of asking is on; they are never both. `legacy`: good or bad. `survey`: survey responses on a scale. What
   * comes of the other is set aside.
   */
  readonly asks: "legacy" | "survey";
  /** The scale of `survey`. Default 1–5. Legacy ratings are 0 (bad) and 1 (good). */
  readonly scale?: Scale;
  /** Id of the survey. Default `csat`. */
  readonly survey?: string;
  /** Changes whenever wording or scale change. Default `1`. */
  readonly version?: string;
  /** Where people were asked: `email`, `chat`. Default `support`. */
  readonly channel?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
}

const keys = [
  "account",
  "asks",
  "scale",
  "survey",
  "version",
  "channel",
  "touchpoint",
  "stage",
  "min",
  "max",
  "step",
];

/** Validates a {@link ZendeskConfig}. */
export const zendeskConfig: StandardSchema<unknown, ZendeskConfig> = configSchema<ZendeskConfig>(
  z
    .strictObject({
      account: z
        .string()
        .regex(/^[a-z\d][a-z\d-]*$/, "must be the account's subdomain: acme of acme.zendesk.com"),
      asks: z.enum(["legacy", "survey"]),
      scale: scaleSchema.exactOptional(),
      survey: text.exactOptional(),
      version: text.regex(/^[^@]+$/, "must not hold @").exactOptional(),
      channel: text.exactOptional(),
      touchpoint: text.exactOptional(),
      stage: text.exactOptional(),
    })
    .superRefine(({ asks, scale }, context) => {
      if (asks === "legacy" && scale)
        context.addIssue({
          code: "custom",
          path: ["scale"],
          message: "legacy ratings are good or bad, on no other scale",
        });
    }),
  keys,
);
