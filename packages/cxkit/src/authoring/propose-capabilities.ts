import type { Capabilities, DataCapability, DataClass, PluginManifest } from "@cxkit/core";
import { isLocalHost } from "./local-host.ts";
import type { CapabilityUse } from "./usage-log.ts";

/** What a plugin should ask for, beside what it asks for now. */
export interface ProposedCapabilities {
  readonly capabilities: Capabilities;
  /** In words: what was used and is not asked for, and what is asked for and was not used. */
  readonly differences: readonly string[];
  /** In words: what was seen and is not proposed, or kept without having been seen. */
  readonly remarks: readonly string[];
}

/**
 * The least that a plugin needs, by what it used while its fixtures were played and its tests ran. Reasons of what it asks for already are kept; a
 * new one has to be written by the author. What neither reaches is proposed away: read the differences.
 *
 * A host that the configuration decides is proposed by the field that says it. Classes of data are kept as they are asked for where code reads
 * what was collected, for which fields it uses cannot be seen.
 *
 * @example
 * const used = { network: [{ host: "api.example.com", method: "GET", times: 2 }], configured: {}, secrets: [], classes: [] };
 * proposeCapabilities({ manifestVersion: 1, id: "acme.reviews", contributes: {} }, used).differences // => ["network: GET api.example.com is used and not asked for"]
 */
export function proposeCapabilities(manifest: PluginManifest, used: CapabilityUse): ProposedCapabilities {
  const { capabilities: asked = {} } = manifest;
  const remarks: string[] = [];
  const places = placesOf(asked, used, remarks);
  const network = proposedNetwork(asked, used, places);
  const secrets = proposedSecrets(asked, used, places);
  const data = proposedData(manifest, used, remarks);
  return {
    capabilities: {
      ...(network.proposed.length > 0 && { network: network.proposed }),
      ...(secrets.proposed.length > 0 && { secrets: secrets.proposed }),
      ...(data.proposed.length > 0 && { data: data.proposed }),
      ...(asked.inProcess && { inProcess: asked.inProcess }),
    },
    differences: [...network.differences, ...secrets.differences, ...data.differences],
    remarks,
  };
}

interface Proposed<Part> {
  readonly proposed: readonly Part[];
  readonly differences: readonly string[];
}

/** Each host that was used, as a manifest names it; a host that is nobody's but the test's is left out. */
function placesOf(
  asked: Capabilities,
  { network, configured }: CapabilityUse,
  remarks: string[],
): ReadonlyMap<string, string> {
  const written = [
    ...(asked.network ?? []).map(({ host }) => host),
    ...(asked.secrets ?? []).flatMap(({ hosts = [] }) => hosts),
  ];
  const places = new Map<string, string>();
  for (const host of new Set(network.map((one) => one.host))) {
    const forms = configured[host] ?? [];
    // A wildcard stays one: whoever wrote it knows of hosts that no test has.
    const known =
      written.find((one) => one === host) ??
      written.find((one) => forms.includes(one)) ??
      written.find((one) => covers(one, host));
    if (known === undefined && forms[0] === undefined && isLocalHost(host))
      remarks.push(`network: ${host} is this machine, and is not proposed: a test's own server, it seems`);
    else if (known === undefined && host === kitsElsewhere)
      remarks.push(
        `network: ${host} is where the conformance kit redirects to, and is not proposed: the plugin follows redirects, and the host it is redirected to has to be asked for`,
      );
    else places.set(host, known ?? forms[0] ?? host);
  }
  return places;
}

/** Nobody's host: the kit answers with it to see who follows. */
const kitsElsewhere = "elsewhere.example.net";

