import { cxError } from "@cxkit/core";
import { messageOf, sealMessage } from "@cxkit/signing";
import { type Delivery, secretsFor, type SignedDelivery } from "./delivery.ts";

/**
 * As Feishu signs events of an app that has an encrypt key: the body is sealed under it, and a hash over time, nonce, key and body goes into
 * the headers. Without such a key Feishu signs nothing.
 */
export async function signFeishu(delivery: Delivery): Promise<SignedDelivery> {
  const { encryptKey } = secretsFor(delivery, ["encryptKey"]);
  const { timestamp, nonce } = momentOf(delivery);
  const cipher = { key: "sha-256", iv: "leading", block: 16 } as const;
  const sealed = await encryptKey.encrypt(cipher, delivery.body, delivery.random(16));
  const body = messageOf(JSON.stringify({ encrypt: Buffer.from(sealed).toString("base64") }));
  const headers = {
    "x-lark-request-timestamp": timestamp,
    "x-lark-request-nonce": nonce,
    "x-lark-signature": hex(await encryptKey.digest("SHA-256", [timestamp, nonce, null, body])),
  };
  return { body, headers, parameters: {}, mediaType: "application/json" };
}

/**
 * As WeChat signs callbacks of an account: in plain mode (明文模式) a hash over token and time alone goes behind the address, and the message
 * as it is; else as {@link signTencent}.
 */
export async function signWechat(delivery: Delivery): Promise<SignedDelivery> {
  const { body, secrets, receiver } = delivery;
  const { mode = Object.keys(secrets).length === 1 && receiver === undefined ? "plain" : "sealed" } =
    delivery;
  if (mode === "sealed") return signTencent(delivery);
  // Held for the other mode, it signs nothing in this one.
  const { aesKey: _, ...others } = secrets;
  const { token } = secretsFor({ ...delivery, secrets: others }, ["token"]);
  isXml(delivery, body);
  const { timestamp, nonce } = momentOf(delivery);
  const signature = hex(await token.digest("SHA-1", [null, timestamp, nonce], "sorted"));
  return { body, headers: {}, parameters: { signature, timestamp, nonce }, mediaType: "text/xml" };
}

/**
 * As WeChat and WeCom sign callbacks: the message is sealed for its receiver, and a hash over token, time, nonce and what is sealed goes
 * behind the address. A message in JSON, as WeCom's robots send it, is sealed into JSON.
 *
 * @throws {CxError} `invalid-setup` when nobody says whom it is for, or the body is neither XML nor, for WeCom, JSON
 */
export async function signTencent(delivery: Delivery): Promise<SignedDelivery> {
  const { channel, body: message, receiver, random } = delivery;
  const { token, aesKey } = secretsFor(delivery, ["token", "aesKey"]);
  if (receiver === undefined)
    throw cxError(
      "invalid-setup",
      `${channel} seals a message for its receiver: say the id of the ${channel === "wechat" ? "app" : "corporation"} with --receiver`,
      { path: "receiver" },
    );
  const text = new TextDecoder().decode(message).trimStart();
  const json = channel === "wecom" && text.startsWith("{");
  if (!json) isXml(delivery, message);
  const sealed = await sealMessage({ secrets: [aesKey], message, receiver, random: random(16) });
  const { timestamp, nonce } = momentOf(delivery);
  const signature = hex(await token.digest("SHA-1", [null, timestamp, nonce, sealed], "sorted"));
  // The envelope names the account that the message itself names.
  const [, account] = /<ToUserName>(?:<!\[CDATA\[)?([\w-]+)/.exec(text) ?? [];
  const to = account === undefined ? "" : `<ToUserName><![CDATA[${account}]]></ToUserName>`;
  const body = json
    ? JSON.stringify({ encrypt: sealed })
    : `<xml>${to}<Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`;
  return {
    body: messageOf(body),
    headers: {},
    parameters: { msg_signature: signature, timestamp, nonce },
    mediaType: json ? "application/json" : "text/xml",
  };
}

function isXml({ channel }: Delivery, message: Uint8Array): void {
  if (!new TextDecoder().decode(message).trimStart().startsWith("<"))
    throw cxError("invalid-setup", `${channel} is sent XML: the fixture's body has to be a text of it`, {
      path: "body",
    });
}

function momentOf({ now, random }: Delivery): { readonly timestamp: string; readonly nonce: string } {
  return { timestamp: String(Math.floor(Date.parse(now) / 1000)), nonce: hex(random(8)) };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
