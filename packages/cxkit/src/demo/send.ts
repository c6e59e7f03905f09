import { Agent, request } from "node:http";
import type { Secret } from "@cxkit/core";
import { signHmac, signStandardWebhook } from "@cxkit/signing";
import type { Delivery } from "./deliveries.ts";

/** The producers' side: signs deliveries as each producer does, and sends them over real connections. */
export interface Sender extends Disposable {
  /** Sends one and returns the status of the answer. */
  send(delivery: Delivery, now: string): Promise<number>;
}

/** Keeps a few connections open. `forger` signs what does not come from the producer. */
export function sender(
  address: string,
  secrets: { readonly application: Secret; readonly form: Secret; readonly forger: Secret },
): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  /** Proofs as they went over the wire, for whoever sends one once more. */
  const recorded = new Map<string, object>();
  return {
    async send(delivery, now) {
      const body = new TextEncoder().encode(delivery.body);
      const secret = delivery.kind === "forged" ? secrets.forger : secrets[delivery.connection];
      const proof =
        delivery.kind === "replayed"
          ? recorded.get(delivery.id)
          : delivery.connection === "form"
            ? {
                "typeform-signature": await signHmac({
                  secrets: [secret],
                  hash: "SHA-256",
                  encoding: "base64",
                  prefix: "sha256=",
                  message: body,
                }),
              }
            : await signStandardWebhook(body, [secret], { id: delivery.id, now });
      if (delivery.kind === "new" && proof) recorded.set(delivery.id, proof);
      return await new Promise<number>((resolve, reject) => {
        const asked = request(
          `${address}/hooks/${delivery.connection}`,
          { method: "POST", agent, headers: { "content-type": delivery.contentType, ...proof } },
          (response) => {
            response.resume();
            response.on("end", () => resolve(response.statusCode ?? 0));
          },
        );
        asked.on("error", reject);
        asked.end(body);
      });
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}
