import { isIP } from "node:net";
import { cxError } from "@cxkit/core";
import type { Connection } from "@cxkit/host";

/** Whether an address is this machine's own, reached from nowhere else. */
export function isLoopback(address: string): boolean {
  const plain = address
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/^::ffff:(?=\d)/, "");
  if (isIP(plain) === 4) return plain.startsWith("127.");
  return plain === "::1" || plain === "localhost";
}

/** How others can come to a server. */
export interface Reach {
  readonly address: string;
  readonly publicUrl?: string | undefined;
  readonly trustProxy?: readonly string[] | undefined;
}

/**
 * Sees to it that whoever can reach the server has to prove who they are.
 *
 * @throws {CxError} `invalid-setup`, naming them, when connections take what nobody signed and somebody else could send it
 */
export function checkReach(connections: readonly Connection[], reach: Reach): void {
  const way = wayIn(reach);
  const open = connections.filter(provesNothing).map(({ id }) => id);
  if (way === null || open.length === 0) return;
  const [what, their] =
    open.length === 1
      ? [`connection ${open[0]} takes`, "its secret"]
      : [`connections ${open.join(", ")} take`, "their secrets"];
  throw cxError(
    "invalid-setup",
    `${what} requests that nobody signed, and ${way}: give ${their}, or serve this machine alone`,
    { path: `connections.${open[0]}` },
  );
}

/** How somebody else could come in, in words; `null` when only this machine can. */
function wayIn({ address, publicUrl, trustProxy = [] }: Reach): string | null {
  if (!isLoopback(address)) return `others reach ${address}`;
  if (publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname)) return `others reach ${publicUrl}`;
  return trustProxy.length > 0 ? "a proxy brings those of others" : null;
}

/** Whether a connection has a webhook that anybody could call. */
function provesNothing({ channel, secrets = {}, unsigned }: Connection): boolean {
  if (!channel.webhook) return false;
  const needed = channel.webhook.secrets;
  return (
    unsigned === true || needed.length === 0 || needed.some((name) => (secrets[name] ?? []).length === 0)
  );
}

/**
 * The beginning of every address, without a slash at its end.
 *
 * @throws {CxError} `invalid-setup` when it is no address that a path can be added to
 */
export function publicBase(publicUrl: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const plain = url && /^https?:$/.test(url.protocol) && `${url.search}${url.hash}${url.username}` === "";
  if (!plain)
    throw cxError(
      "invalid-setup",
      `publicUrl requires http(s)://host/path without a query, got ${publicUrl}`,
      {
        path: "publicUrl",
      },
    );
  return publicUrl.replace(/\/+$/, "");
}
