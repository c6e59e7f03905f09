import { secretOf, signHmac } from "@cxkit/signing";
import { pluginMaterial } from "cxkit/plugin-material";
const review = { text: "Quick and friendly.", written_at: "2026-03-01T09:00:00Z" };
/** The shop, as far as the channel knows it: what it sends, and how it signs. */
const webhook = {
  bodies: [JSON.stringify({ id: "r1", stars: 5, ...review }), JSON.stringify({ id: "r2", ...review })],
  signed: ["x-shop-signature"] as const,
  secretOf,
  async sign(body: Uint8Array, secrets: readonly ReturnType<typeof secretOf>[]) {
    const signature = await signHmac({ secrets, hash: "SHA-256", encoding: "hex", message: body });
    return { method: "POST", url: "/", headers: { "x-shop-signature": signature }, body };
  },
};
const rest = { malformed: [{ id: "r3" }], edits: [], deletions: [], released: null };
export const shop = { config: { shop: "main" }, webhook, ...rest, ...(await pluginMaterial("my-thing")) };
