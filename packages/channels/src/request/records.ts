import {
  isCxError,
  type RawRequest,
  type Refused,
  type Secret,
  type Secrets,
  type Verified,
} from "@cxkit/core";
import { messageDigest, type NotProven, type Proven, type ProvenInTime } from "@cxkit/signing";

/** What a proof says beyond that it holds: replay key and end, where the scheme signs a time. */
type Proof = Proven | ProvenInTime | NotProven;

/** One record of a request: its JSON value, or why this one of several could not be read. */
export type JsonRecord =
  | { readonly path: string; readonly value: unknown }
  | { readonly path: string; readonly problem: string };

/**
 * Proves a request, and only then reads it.
 *
 * @param prove told the secrets under `webhook`
 * @param read throws `CxError` `invalid-event` for a body that is not the producer's
 */
export async function received<Raw>(
  request: RawRequest,
  secrets: Secrets,
  prove: (secrets: readonly Secret[]) => Promise<Proof>,
  read: (request: RawRequest) => readonly Raw[],
  delivery?: (records: readonly Raw[]) => string | undefined,
): Promise<Verified<Raw> | Refused> {
  if (request.method !== "POST") return { verified: false, status: 405, reason: "method-not-allowed" };
  const proof = await prove(secrets["webhook"] ?? []);
  if (!proof.ok) return { verified: false, status: 401, reason: proof.reason };
  try {
    const records = read(request);
    // Where no time is signed, a request can be sent again for ever: it is known again by its bytes.
    const id = delivery?.(records) ?? ("digest" in proof ? undefined : messageDigest(request.body));
    return {
      verified: true,
      records,
      ...(id !== undefined && { delivery: id }),
      ...("digest" in proof && { once: { key: proof.digest, until: proof.until } }),
    };
  } catch (thrown) {
    if (!isCxError(thrown, "invalid-event")) throw thrown;
    return { verified: false, status: 400, reason: "unreadable-body" };
  }
}

/** The media type of a request, without its parameters. */
export function mediaType(request: RawRequest): string {
  const [type = ""] = (request.headers["content-type"] ?? "").split(";");
  return type.trim().toLowerCase();
}
