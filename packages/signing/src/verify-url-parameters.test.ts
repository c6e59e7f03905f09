import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { messageOf } from "./message.ts";
import { secretOf } from "./secret.ts";
import { signUrlParameters, verifyUrlParameters } from "./verify-url-parameters.ts";

const secrets = [secretOf("12345")];
const url = "https://cx.example.org/hooks/sms?site=1";
const parameters = { Body: "9 points", From: "+15550100", To: "+15550199" };
const body = messageOf("Body=9+points&From=%2B15550100&To=%2B15550199");
const signed = (address: string, given: Parameters<typeof signUrlParameters>[0]["parameters"] = parameters) =>
  signUrlParameters({ secrets, url: address, ...(given && { parameters: given }) });
const proves = async (address: string, signature: string, bytes = body) =>
  (await verifyUrlParameters({ secrets, signature, url: address, body: bytes })).ok;

describe("verifyUrlParameters", () => {
  // Witness: twilio 6.2.0, getExpectedTwilioSignature("12345", "https://example.com/myapp.php?foo=1&bar=2", { Digits, From }).
  it("agrees with its witness", async () => {
    const given = { Digits: "1234", From: "+14158675310" };
    expect(await signed("https://example.com/myapp.php?foo=1&bar=2", given)).toBe(
      "TGgZsleCZXOywnyjKjaCR8rhSpo=",
    );
  });

  it("signs the address and every name and value behind it, sorted, as node:crypto does", async () => {
    const text = `${url}Body9 pointsFrom+15550100To+15550199`;
    expect(await signed(url)).toBe(createHmac("sha1", "12345").update(text).digest("base64"));
    expect(await proves(url, await signed(url))).toBe(true);
  });

  it("takes several values of a name sorted, and each once", async () => {
    const signature = await signed(url, { Media: ["b", "a", "b"], Num: "2" });
    expect(signature).toBe(createHmac("sha1", "12345").update(`${url}MediaaMediabNum2`).digest("base64"));
    expect(await proves(url, signature, messageOf("Media=a&Num=2&Media=b"))).toBe(true);
  });

  it.each([
    [
      "without its port",
      "https://cx.example.org:8443/hooks/sms?site=1",
      "https://cx.example.org/hooks/sms?site=1",
    ],
    ["with the standard port", "https://cx.example.org/hooks/sms", "https://cx.example.org:443/hooks/sms"],
    [
      "with the standard port of HTTP",
      "http://cx.example.org/hooks/sms",
      "http://cx.example.org:80/hooks/sms",
    ],
    ["with an address in brackets", "https://[::1]/hooks/sms", "https://[::1]:443/hooks/sms"],
    ["with the quote escaped", "https://cx.example.org/h?q=it's", "https://cx.example.org/h?q=it%27s"],
    ["with letters escaped", "https://cx.example.org/é h?q=ü", "https://cx.example.org/%C3%A9%20h?q=%C3%BC"],
    ["with blanks as %20", "https://cx.example.org/h?q=a+b&flag", "https://cx.example.org/h?q=a%20b&flag="],
    [
      "with equal names side by side",
      "https://cx.example.org/h?a=1&b=2&a=3",
      "https://cx.example.org/h?a=1&a=3&b=2",
    ],
    ["by a name and no port", "https://ada@cx.example.org:8443/h", "https://ada@cx.example.org/h"],
  ])("takes an address that was signed %s", async (_, came, was) => {
    expect(await proves(came, await signed(was))).toBe(true);
  });

  it.each([
    ["another port", "https://cx.example.org:8443/h", "https://cx.example.org:8444/h"],
    ["another host", "https://cx.example.org/h", "https://cx.example.com/h"],
    ["the host in capitals", "https://cx.example.org/h", "https://CX.example.org/h"],
    ["a backslash", "https://cx.example.org/h/a", "https://cx.example.org/h\\a"],
    ["a path that leads to it", "https://cx.example.org/h", "https://cx.example.org/./h"],
    ["escapes in small letters", "https://cx.example.org/h?q=%2b", "https://cx.example.org/h?q=%2B"],
    ["another scheme", "https://cx.example.org/h", "http://cx.example.org/h"],
  ])("refuses one that was signed for %s", async (_, came, was) => {
    expect(await proves(came, await signed(was))).toBe(false);
  });

  it("refuses an address with any one letter changed into any other", async () => {
    for (const address of [
      "https://Cx.example.org:8443/a/./b?q=%2B1+2&it's&q=%7E",
      "http://h/?a=1&b=2&a=3",
    ]) {
      const signature = await signed(address);
      for (let at = 0; at < address.length; at += 1)
        for (let code = 0x20; code < 0x80; code += 1) {
          const changed = address.slice(0, at) + String.fromCharCode(code) + address.slice(at + 1);
          if (changed !== address && (await proves(changed, signature))) expect(changed).toBe(address);
        }
    }
  });

  it("takes a body that the signed address names by its hash", async () => {
    const json = messageOf('{"MessageSid":"SM1"}');
    const named = `${url}&bodySHA256=${createHash("sha256").update(json).digest("hex")}`;
    const signature = await signed(named, {});
    expect(await proves(named, signature, json)).toBe(true);
    expect(await proves(named, signature, messageOf('{"MessageSid":"SM2"}'))).toBe(false);
    expect(await proves(url, await signed(url, {}), json)).toBe(false);
  });

  it.each([
    "bodySHA256",
    "bodySHA256=",
    "bodySHA256=00",
    `bodySHA256=${"A".repeat(64)}`,
    `bodySHA256=${"0".repeat(64)}&bodySHA256=${"0".repeat(64)}`,
  ])("takes %s for no name of a body", async (query) => {
    const named = `https://cx.example.org/h?${query}`;
    const claim = { secrets, signature: await signed(named, {}), url: named, body: new Uint8Array(0) };
    expect(await verifyUrlParameters(claim)).toEqual({ ok: false, reason: "body-malformed" });
  });

  it("says why not, and never throws for what came", async () => {
    const signature = await signed(url);
    const judge = (change: object) => verifyUrlParameters({ secrets, signature, url, body, ...change });
    expect(await judge({ secrets: [] })).toEqual({ ok: false, reason: "secret-missing" });
    expect(await judge({ signature: undefined })).toEqual({ ok: false, reason: "signature-missing" });
    expect(await judge({ signature: `${signature} ` })).toEqual({ ok: false, reason: "signature-malformed" });
    expect(await judge({ signature: signature.replace("=", "") })).toEqual({
      ok: false,
      reason: "signature-malformed",
    });
    expect(await judge({ signature: "AAAA" })).toEqual({ ok: false, reason: "signature-malformed" });
    expect(await judge({ body: messageOf("{}") })).toEqual({ ok: false, reason: "body-malformed" });
    for (const odd of [
      "",
      "no address",
      "https://",
      "https://h:x/",
      "https://h/\uD800?'",
      "https://h?%",
      "https://h?%FF&'",
    ])
      expect(await judge({ url: odd })).toEqual({ ok: false, reason: "signature-wrong" });
  });
});

it("signUrlParameters requires a secret", async () => {
  await expect(signUrlParameters({ secrets: [], url })).rejects.toThrow(RangeError);
});
