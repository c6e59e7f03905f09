import { type RsaAlgorithm, verifyRsa } from "@cxkit/signing";
import type { Proof, Scheme } from "../authoring/scheme.ts";
import type { AlipayConfig } from "./config.ts";
import { bytesOf, type Pair, pairsOf, unescaped } from "./parameters.ts";
import { textsOf, written } from "./texts.ts";

const algorithms: { readonly [type in "RSA2" | "RSA"]: RsaAlgorithm } = {
  RSA2: "RSA-SHA-256",
  RSA: "RSA-SHA-1",
};

/**
 * The scheme of Alipay's asynchronous notifications: RSA over the parameters in the order of their names, `k=v` joined by `&`, without `sign`.
 * Whether `sign_type` is among them, and whether values have one layer of escapes more, differs for historical reasons; all four ways are
 * tried. What was proven is what is read: where it is not what the body says plainly, it is kept in its place.
 *
 * @source Alipay's own SDK tries `sign_type` both ways (`checkNotifySign`), and values both ways (`checkNotifySignV2`)
 */
export const notifyScheme: Scheme<AlipayConfig> = async (
  { body },
  secrets,
  _,
  { config },
): Promise<Proof> => {
  const pairs = pairsOf(body);
  if (!pairs) return { ok: false, reason: "parameters-malformed" };
  const known = new Map(pairs);
  const type = known.get("sign_type") ?? "RSA2";
  if ((type !== "RSA2" && type !== "RSA") || !(config.signatures ?? ["RSA2"]).includes(type))
    return { ok: false, reason: "signature-type" };
  const plain = pairs.filter(([name]) => name !== "sign");
  const deeper = onceMore(plain);
  let refusal: Proof = { ok: false, reason: "signature-wrong" };
  for (const values of deeper ? [plain, deeper] : [plain]) {
    for (const signed of [values.filter(([name]) => name !== "sign_type"), values]) {
      const message = bytesOf(
        signed
          .toSorted(([left], [right]) => (left < right ? -1 : 1))
          .map(([name, value]) => `${name}=${value}`)
          .join("&"),
      );
      const signature = known.get("sign");
      refusal = await verifyRsa({ secrets, algorithm: algorithms[type], signature, message });
      if (!refusal.ok) continue;
      const texts = textsOf(values);
      // Another character set, or another layer of escapes: kept as what it says.
      const same = values === plain && /^utf-?8$/i.test(known.get("charset") ?? "utf-8");
      return { ok: true, ...(texts && !same && { opened: written(texts) }) };
    }
  }
  return refusal;
};

/** The parameters with one layer of escapes less; `undefined` where that changes nothing or cannot be. */
function onceMore(pairs: readonly Pair[]): readonly Pair[] | undefined {
  const deeper: Pair[] = [];
  for (const [name, value] of pairs) {
    const once = unescaped(value);
    if (once === undefined) return undefined;
    deeper.push([name, once]);
  }
  return pairs.some(([, value], index) => value !== deeper[index]?.[1]) ? deeper : undefined;
}
