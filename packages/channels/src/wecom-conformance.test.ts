import { secretOf } from "@cxkit/signing";
import { channelConformance, cursorPages, tokenAuth } from "@cxkit/testkit/conformance";
import { describe } from "vitest";
import { conforms, kitMaterial } from "./fixtures/kit-material.ts";
import { callbackKeys, sealedRequest, tencentXml } from "./fixtures/tencent-callbacks.ts";
import { customerEvent, customerMessage, memberMessage } from "./fixtures/wecom-messages.ts";
import { wecom, type WecomRecord } from "./wecom.ts";

await wecom.config["~standard"].load?.();
const material = await kitMaterial(wecom);

const corp = "ww0000000000000001";
const aesKey = secretOf(callbackKeys.aesKey, "env:AES");
const pulled = (value: unknown): WecomRecord => ({ from: "customer-service", value });

describe("wecom passes the conformance kit", () => {
  const checks = channelConformance(wecom, {
    ...material,
    config: { corp },
    secrets: { corpSecret: "sentinel c0rp 5cR37" },
    secretOf,
    hosts: ["qyapi.weixin.qq.com"],
    webhook: {
      bodies: [tencentXml(memberMessage(1)), tencentXml(memberMessage(2, { Content: "太吵了" }))],
      secretOf,
      besides: { aesKey: [aesKey] },
      sign: sealedRequest(corp, aesKey),
      signed: ["?msg_signature", "?timestamp", "?nonce"],
      toleranceSeconds: 300,
      signs: "content",
      // Members' messages come as they are; those of customer service are only asked for.
      polled: null,
    },
    streams: {
      messages: {
        vendor: {
          origin: "https://qyapi.weixin.qq.com",
          lists: ({ path }) => path === "/cgi-bin/kf/sync_msg",
          paging: cursorPages({
            parameter: "cursor",
            sizeParameter: "limit",
            body: (rows, { hasMore, position }) => ({
              errcode: 0,
              errmsg: "ok",
              next_cursor: position,
              has_more: hasMore ? 1 : 0,
              msg_list: rows,
            }),
          }),
          auth: tokenAuth({
            url: "https://qyapi.weixin.qq.com/cgi-bin/gettoken",
            grants: ({ query }, secrets) =>
              query["corpid"] === corp && query["corpsecret"] === secrets["corpSecret"],
            parameter: "access_token",
            seconds: 7200,
            body: (token, seconds) => ({ errcode: 0, access_token: token, expires_in: seconds }),
            refusal: { body: { errcode: 40_001, errmsg: "invalid credential" } },
          }),
          // Errors come inside 200.
          refusals: {
            "wrong-secret": { body: { errcode: 42_001, errmsg: "access_token expired" } },
            revoked: { body: { errcode: 40_014, errmsg: "invalid access_token" } },
            scope: { body: { errcode: 60_011, errmsg: "no privilege" } },
            limited: { body: { errcode: 45_009, errmsg: "api freq out of limit" } },
            broken: { body: { errcode: -1, errmsg: "system busy" } },
          },
        },
        row: (n, at) => customerMessage(n, { send_time: Math.floor(Date.parse(at) / 1000) }),
        key: (row) => (row as ReturnType<typeof customerMessage>).msgid,
      },
    },
    malformed: [
      pulled(customerMessage(11, { msgid: "" })),
      pulled(customerMessage(12, { send_time: "soon" })),
      // Whose they are is not known, so they are nobody's opinion yet.
      pulled(customerMessage(14, { origin: 99 })),
      pulled(customerEvent(15, "something_new")),
      pulled(null),
    ],
    unknowns: [pulled(customerMessage(13, { msgtype: "hologram" }))],
    deletions: [
      { raw: pulled(customerEvent(16, "user_recall_msg", { recall_msgid: "msg-1" })), key: "msg-1" },
    ],
  });
  conforms(checks);
});
