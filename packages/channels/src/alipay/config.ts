import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import { configSchema, text } from "../authoring/config-schema.ts";

/** How the notifications of an Alipay application are read. */
export interface AlipayConfig {
  /** The application's `app_id`: notifications of another one are set aside. */
  readonly app: string;
  /** Signatures that are taken. Default: `RSA2` alone; `RSA`, over SHA-1, is for applications that cannot leave it. */
  readonly signatures?: readonly ("RSA2" | "RSA")[];
  /** Where people pay. Default `alipay`. */
  readonly channel?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
  /** What to segment by: a parameter of the notification by dimension, as `{ store: "store_id" }`. */
  readonly dimensions?: { readonly [dimension: string]: string };
}

const personal = new Set(["buyer_id", "buyer_open_id", "buyer_logon_id", "seller_email", "subject", "body"]);

/** Validates an {@link AlipayConfig}. */
export const alipayConfig: StandardSchema<unknown, AlipayConfig> = configSchema<AlipayConfig>(
  z.strictObject({
    app: text,
    signatures: z
      .array(z.enum(["RSA2", "RSA"]))
      .min(1)
      .exactOptional(),
    channel: text.exactOptional(),
    touchpoint: text.exactOptional(),
    stage: text.exactOptional(),
    dimensions: z
      .record(
        text,
        text.refine((name) => !personal.has(name), "tells of a person or is free text: no segment"),
      )
      .exactOptional(),
  }),
  ["app", "signatures", "channel", "touchpoint", "stage", "dimensions"],
);
