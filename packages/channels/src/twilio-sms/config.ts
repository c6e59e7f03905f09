import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import type { ItemMeaning } from "../authoring/answer.ts";
import { checkMeaning, configSchema, itemMeaning, text } from "../authoring/config-schema.ts";

/** How text messages are read. */
export interface TwilioSmsConfig {
  /**
   * The address that Twilio was given, where it is another than the one the workspace knows itself by (behind a proxy that changes it).
   * Default: the address as it came.
   */
  readonly publicUrl?: string;
  /** SID of the account; messages of another one are set aside. Default: any that signs with the token. */
  readonly account?: string;
  /** What a message means that is a number on a scale, and nothing else. Default: every message is feedback. */
  readonly rating?: ItemMeaning;
  /** Id of the survey that such a message answers. Default `sms`. */
  readonly survey?: string;
  /** Words that withdraw consent besides Twilio's own: `TD`, `退订`. */
  readonly stopWords?: readonly string[];
  /** The purpose that STOP withdraws and START grants. Default `sms`. */
  readonly purpose?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
}

const keys = [
  "publicUrl",
  "account",
  "rating",
  "survey",
  "stopWords",
  "purpose",
  "touchpoint",
  "stage",
  ...Object.keys(itemMeaning),
];

/** Validates a {@link TwilioSmsConfig}. */
export const twilioSmsConfig: StandardSchema<unknown, TwilioSmsConfig> = configSchema<TwilioSmsConfig>(
  z.strictObject({
    publicUrl: z
      .string()
      .regex(/^https?:\/\/[^/?#\s]+[^#\s]*$/, "must be the whole address that Twilio was given")
      .exactOptional(),
    account: z
      .string()
      .regex(/^AC[\da-f]{32}$/, "must be the SID of an account: AC and 32 digits")
      .exactOptional(),
    rating: z
      .strictObject(itemMeaning)
      .superRefine(checkMeaning)
      .superRefine(({ construct, scale }, context) => {
        if (construct !== "nps" && !scale)
          context.addIssue({
            code: "custom",
            path: ["scale"],
            message: "a rating by message needs its scale",
          });
      })
      .exactOptional(),
    survey: text.exactOptional(),
    stopWords: z.array(text).exactOptional(),
    purpose: text.exactOptional(),
    touchpoint: text.exactOptional(),
    stage: text.exactOptional(),
  }),
  keys,
);
