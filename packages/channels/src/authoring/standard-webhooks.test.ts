import { secretOf } from "@cxkit/signing";
import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { posted, whsecValues } from "../fixtures/webhook-samples.ts";
import { standardWebhooks } from "./standard-webhooks.ts";

const connection = { secrets: {}, config: {} };
const now = "2026-03-01T09:30:00Z";

// Witness: standardwebhooks 1.1.1, which signs.
it("standardWebhooks proves what the reference library signs, within its tolerance", async () => {
  const text = '{"score":9,"why":"好"}';
  const signature = new Webhook(whsecValues[0]).sign("msg_1", new Date(now), text);
  const request = posted(new TextEncoder().encode(text), {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Date.parse(now) / 1000),
    "webhook-signature": signature,
  });
  const judge = (options: object, value: string = whsecValues[0], at = now) =>
    standardWebhooks(options)(request, [secretOf(value)], at, connection);
  expect(await judge({})).toMatchObject({ ok: true });
  expect(await judge({}, whsecValues[1])).toEqual({ ok: false, reason: "signature-wrong" });
  const later = "2026-03-01T09:30:30Z";
  expect(await judge({ toleranceSeconds: 10 }, whsecValues[0], later)).toEqual({
    ok: false,
    reason: "stale",
  });
});
