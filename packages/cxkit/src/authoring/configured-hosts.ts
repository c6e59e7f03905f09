/**
 * How a manifest names a host that the configuration decides: `${config:server}` where a field says it, as host or address, and
 * `*.example.com` where a field says its first label. Tests give the configuration of nobody, and so nobody's host: what holds for
 * everybody is the field.
 *
 * @param host as in an address, with a port where it is not the usual one
 * @returns the field's form first; empty where the configuration says nothing of it
 * @example configuredHosts("acme.example.com", { site: "https://acme.example.com/a" }) // => ["${config:site}"]
 * @example configuredHosts("acme.example.com", { account: "acme" }) // => ["*.example.com"]
 */
export function configuredHosts(host: string, config: unknown): readonly string[] {
  const [label = "", ...rest] = host.toLowerCase().split(".");
  const found: string[] = [];
  const wild: string[] = [];
  for (const [field, value] of textFields(config, [])) {
    const said = value.toLowerCase();
    const named = /^https?:\/\//.test(said) ? (URL.canParse(said) ? new URL(said).host : "") : said;
    if (named === host.toLowerCase()) found.push(`\${config:${field}}`);
    // Two labels are left, or it would be a wildcard over everybody's.
    else if (said === label && rest.length >= 2) wild.push(`*.${rest.join(".")}`);
  }
  return [...new Set([...found, ...wild])];
}

function textFields(value: unknown, path: readonly string[]): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path.join("."), value]];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => textFields(inner, [...path, key]));
}
