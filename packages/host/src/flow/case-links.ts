import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "@cxkit/core";
import type { CaseLink } from "../host.ts";
import { derivedKey } from "./derived-keys.ts";

/** What a link stands for, as it is written in it. */
export interface LinkClaim {
  readonly case: string;
  readonly action: CaseLink["action"];
  readonly owner: string;
  /** In milliseconds since 1970-01-01T00:00Z. */
  readonly expires: number;
  /** Tells links apart that say the same. */
  readonly nonce: string;
}

/** Makes and reads the links by which somebody acts on a case from a message, without an account. */
export interface CaseLinks {
  /** The same for the same message, so that a message that is sent again carries the same link. */
  token(claim: {
    readonly case: string;
    readonly action: CaseLink["action"];
    readonly owner: string;
    /** When the message was made. */
    readonly at: Instant;
    readonly idempotencyKey: string;
  }): string;
  /** What a token says; `undefined` unless it is one of ours, to the bit. Whether it is expired or used is for the caller to see. */
  read(token: string): LinkClaim | undefined;
}

/** How long a link is good for: fourteen days, in milliseconds. */
export const linkLife = 14 * 86_400_000;

const longestToken = 2_048;
const actions: ReadonlySet<unknown> = new Set<CaseLink["action"]>(["acknowledge", "note", "close"]);

/**
 * Links signed with a key of their own: HMAC with SHA-256 over the claim as it stands in the token. Whoever has the link may do the one
 * thing it says, once; that is what it is for, so it goes to the owner's own address and nowhere else.
 */
export function caseLinks(key: Uint8Array): CaseLinks {
  const linkKey = derivedKey(key, "links");
  const mac = (text: string): Buffer => createHmac("sha256", linkKey).update(text).digest();
  return {
    token({ case: id, action, owner, at, idempotencyKey }) {
      const nonce = mac(JSON.stringify(["nonce", idempotencyKey, action, owner]))
        .toString("base64url")
        .slice(0, 16);
      const claim = [version, id, action, owner, Date.parse(at) + linkLife, nonce];
      const text = Buffer.from(JSON.stringify(claim), "utf8").toString("base64url");
      return `${text}.${mac(text).toString("base64url")}`;
    },
    read(token) {
      if (typeof token !== "string" || token.length > longestToken) return undefined;
      const [text = "", proof = "", ...rest] = token.split(".");
      if (text === "" || rest.length > 0) return undefined;
      const expected = Buffer.from(mac(text).toString("base64url"), "latin1");
      const given = Buffer.from(proof, "latin1");
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return claimOf(text);
    },
  };
}

const version = 1;

/** The claim in a text that we signed; of another version there may be some one day. */
function claimOf(text: string): LinkClaim | undefined {
  const claim = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as readonly unknown[];
  const [made, id, action, owner, expires, nonce] = claim;
  if (made !== version || !actions.has(action)) return undefined;
  return {
    case: String(id),
    action: action as CaseLink["action"],
    owner: String(owner),
    expires: Number(expires),
    nonce: String(nonce),
  };
}
