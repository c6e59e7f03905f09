// Asks the shop for its page, sends the workspace an answer, signed and forged: `node check.ts`
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { messageOf, secretOf, signStandardWebhook } from "@cxkit/signing";
import { shop } from "./server.ts";

const directory = mkdtempSync(path.join(tmpdir(), "cxkit-shop-"));
const secret = `whsec_${Buffer.from("only an example, 24 bytes").toString("base64")}`;
const { server, close } = await shop(directory, secret, new Uint8Array(32).fill(1));
await once(server.listen(0, "127.0.0.1"), "listening");
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

process.stdout.write(await (await fetch(`${address}/`)).text());

const body = messageOf(JSON.stringify({ id: 17, answered_at: "2026-03-01T09:30:00Z", nps: 9 }));
const attempt = { id: "msg_1", now: new Date().toISOString() };
for (const signer of [secret, "somebody else's"]) {
  const signature = await signStandardWebhook(body, [secretOf(signer)], attempt);
  const headers = { "content-type": "application/json", ...signature };
  const answer = await fetch(`${address}/cx/hooks/survey`, {
    method: "POST",
    headers,
    body: Buffer.from(body),
  });
  console.log(answer.status, await answer.text());
}
console.log((await fetch(`${address}/cx/health`)).status, (await fetch(`${address}/cx/elsewhere`)).status);

await close();
rmSync(directory, { recursive: true });
