import { cxError } from "@cxkit/core";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Places that an operator allows although they are private. */
export interface AllowedPlaces {
  /** Whether a host was allowed by its name, on this port. */
  readonly host: (host: string, port: number) => boolean;
  /** Whether an address may be spoken to. */
  readonly address: (address: string, port: number, byName: boolean) => boolean;
}

/**
 * Reads what an operator allows: `intranet`, `intranet:8443`, `10.1.2.3`, `10.0.0.0/8`, `[fd00::1]:8080`, `fd00::/8`.
 *
 * Everybody's addresses are allowed anyhow. An allowed name may be private, on the machine itself or in a carrier's network, yet never
 * link-local (there clouds keep their keys), unspecified, multicast or a tunnel into another family: those need a range of their own.
 *
 * @throws {CxError} `invalid-setup` for an entry that is none of these
 */
export function allowedPlaces(entries: readonly string[]): AllowedPlaces {
  const names: { readonly name: string; readonly port: number | null }[] = [];
  const ranges: { readonly address: Address; readonly bits: number; readonly port: number | null }[] = [];
  for (const [index, entry] of entries.entries()) {
    const wrong = () =>
      cxError("invalid-setup", `allow needs a host, a host with a port, or a range such as 10.0.0.0/8`, {
        path: `allow.${index}`,
      });
    if (ipaddr.isValidCIDR(entry)) {
      const [address, bits] = ipaddr.parseCIDR(entry);
      ranges.push({ address, bits, port: null });
      continue;
    }
    const [, bracketed, bare, digits] = /^(?:\[([^\]]+)\]|([^:[\]/]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
    const text = bracketed ?? bare ?? entry;
    const port = digits === undefined ? null : Number(digits);
    if (port !== null && (port < 1 || port > 65_535)) throw wrong();
    const address = addressOf(text);
    if (address) ranges.push({ address, bits: address.kind() === "ipv4" ? 32 : 128, port });
    else if (bare !== undefined && /^[\w.-]*[a-z][\w.-]*$/i.test(bare))
      names.push({ name: plain(bare), port });
    else throw wrong();
  }
  return {
    host: (host, port) =>
      names.some((allowed) => allowed.name === plain(host) && (allowed.port ?? port) === port),
    address(text, port, byName) {
      const address = addressOf(text);
      if (!address) return false;
      const listed = ranges.some(
        (range) =>
          range.address.kind() === address.kind() &&
          (range.port ?? port) === port &&
          address.match([range.address, range.bits]),
      );
      return listed || isEverybodys(address) || (byName && nearby.has(address.range()));
    },
  };
}

const nearby = new Set<string>(["private", "loopback", "carrierGradeNat", "uniqueLocal"]);

/** Only 2000::/3 is anybody's in version 6; what lies outside and has no name of its own (::127.0.0.1) is no unicast address. */
function isEverybodys(address: Address): boolean {
  if (address.range() !== "unicast") return false;
  return address.kind() === "ipv4" || ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}

/** Strict: four decimal parts, or version 6 without a zone. */
function addressOf(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return text.includes(":") && !text.includes("%") && ipaddr.IPv6.isValid(text)
    ? ipaddr.IPv6.parse(text)
    : undefined;
}

function plain(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}
