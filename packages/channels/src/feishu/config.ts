import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import type { ItemMeaning } from "../authoring/answer.ts";
import { configSchema, text } from "../authoring/config-schema.ts";
import { eventMeaning, itemsByName, meaningKeys } from "../messaging/meanings-schema.ts";
import type { EventMeaning } from "../messaging/meanings.ts";

/** How the events of a Feishu or Lark app are read. */
export interface FeishuConfig {
  /** The app's id, `cli_…`: events of another one are set aside, and an open_id means somebody within it alone. */
  readonly app: string;
  /** How old a request may be, in seconds. Default 300; more where Feishu's later attempts are to be taken. */
  readonly toleranceSeconds?: number;
  /** Where people are met. Default `feishu`. */
  readonly channel?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
  /** Answers given on cards: what the fields of an action's value (or of its form) mean. */
  readonly survey?: { readonly survey: string; readonly items: { readonly [field: string]: ItemMeaning } };
  /** Other events that count, by type: `im.message.reaction.created_v1`. */
  readonly events?: { readonly [type: string]: EventMeaning };
}

/** Validates a {@link FeishuConfig}. */
export const feishuConfig: StandardSchema<unknown, FeishuConfig> = configSchema<FeishuConfig>(
  z.strictObject({
    app: text,
    toleranceSeconds: z.number().min(1).max(86_400).exactOptional(),
    channel: text.exactOptional(),
    touchpoint: text.exactOptional(),
    stage: text.exactOptional(),
    survey: z.strictObject({ survey: text, items: itemsByName }).exactOptional(),
    events: z.record(text, eventMeaning).exactOptional(),
  }),
  ["app", "toleranceSeconds", "channel", "events", ...meaningKeys],
);
