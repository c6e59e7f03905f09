import { type CapabilityUse, personalClasses } from "./usage-log.ts";

/** What was used here or there. */
export function mergedUse(all: readonly CapabilityUse[]): CapabilityUse {
  const network = new Map<string, CapabilityUse["network"][number]>();
  const configured: Record<string, readonly string[]> = {};
  const secrets = new Map<string, ReadonlySet<string>>();
  for (const used of all) {
    for (const one of used.network) {
      const key = `${one.method} ${one.host}`;
      network.set(key, { ...one, times: one.times + (network.get(key)?.times ?? 0) });
    }
    for (const [host, forms] of Object.entries(used.configured))
      configured[host] = [...new Set([...(configured[host] ?? []), ...forms])];
    for (const { name, hosts } of used.secrets)
      secrets.set(name, new Set([...(secrets.get(name) ?? []), ...hosts]));
  }
  return {
    network: [...network.values()],
    configured,
    secrets: [...secrets].map(([name, hosts]) => ({ name, hosts: [...hosts].toSorted() })),
    classes: personalClasses.filter((one) => all.some(({ classes }) => classes.includes(one))),
  };
}
