import { createContext } from "@cxkit/core/context";
import { channelLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { feishu, type FeishuConfig } from "./feishu.ts";
import {
  feishuApp,
  feishuCard,
  feishuEvent,
  feishuFirstMessage,
  feishuMessage,
} from "./fixtures/feishu-events.ts";

await feishu.config["~standard"].load?.();

const config: FeishuConfig = {
  app: feishuApp,
  survey: {
    survey: "help-desk",
    items: {
      rating: { item: "satisfaction", construct: "csat", scale: { min: 1, max: 5, step: 1 } },
      why: { construct: "verbatim" },
    },
  },
  events: {
    "im.message.reaction.created_v1": { action: "reaction" },
    "im.chat.member.bot.added_v1": { ignore: true },
  },
};
const decode = (raw: unknown, of = config) =>
  feishu.decode(raw, createContext(of, { key: new Uint8Array(32) }));

describe("feishu keeps the channel laws", () => {
  const samples = {
    config,
    raws: [
      feishuMessage(1),
      feishuMessage(
        2,
        {
          title: "周报",
          content: [
            [
              { tag: "text", text: "很好" },
              { tag: "a", text: "链接" },
            ],
          ],
        },
        { message_type: "post" },
      ),
      feishuMessage(3, { image_key: "img_1" }, { message_type: "image" }),
      feishuFirstMessage(4),
      feishuCard(5, { value: { rating: 4 } }),
      feishuCard(6, { form_value: { rating: "2", why: "等了三天" } }),
      feishuEvent(7, "im.message.reaction.created_v1", { user_id: { open_id: "ou_7" }, message_id: "om_1" }),
    ],
    malformed: [
      feishuMessage(8, {}, { content: "{" }),
      feishuMessage(9, {}, { message_id: "" }),
      feishuEvent(10, "im.message.receive_v1", {
        sender: { sender_type: "app" },
        message: { message_id: "om" },
      }),
      feishuCard(11, { value: { rating: 11 } }),
      feishuCard(12, { value: { other: 1 } }),
      feishuEvent(13, "im.chat.member.bot.added_v1", {}),
      feishuEvent(14, "contact.user.created_v3", {}),
      feishuEvent(15, "im.message.receive_v1", {}, { app_id: "cli_other" }),
      "text",
    ],
  };
  for (const law of channelLaws(feishu, samples)) it(law.name, law.check);
});

describe("feishu reads", () => {
  it("what was written to the bot, dated by the message", () => {
    const [event] = decode(feishuMessage(1)).events;
    expect(event).toMatchObject({
      type: "feedback.posted",
      source: `feishu:${feishuApp}`,
      key: "om_1",
      time: "2026-03-01T09:29:59.123Z",
      channel: "feishu",
      data: { text: "报销太慢了" },
    });
    expect(JSON.stringify(event)).not.toContain("ou_person");
    expect(decode(feishuFirstMessage(1)).events[0]).toMatchObject({
      key: "om_first_1",
      subject: event?.subject,
      data: { text: "谢谢" },
    });
  });

  it("a rich text as its words", () => {
    const content = {
      title: "周报",
      content: [
        [
          { tag: "text", text: "很" },
          { tag: "at", user_id: "u" },
          { tag: "a", text: "好" },
        ],
        [],
      ],
    };
    expect(decode(feishuMessage(1, content, { message_type: "post" })).events[0]?.data).toEqual({
      text: "周报\n很好",
    });
  });

  it("answers on a card; whoever changes their mind counts with the last, and other questions stay", () => {
    const at = (micro: number, action: object) => decode(feishuCard(1, action, micro)).events[0];
    const first = at(1_772_357_400_000_000, { value: { rating: 2 } });
    const second = at(1_772_357_401_000_000, { value: { rating: 5 } });
    expect(first).toMatchObject({
      type: "survey.responded",
      time: "2026-03-01T09:30:00.000Z",
      data: {
        survey: "help-desk",
        answers: [{ item: "satisfaction", value: 2, instrument: "satisfaction@1" }],
      },
    });
    expect(second?.key).toBe(first?.key);
    expect(second?.revision).toBeGreaterThan(first?.revision ?? Infinity);
    expect(at(1_772_357_402_000_000, { form_value: { why: "快" } })?.key).not.toBe(first?.key);
    expect(feishu.instruments!(config).map(({ id }) => id)).toEqual(["satisfaction", "why"]);
  });

  it("no card where the configuration tells no survey, and no event of another app", () => {
    const card = feishuCard(1, { value: { rating: 2 } });
    expect(decode(card, { app: feishuApp }).setAside).toMatchObject([{ reason: "undeclared-type" }]);
    expect(decode(card, { ...config, app: "cli_2" }).setAside).toMatchObject([
      { path: "header.app_id", reason: "other-app" },
    ]);
  });
});

it.each([
  [{}, "app"],
  [{ app: "a", toleranceSeconds: 0 }, "toleranceSeconds"],
  [{ app: "a", survey: { survey: "s", items: { r: { construct: "csat" } } } }, "needs its scale"],
  [{ app: "a", surveys: {} }, "did you mean"],
])("feishu's configuration says of %j what is wrong", (value, said) => {
  const result = feishu.config["~standard"].validate(value);
  expect(JSON.stringify("issues" in result && result.issues)).toContain(said);
});
