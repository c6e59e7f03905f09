import { hkdfSync } from "node:crypto";

/** What a workspace's one key is used for. Each use has a key of its own, from which neither the others nor the one can be told. */
export type KeyPurpose = "subjects" | "links";

/** The key of one purpose: HKDF with SHA-256 (RFC 5869), 32 bytes. */
export function derivedKey(key: Uint8Array, purpose: KeyPurpose): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, new Uint8Array(0), `cxkit/${purpose}/v1`, 32));
}
