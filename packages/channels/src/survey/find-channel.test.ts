import { createContext } from "@cxkit/core/context";
import { describe, expect, it } from "vitest";
import { assumed, cycle, propose, zeroToTen } from "../fixtures/proposals.ts";
import { tableOf } from "../fixtures/survey-tables.ts";
import { decodeRow } from "./decode-row.ts";
import { channelOf } from "./channel-words.ts";
import { proposeMapping } from "./propose-mapping.ts";

const channelsOf = (heading: string, cells: readonly string[], overrides = {}) => {
  const rows = tableOf([["id", heading], ...cells.map((cell, index) => [String(index + 1), cell])]);
  const { config } = proposeMapping(rows, { name: "export.csv", overrides });
  const context = createContext(config, { key: new Uint8Array(32) });
  return rows.slice(1).map((row) => decodeRow(row, context, "survey-csv").events[0]?.channel);
};

describe("the channel of a response", () => {
  it("is named in English and Chinese; what no list has is taken in kebab-case", () => {
    const words = [
      "WeChat",
      "微信公众号",
      "企业微信",
      "E-mail",
      "短信",
      "Call centre",
      "线下门店",
      "In-store kiosk",
    ];
    expect(words.map(channelOf)).toEqual([
      "wechat",
      "wechat",
      "wecom",
      "email",
      "sms",
      "phone",
      "store",
      "store",
    ]);
    expect(
      [
        "Mobile App",
        "手机客户端",
        "Website",
        "手机提交",
        "支付宝",
        "微博",
        "Partner Portal (EU)",
        "合作方",
      ].map(channelOf),
    ).toEqual(["app", "app", "web", "web", "alipay", "social", "partner-portal-eu", "合作方"]);
    expect(["", "–", "()"].map(channelOf)).toEqual([undefined, undefined, undefined]);
  });

  it("comes from a column that says so, which segments as well; an empty cell says nothing", () => {
    const proposal = propose([
      ["Channel", cycle("App", "Web", "WeChat", "")],
      ["nps", zeroToTen],
    ]);
    expect(proposal.config.channel).toEqual({ column: "Channel" });
    expect(proposal.config.dimensions.map(({ name }) => name)).toEqual(["Channel"]);
    expect(assumed(proposal, "channel")[0]).toMatchObject({
      path: "Channel",
      override: "--collected-by web",
      confidence: "likely",
    });
    expect(channelsOf("渠道", ["微信", "门店", "", "微信", "门店", "热线"])).toEqual([
      "wechat",
      "store",
      "unknown",
      "wechat",
      "store",
      "phone",
    ]);
  });

  it("is told for all, by column, or for the words of a column", () => {
    const cells = ["Tresen", "Web", "Tresen", "Web"];
    expect(channelsOf("Channel", cells, { channel: "store" })).toEqual(["store", "store", "store", "store"]);
    expect(channelsOf("Quelle", cells, { channel: { column: "quelle" } })[0]).toBe("tresen");
    expect(channelsOf("Quelle", cells, { channel: "column:Quelle" })[1]).toBe("web");
    const { config } = propose([["Channel", cycle("Tresen", "Web")]]);
    const told = { ...config, channel: { column: "Channel", words: { tresen: "store" } } };
    const context = createContext(told, { key: new Uint8Array(32) });
    const [event] = decodeRow({ line: 2, cells: ["1", "Tresen"] }, context, "survey-csv").events;
    expect(event?.channel).toBe("store");
  });

  it("is not where people bought or first heard of somebody, nor a source that is no channel", () => {
    for (const [heading, ...values] of [
      ["How did you hear about us?", "Web", "App"],
      ["Source", "Brochure", "Friend"],
      ["Purchase channel", "Web", "Store"],
      ["Channel", "12", "13"],
    ] as const)
      expect(propose([[heading, cycle(...values)]]).config.channel, heading).toBe("web");
  });
});
