import type { StandardSchema } from "@cxkit/core";
import * as z from "zod";
import { configSchema, text } from "../authoring/config-schema.ts";
import { eventMeaning, meaningKeys, menuSurvey } from "../messaging/meanings-schema.ts";
import type { EventMeaning, MenuSurvey } from "../messaging/meanings.ts";

/** How the messages of a WeChat Official Account are read. */
export interface WechatConfig {
  /** The account's app id, `wx…`: whom messages are sealed for, and within which an openid means somebody. */
  readonly app: string;
  /**
   * How messages come. `aes` (default): sealed and proven. `plain`: the signature covers time and nonce and **not the message**; whoever
   * learns one signed address can write messages of their own until it is used or five minutes old.
   */
  readonly mode?: "aes" | "plain";
  /** Where people are met. Default `wechat`. */
  readonly channel?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
  /** Purposes that following the account grants and leaving it withdraws. Default: following says nothing of consent. */
  readonly consent?: readonly string[];
  /** Events by name, `SCAN`, or name and key, `CLICK:orders`. */
  readonly events?: { readonly [event: string]: EventMeaning };
  /** A question asked by a menu message (客服菜单消息), answered by a click. */
  readonly survey?: MenuSurvey;
}

/** Validates a {@link WechatConfig}. */
export const wechatConfig: StandardSchema<unknown, WechatConfig> = configSchema<WechatConfig>(
  z.strictObject({
    app: text,
    mode: z.enum(["aes", "plain"]).exactOptional(),
    channel: text.exactOptional(),
    touchpoint: text.exactOptional(),
    stage: text.exactOptional(),
    consent: z.array(text).min(1).exactOptional(),
    events: z.record(text, eventMeaning).exactOptional(),
    survey: menuSurvey.exactOptional(),
  }),
  ["app", "mode", "channel", "consent", "events", ...meaningKeys],
);
