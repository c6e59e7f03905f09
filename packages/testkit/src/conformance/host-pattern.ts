/**
 * Whether a host is one that a manifest declares: exact, with one leading wildcard label, or the one that a field of the configuration names.
 *
 * @example hostAllowed("*.example.com", "eu.example.com", {}) // => true
 */
export function hostAllowed(pattern: string, host: string, config: unknown): boolean {
  const [, field] = /^\$\{config:([^}]+)\}$/.exec(pattern) ?? [];
  if (field !== undefined) {
    const told = typeof config === "object" && config !== null ? Reflect.get(config, field) : undefined;
    if (typeof told !== "string") return false;
    return (URL.canParse(told) ? new URL(told).host : told) === host;
  }
  if (!pattern.startsWith("*.")) return pattern === host;
  const label = host.slice(0, Math.max(0, host.length - pattern.length + 1));
  return host.endsWith(pattern.slice(1)) && label !== "" && !label.includes(".");
}
