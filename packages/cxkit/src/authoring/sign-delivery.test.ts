import { formbricks } from "@cxkit/channels/formbricks";
import { segment } from "@cxkit/channels/segment";
import { surveyMonkey } from "@cxkit/channels/surveymonkey";
import { typeform } from "@cxkit/channels/typeform";
import { standardWebhook } from "@cxkit/channels/webhook";
import { zendesk } from "@cxkit/channels/zendesk";
import type { Channel } from "@cxkit/core";
import { messageOf, secretOf } from "@cxkit/signing";
import { describe, expect, it } from "vitest";
import type { Delivery } from "./delivery.ts";
import { signDelivery } from "./sign-delivery.ts";

const now = "2026-03-01T09:30:00Z";
const secret = secretOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "env:SECRET");
const body = messageOf('{"id":"1"}');
const signed = async (channel: string, scheme?: string, secrets: Delivery["secrets"] = { "": secret }) => {
  const said = { channel, ...(scheme !== undefined && { scheme }), body, secrets };
  const random = (length: number) => new Uint8Array(length);
  const { headers } = await signDelivery({ ...said, now, id: "msg_1", url: "http://127.0.0.1/", random });
  return headers;
};

describe("signDelivery", () => {
  it.each([typeform, formbricks, surveyMonkey, segment, zendesk, standardWebhook] as readonly Channel[])(
    "signs as the producer of $id does: its channel takes it",
    async ({ id, webhook: receiving }) => {
      const headers = { "content-type": "application/json", ...(await signed(id)) };
      const request = { method: "POST", url: "http://127.0.0.1/", headers, body };
      const said = await receiving?.verify(request, { [receiving.secrets[0] ?? ""]: [secret] }, now, {});
      // It may not be a body of this producer's, which is read after it is proven.
      expect(said?.verified === false ? said.reason : "proven").toMatch(/^(?:proven|unreadable-body)$/);
    },
  );

  it("signs in a way that is said, for channels of one's own", async () => {
    const told = await signed("acme.reviews", "hmac:X-Shop-Signature:SHA-256:hex:v1=");
    expect(told["x-shop-signature"]).toMatch(/^v1=[\da-f]{64}$/);
    expect(Object.keys(await signed("acme.reviews", "standard-webhooks"))).toContain("webhook-signature");
  });

  it("takes the secrets that it signs with, no fewer and no others", async () => {
    expect(await signed("typeform", undefined, { secret })).toEqual(await signed("typeform"));
    for (const secrets of [{}, { secert: secret }, { "": secret, secret }, { secret, token: secret }])
      await expect(signed("typeform", undefined, secrets)).rejects.toThrow(
        "typeform is signed with secret, each once: --secret secret=env:NAME",
      );
  });

  it("guesses no way", async () => {
    await expect(signed("acme.reviews")).rejects.toThrow("nothing is known of how acme.reviews signs");
    for (const scheme of ["hmac", "hmac:x:MD5:hex", "hmac:x y:SHA-1:hex", "rsa:x:SHA-1:hex"])
      await expect(signed("typeform", scheme)).rejects.toThrow(`${scheme} is no scheme`);
  });
});
