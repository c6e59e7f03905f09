// A webhook of Typeform's, proved and read with no host: `node typeform-webhook.ts`
import { createHmac } from "node:crypto";
import { typeform } from "@cxkit/channels/typeform";
import { createContext } from "@cxkit/core/context";
import { secretOf } from "@cxkit/signing";

// The schema is loaded when something is first checked against it.
const schema = typeform.config["~standard"];
const items = { "recommend-us": { item: "recommend", construct: "nps" } };
const checked = await schema.validate({ form: "abc", items });
if (checked.issues) throw new Error(checked.issues[0]?.message);
const config = checked.value;

// What arrives: a body, and the signature that Typeform makes of its bytes with the secret you gave it.
const answers = [{ type: "number", number: 9, field: { ref: "recommend-us", type: "nps" } }];
const response = { form_id: "abc", token: "t1", submitted_at: "2026-03-01T09:30:00Z", answers };
const body = JSON.stringify({ event_id: "e1", event_type: "form_response", form_response: response });
const signature = createHmac("sha256", "s3cret").update(body).digest("base64");

const receive = (text: string) =>
  typeform.webhook!.verify(
    {
      method: "POST",
      url: "https://shop.example.com/typeform",
      headers: { "content-type": "application/json", "typeform-signature": `sha256=${signature}` },
      body: new TextEncoder().encode(text),
    },
    { webhook: [secretOf("s3cret")] },
    new Date().toISOString(),
    config,
  );

const received = await receive(body);
if (!received.verified) throw new Error(received.reason);
console.log("verified", received.delivery);
for (const record of received.records)
  console.log(JSON.stringify(typeform.decode(record, createContext(config)).events[0], null, 2));

// One byte is another: the 9 is an 8.
const altered = await receive(body.replace('"number":9', '"number":8'));
console.log(altered.verified ? "verified" : `refused: ${altered.status} ${altered.reason}`);

const wrong = await schema.validate({ itmes: items });
console.log("configuration:", wrong.issues?.[0]?.message);