function proposedNetwork(
  asked: Capabilities,
  used: CapabilityUse,
  places: ReadonlyMap<string, string>,
): Proposed<NonNullable<Capabilities["network"]>[number]> {
  const differences: string[] = [];
  const proposed = [...new Set(places.values())].toSorted().map((place) => {
    const requests = used.network.filter(({ host }) => places.get(host) === place);
    const methods = requests.map(({ method }) => method);
    // What stands for more than the tests' own host is said with it.
    const hosts = [...new Set(requests.map(({ host }) => host))];
    const seen = hosts.join() === place ? "" : ` (${hosts.join(", ")} here)`;
    const known = asked.network?.find(({ host }) => host === place);
    const sorted = [...new Set(methods)].toSorted();
    for (const method of sorted)
      if (!(known?.methods ?? (known ? ["GET"] : [])).includes(method))
        differences.push(`network: ${method} ${place} is used and not asked for${seen}`);
    return { host: place, ...(sorted.join() !== "GET" && { methods: sorted }), why: known?.why ?? "" };
  });
  for (const { host, methods = ["GET"] } of asked.network ?? []) {
    const found = proposed.find((one) => one.host === host);
    if (!found) differences.push(`network: ${host} is asked for and was not used`);
    const spare = methods.filter((method) => !(found?.methods ?? ["GET"]).includes(method));
    if (found && spare.length > 0)
      differences.push(`network: ${spare.join(", ")} ${host} is asked for and was not used`);
  }
  return { proposed, differences };
}

function proposedSecrets(
  asked: Capabilities,
  used: CapabilityUse,
  places: ReadonlyMap<string, string>,
): Proposed<NonNullable<Capabilities["secrets"]>[number]> {
  const differences: string[] = [];
  const proposed = used.secrets
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, hosts: sent }) => {
      const known = asked.secrets?.find((one) => one.name === name);
      const hosts = [...new Set(sent.flatMap((host) => places.get(host) ?? []))].toSorted();
      if (!known) differences.push(`secrets: ${name} is used and not asked for`);
      for (const host of hosts)
        if (known && !known.hosts?.includes(host))
          differences.push(`secrets: ${name} is sent to ${host}, which is not asked for`);
      for (const host of known?.hosts ?? [])
        if (!hosts.includes(host)) differences.push(`secrets: ${name} may be sent to ${host}, and was not`);
      return { name, ...(hosts.length > 0 && { hosts }), why: known?.why ?? "" };
    });
  for (const { name } of asked.secrets ?? [])
    if (!used.secrets.some((one) => one.name === name))
      differences.push(`secrets: ${name} is asked for and was not used`);
  return { proposed, differences };
}

function proposedData(
  { capabilities, contributes }: PluginManifest,
  used: CapabilityUse,
  remarks: string[],
): Proposed<DataCapability> {
  const differences: string[] = [];
  const asked = capabilities?.data ?? [];
  const known = new Set(asked.flatMap(({ classes }) => classes));
  const { commands = [], reports = [], metrics = [], alertRules = [], textAnalyzers = [] } = contributes;
  // An analyzer is given nothing but what customers wrote.
  const needed = new Set<DataClass>([
    ...used.classes,
    ...(textAnalyzers.length > 0 ? (["free-text"] as const) : []),
  ]);
  const readers = [...commands, ...reports, ...metrics, ...alertRules].filter((entry) => "module" in entry);
  const kept = [...known].filter((one) => !needed.has(one) && (one === "public" || readers.length > 0));
  for (const one of needed) if (!known.has(one)) differences.push(`data: ${one} is used and not asked for`);
  for (const one of known)
    if (!needed.has(one) && !kept.includes(one))
      differences.push(`data: ${one} is asked for and changed nothing`);
  if (readers.length > 0)
    remarks.push(
      `data: which fields ${readers.map(({ id }) => id).join(", ")} ${readers.length > 1 ? "read" : "reads"} cannot be seen: ${kept.length > 0 ? `${kept.join(", ")} stay${kept.length > 1 ? "" : "s"} asked for` : "ask for their classes by hand"}`,
    );
  const proposed = asked
    .map(({ classes, why }) => ({
      classes: classes.filter((one) => needed.has(one) || kept.includes(one)),
      why,
    }))
    .filter(({ classes }) => classes.length > 0);
  const fresh = [...needed].filter((one) => !known.has(one));
  return { proposed: fresh.length > 0 ? [...proposed, { classes: fresh, why: "" }] : proposed, differences };
}

/** `*.example.com` covers one label. */
function covers(pattern: string, host: string): boolean {
  return pattern.startsWith("*.") && host.slice(host.indexOf(".") + 1) === pattern.slice(2);
}
