// A webhook of Typeform's, proved and read with no host, in a page.
// Bundled with: esbuild typeform-webhook.ts --bundle --format=esm --splitting --outdir=dist
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
const hmac = { name: "HMAC", hash: "SHA-256" };
const bytes = new TextEncoder();
const key = await crypto.subtle.importKey("raw", bytes.encode("s3cret"), hmac, false, ["sign"]);
const signed = new Uint8Array(await crypto.subtle.sign(hmac, key, bytes.encode(body)));
const signature = btoa(String.fromCharCode(...signed));

const receive = (text: string) =>
  typeform.webhook!.verify(
    {
      method: "POST",
      url: "https://shop.example.com/typeform",
      headers: { "content-type": "application/json", "typeform-signature": `sha256=${signature}` },
      body: bytes.encode(text),
    },
    { webhook: [secretOf("s3cret")] },
    new Date().toISOString(),
    config,
  );

const lines: string[] = [];
const received = await receive(body);
if (!received.verified) throw new Error(received.reason);
lines.push(`verified ${received.delivery}`);
for (const record of received.records)
  lines.push(JSON.stringify(typeform.decode(record, createContext(config)).events[0], null, 2));

// One byte is another: the 9 is an 8.
const altered = await receive(body.replace('"number":9', '"number":8'));
lines.push(altered.verified ? "verified" : `refused: ${altered.status} ${altered.reason}`);

const wrong = await schema.validate({ itmes: items });
lines.push(`configuration: ${wrong.issues?.[0]?.message}`);

document.querySelector<HTMLOutputElement>("#result")!.value = lines.join("\n");
