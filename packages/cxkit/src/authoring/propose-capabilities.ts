import type { Capabilities, PluginManifest } from "@cxkit/core";
import type { CapabilityUse } from "./usage-log.ts";

/** What a plugin should ask for, beside what it asks for now. */
export interface ProposedCapabilities {
  readonly capabilities: Capabilities;
  /** In words: what was used and is not asked for, and what is asked for and was not used. */
  readonly differences: readonly string[];
}

/**
 * The least that a plugin needs, by what it used while its fixtures were played. Reasons of what it asks for already are kept; a new one has to
 * be written by the author. What fixtures do not reach is proposed away: read the differences.
 *
 * @example
 * const used = { network: [{ host: "api.example.com", method: "GET", times: 2 }], secrets: [], classes: [] };
 * proposeCapabilities({ manifestVersion: 1, id: "acme.reviews", contributes: {} }, used).differences // => ["network: GET api.example.com is used and not asked for"]
 */
export function proposeCapabilities(
  { capabilities: asked = {} }: PluginManifest,
  used: CapabilityUse,
): ProposedCapabilities {
  const differences: string[] = [];
  const network = [...new Set(used.network.map(({ host }) => host))].toSorted().map((host) => {
    const methods = used.network.filter((one) => one.host === host).map(({ method }) => method);
    const known = asked.network?.find((one) => one.host === host || covers(one.host, host));
    for (const method of methods)
      if (!(known?.methods ?? (known ? ["GET"] : [])).includes(method))
        differences.push(`network: ${method} ${host} is used and not asked for`);
    const sorted = [...new Set(methods)].toSorted();
    // A wildcard stays one: whoever wrote it knows of hosts that no fixture has.
    return {
      host: known?.host ?? host,
      ...(sorted.join() !== "GET" && { methods: sorted }),
      why: known?.why ?? "",
    };
  });
  for (const one of asked.network ?? []) {
    const found = network.find(({ host }) => host === one.host);
    if (!found) differences.push(`network: ${one.host} is asked for and was not used`);
    const spare = (one.methods ?? ["GET"]).filter((method) => !(found?.methods ?? ["GET"]).includes(method));
    if (found && spare.length > 0)
      differences.push(`network: ${spare.join(", ")} ${one.host} is asked for and was not used`);
  }
  const secrets = used.secrets
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, hosts }) => {
      const known = asked.secrets?.find((one) => one.name === name);
      if (!known) differences.push(`secrets: ${name} is used and not asked for`);
      for (const host of hosts)
        if (known && !known.hosts?.some((one) => one === host || covers(one, host)))
          differences.push(`secrets: ${name} is sent to ${host}, which is not asked for`);
      for (const host of known?.hosts ?? [])
        if (!hosts.some((one) => one === host || covers(host, one)))
          differences.push(`secrets: ${name} may be sent to ${host}, and was not`);
      return { name, ...(hosts.length > 0 && { hosts }), why: known?.why ?? "" };
    });
  for (const { name } of asked.secrets ?? [])
    if (!used.secrets.some((one) => one.name === name))
      differences.push(`secrets: ${name} is asked for and was not used`);
  const known = new Set(asked.data?.flatMap(({ classes }) => classes));
  for (const one of used.classes)
    if (!known.has(one)) differences.push(`data: ${one} is used and not asked for`);
  for (const one of known)
    if (one !== "public" && !used.classes.some((other) => other === one))
      differences.push(`data: ${one} is asked for and changed nothing`);
  const data = used.classes.length > 0 ? [{ classes: used.classes, why: asked.data?.[0]?.why ?? "" }] : [];
  return {
    capabilities: {
      ...(network.length > 0 && {
        network: network.filter(({ host }, at) => network.findIndex((one) => one.host === host) === at),
      }),
      ...(secrets.length > 0 && { secrets }),
      ...(data.length > 0 && { data }),
      ...(asked.inProcess && { inProcess: asked.inProcess }),
    },
    differences,
  };
}

/** `*.example.com` covers one label. */
function covers(pattern: string, host: string): boolean {
  return pattern.startsWith("*.") && host.slice(host.indexOf(".") + 1) === pattern.slice(2);
}
