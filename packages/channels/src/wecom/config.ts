import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import { configSchema, text } from "../authoring/config-schema.ts";
import { eventMeaning, meaningKeys, menuSurvey } from "../messaging/meanings-schema.ts";
import type { EventMeaning, MenuSurvey } from "../messaging/meanings.ts";

/** How the messages of a WeCom corporation are read. */
export interface WecomConfig {
  /** Corporation id, `ww…`: whom messages are sealed for, and within which a customer's id means somebody. */
  readonly corp: string;
  /** Suite id, for callbacks of a third-party app, which are sealed for the suite. Default: the corporation. */
  readonly receiver?: string;
  /** Takes messages sealed for nobody besides: those of the corporation's own robots. Default: they are refused. */
  readonly robots?: "allowed";
  /** Customer service accounts (`wk…`) to pull, each with its own cursor. Default: all that the secret may see, as one. */
  readonly accounts?: readonly string[];
  /** Where people are met. Default `wecom`. */
  readonly channel?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
  /** Events by name, as `enter_session`, `session_status_change:3`, `subscribe`. */
  readonly events?: { readonly [event: string]: EventMeaning };
  /** A question asked by a menu message (菜单消息) of customer service, answered by a click. */
  readonly survey?: MenuSurvey & {
    /** An event of customer service that carries an answer: its type, and the field of the event that holds the value. */
    readonly evaluation?: { readonly event: string; readonly field: string; readonly item: string };
  };
}

/** Validates a {@link WecomConfig}. */
export const wecomConfig: StandardSchema<unknown, WecomConfig> = configSchema<WecomConfig>(
  z.strictObject({
    corp: text,
    receiver: text.exactOptional(),
    robots: z.literal("allowed").exactOptional(),
    accounts: z.array(text).min(1).exactOptional(),
    channel: text.exactOptional(),
    touchpoint: text.exactOptional(),
    stage: text.exactOptional(),
    events: z.record(text, eventMeaning).exactOptional(),
    survey: menuSurvey
      .safeExtend({
        evaluation: z.strictObject({ event: text, field: text, item: text }).exactOptional(),
      })
      .refine(({ items, evaluation }) => !evaluation || Object.hasOwn(items, evaluation.item), {
        path: ["evaluation", "item"],
        message: "must be one of items",
      })
      .exactOptional(),
  }),
  [
    "corp",
    "receiver",
    "robots",
    "accounts",
    "channel",
    "events",
    "evaluation",
    "event",
    "field",
    "item",
    ...meaningKeys,
  ],
);
