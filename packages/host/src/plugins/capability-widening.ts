import type { Capabilities } from "@cxkit/core";

/**
 * What a plugin asks for beyond what it was granted, in words: a new host, method, data class, secret, place for a secret, or leave to
 * run in the host's process. What it no longer asks for needs no word: it no longer has it.
 *
 * @returns none when everything was granted
 * @example capabilityWidening({ network: [{ host: "api.acme.com", why: "Reviews" }] }, {}) // => ["network: GET api.acme.com (Reviews)"]
 */
export function capabilityWidening(asked: Capabilities = {}, granted: Capabilities = {}): readonly string[] {
  return [
    ...newPlaces(asked, granted),
    ...newClasses(asked, granted),
    ...newSecrets(asked, granted),
    ...newRooms(asked, granted),
  ];
}

function newPlaces({ network = [] }: Capabilities, granted: Capabilities): string[] {
  return network.flatMap(({ host, methods = ["GET"], why }) => {
    const allowed = new Set(
      (granted.network ?? [])
        .filter((one) => covers(one.host, host))
        .flatMap((one) => one.methods ?? ["GET"]),
    );
    const more = methods.filter((method) => !allowed.has(method));
    return more.length === 0 ? [] : [`network: ${more.join(", ")} ${host} (${why})`];
  });
}

function newClasses({ data = [] }: Capabilities, granted: Capabilities): string[] {
  const allowed = new Set((granted.data ?? []).flatMap(({ classes }) => classes));
  return data.flatMap(({ classes, why }) => {
    const more = classes.filter((one) => !allowed.has(one));
    return more.length === 0 ? [] : [`data: ${more.join(", ")} (${why})`];
  });
}

function newSecrets({ secrets = [] }: Capabilities, granted: Capabilities): string[] {
  return secrets.flatMap(({ name, hosts = [], why }) => {
    const same = (granted.secrets ?? []).filter((one) => one.name === name);
    if (same.length === 0) {
      const places = hosts.length === 0 ? "" : `, sent to ${hosts.join(", ")}`;
      return [`secret: ${name}${places} (${why})`];
    }
    const allowed = same.flatMap((one) => one.hosts ?? []);
    const more = hosts.filter((host) => !allowed.some((one) => covers(one, host)));
    return more.length === 0 ? [] : [`secret: ${name}, sent to ${more.join(", ")} (${why})`];
  });
}

function newRooms({ inProcess }: Capabilities, granted: Capabilities): string[] {
  return inProcess === undefined || granted.inProcess !== undefined
    ? []
    : [`in the host's process, unfenced (${inProcess.why})`];
}

/** A wildcard stands for exactly one label. */
function covers(granted: string, asked: string): boolean {
  if (granted === asked) return true;
  if (!granted.startsWith("*.") || asked.startsWith("*") || asked.startsWith("$")) return false;
  const dot = asked.indexOf(".");
  return dot > 0 && asked.slice(dot) === granted.slice(1);
}
