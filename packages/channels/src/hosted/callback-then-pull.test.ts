import { createSign, generateKeyPairSync } from "node:crypto";
import { filledRequest, type HttpRequest, type RawRequest, type Secret } from "@cxkit/core";
import { secret } from "@cxkit/host";
import { messageOf, sealMessage } from "@cxkit/signing";
import { describe, expect, it } from "vitest";
import { alipay } from "../alipay.ts";
import { hostedWorkbench } from "../fixtures/hosted-workbench.ts";
import { wechat } from "../wechat.ts";
import { wecom } from "../wecom.ts";

const secrets = {
  token: [secret("t0ken", "env:TOKEN")],
  aesKey: [secret("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "env:AES")],
  corpSecret: [secret("c0rp", "env:CORP")],
};
const corp = "ww0000000000000001";
const text = (body: string | Uint8Array | undefined) =>
  typeof body === "string" ? body : new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);

/** A callback as Tencent's platforms send it at the hour of the test's clock. */
async function sealed(message: string, receiver: string, method: "POST" | "GET"): Promise<RawRequest> {
  const [token] = secrets.token as [Secret];
  const encrypt = await sealMessage({
    secrets: secrets.aesKey,
    message: messageOf(message),
    receiver,
    random: new Uint8Array(16),
  });
  const timestamp = String(Date.parse("2026-03-01T10:00:00Z") / 1000);
  const digest = await token.digest("SHA-1", [null, timestamp, "42", encrypt], "sorted");
  const parameters = new URLSearchParams({
    msg_signature: Buffer.from(digest).toString("hex"),
    timestamp,
    nonce: "42",
    ...(method === "GET" && { echostr: encrypt }),
  });
  return {
    method,
    url: `https://cx.example.org/hooks/service?${parameters.toString()}`,
    headers: method === "POST" ? { "content-type": "text/xml" } : {},
    body:
      method === "POST"
        ? messageOf(`<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`)
        : new Uint8Array(0),
  };
}

describe("a host with WeCom's customer service", () => {
  it("answers its question, takes its word, and pulls what it announces with a token fetched once", async () => {
    const asked: string[] = [];
    const answers = [
      { errcode: 0, next_cursor: "start", has_more: 0, msg_list: [] },
      { errcode: 0, next_cursor: "a", has_more: 1, msg_list: [customerMessage(1)] },
      { errcode: 42_001 },
      { errcode: 0, next_cursor: "b", has_more: 0, msg_list: [customerMessage(2)] },
    ];
    const http = (request: HttpRequest) => {
      const { url } = filledRequest(request);
      asked.push(new URL(url).pathname);
      const answer = url.includes("gettoken")
        ? { errcode: 0, access_token: `token-${asked.length}`, expires_in: 7200 }
        : (answers.shift() ?? { errcode: 0, next_cursor: "b", has_more: 0, msg_list: [] });
      return Promise.resolve({ status: 200, headers: {}, body: messageOf(JSON.stringify(answer)) });
    };
    const connection = { id: "service", channel: wecom, config: { corp }, secrets };
    await using bench = await hostedWorkbench(connection, http);
    const { host } = bench;

    // The schedule has had its turn: what comes now comes of the callback.
    await host.tick();
    expect(asked).toEqual(["/cgi-bin/gettoken", "/cgi-bin/kf/sync_msg"]);

    const echo = await host.receive("service", await sealed("1616140317555161061", corp, "GET"));
    expect([echo.status, text(echo.body)]).toEqual([200, "1616140317555161061"]);

    const announced = `<xml><Event>kf_msg_or_event</Event><MsgType>event</MsgType><CreateTime>1772359200</CreateTime><Token>T</Token></xml>`;
    const word = await sealed(announced, corp, "POST");
    const taken = await host.receive("service", word);
    expect([taken.status, text(taken.body)]).toEqual([200, ""]);
    // Tencent repeats what was not answered in time as it was: the repeat changes nothing, and hears what stops further ones.
    const again = await host.receive("service", word);
    expect([again.status, text(again.body)]).toEqual([200, ""]);
    expect(host.status().connections["service"]?.refused).toEqual({ replayed: 1 });
    await host.settled();
    await host.tick();
    expect(asked.slice(2)).toEqual([
      "/cgi-bin/kf/sync_msg",
      "/cgi-bin/kf/sync_msg",
      // Its token was over: one more was fetched.
      "/cgi-bin/gettoken",
      "/cgi-bin/kf/sync_msg",
    ]);
    expect((await bench.contents()).map(({ key, type }) => [key, type])).toEqual([
      ["msg-1", "feedback.posted"],
      ["msg-2", "feedback.posted"],
    ]);
  });
});

describe("a host with a WeChat Official Account", () => {
  it("keeps the message opened, and says success", async () => {
    const connection = { id: "service", channel: wechat, config: { app: "wx1" }, secrets };
    await using bench = await hostedWorkbench(connection);
    const xml =
      "<xml><FromUserName>o-1</FromUserName><CreateTime>1772359200</CreateTime><MsgType>text</MsgType><Content>谢谢</Content><MsgId>9223372036854775807</MsgId></xml>";
    const reply = await bench.host.receive("service", await sealed(xml, "wx1", "POST"));
    expect([reply.status, text(reply.body)]).toEqual([200, "success"]);
    expect((await bench.host.receive("service", await sealed(xml, "wx2", "POST"))).status).toBe(401);
    await bench.host.settled();
    expect(await bench.contents()).toMatchObject([{ key: "9223372036854775807", data: { text: "谢谢" } }]);
  });
});

describe("a host with Alipay", () => {
  it("believes the holder of the key, and knows a notification again", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = String(publicKey.export({ type: "spki", format: "pem" }));
    const connection = {
      id: "service",
      channel: alipay,
      config: { app: "2021" },
      secrets: { alipayPublicKey: [secret(key, "env:ALIPAY")] },
    };
    await using bench = await hostedWorkbench(connection);
    const parameters = {
      app_id: "2021",
      gmt_payment: "2026-03-01 17:30:00",
      notify_id: "n-1",
      notify_type: "trade_status_sync",
      total_amount: "88.88",
      trade_no: "t-1",
      trade_status: "TRADE_SUCCESS",
    };
    const signed = Object.entries(parameters)
      .map(([name, value]) => `${name}=${value}`)
      .join("&");
    const sign = createSign("RSA-SHA256").update(signed).sign(privateKey, "base64");
    const request: RawRequest = {
      method: "POST",
      url: "https://cx.example.org/hooks/service",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: messageOf(new URLSearchParams({ ...parameters, sign_type: "RSA2", sign }).toString()),
    };
    for (const _ of [1, 2]) expect(text((await bench.host.receive("service", request)).body)).toBe("success");
    const forged = { ...request, body: messageOf(text(request.body).replace("88.88", "0.01")) };
    expect((await bench.host.receive("service", forged)).status).toBe(401);
    await bench.host.settled();
    expect(await bench.contents()).toMatchObject([{ key: "t-1/payment", data: { amount: 88.88 } }]);
  });
});

function customerMessage(number: number) {
  return {
    msgid: `msg-${number}`,
    open_kfid: "wk",
    external_userid: "wm",
    send_time: 1_772_359_200,
    origin: 3,
    msgtype: "text",
    text: { content: "还没有收到货" },
  };
}
