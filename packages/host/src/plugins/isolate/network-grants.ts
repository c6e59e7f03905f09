import {
  cxError,
  type NetworkCapability,
  type Secret,
  type SecretCapability,
  type Secrets,
} from "@cxkit/core";

/** What a plugin's requests were granted. */
export interface NetworkGrants {
  /** Id of the plugin, for errors. */
  readonly plugin: string;
  readonly network: readonly NetworkCapability[];
  readonly secrets: readonly SecretCapability[];
  /** The connection's secrets by name. One that is not among them is a token that was fetched. */
  readonly held: Secrets;
  /** The connection's configuration, for hosts that are named by it. */
  readonly config?: unknown;
}

/** Decides about single requests. */
export interface NetworkDecision {
  /** @throws {CxError} `invalid-setup` with trouble `capability` when the place or the method was not granted */
  readonly place: (url: URL, method: string) => void;
  /** @throws {CxError} `invalid-setup` with trouble `capability` when the secret may not be sent there */
  readonly secret: (secret: Secret, url: URL) => void;
}

interface Place {
  /** Lower case, with a port where it is not the usual one; may begin with a wildcard. */
  readonly host: string;
  /** Only where the operator's own configuration says so. */
  readonly plain: boolean;
}

/**
 * Reads grants: a host is exact, has one leading wildcard label (`*.example.com` is `eu.example.com`, and neither `example.com` nor
 * `a.b.example.com`), or is what a field of the configuration says (`${config:server}`), as host or as address.
 *
 * Everything goes over TLS but to a place whose address in the operator's configuration begins with `http://`.
 */
export function networkDecision({ plugin, network, secrets, held, config }: NetworkGrants): NetworkDecision {
  const places = network.flatMap(({ host, methods = ["GET"] }) =>
    placesOf(host, config).map((place) => ({
      place,
      methods: methods.map((method) => method.toUpperCase()),
    })),
  );
  const hosts = new Map(
    secrets.map(({ name, hosts: granted = [] }) => [name, granted.flatMap((host) => placesOf(host, config))]),
  );
  const everySecrets = [...hosts.values()].flat();
  const names = new Map(
    Object.entries(held).flatMap(([name, all]) => all.map((secret) => [secret, name] as const)),
  );
  const refused = (what: string) =>
    cxError("invalid-setup", `plugin ${plugin} was not granted ${what}`, {
      contribution: plugin,
      trouble: "capability",
    });
  return {
    place(url, method) {
      const here = places.filter(({ place }) => matches(place, url));
      if (here.length === 0) throw refused(`${url.protocol}//${url.host}`);
      if (!here.some(({ methods }) => methods.includes(method))) throw refused(`${method} to ${url.host}`);
    },
    secret(secret, url) {
      const name = names.get(secret);
      // A token goes where the secrets go that it was given for.
      const granted = name === undefined ? everySecrets : (hosts.get(name) ?? []);
      if (!granted.some((place) => matches(place, url))) {
        throw refused(`to send ${name ?? secret.handle} to ${url.host}`);
      }
    },
  };
}

function placesOf(host: string, config: unknown): readonly Place[] {
  const [, field] = /^\$\{config:([^}]+)\}$/.exec(host) ?? [];
  if (field === undefined) return [{ host: plainHost(host), plain: false }];
  let value: unknown = config;
  for (const key of field.split(".")) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as { readonly [name: string]: unknown })[key]
        : undefined;
  }
  if (typeof value !== "string" || value === "" || value.includes("*")) return [];
  if (!/^https?:\/\//i.test(value)) return [{ host: plainHost(value), plain: false }];
  if (!URL.canParse(value)) return [];
  const url = new URL(value);
  return [{ host: plainHost(url.host), plain: url.protocol === "http:" }];
}

function matches({ host, plain }: Place, url: URL): boolean {
  if (url.protocol !== "https:" && !(plain && url.protocol === "http:")) return false;
  const asked = plainHost(url.host);
  if (!host.startsWith("*.")) return asked === host;
  const dot = asked.indexOf(".");
  return dot > 0 && asked.slice(dot) === host.slice(1);
}

function plainHost(host: string): string {
  return host.toLowerCase().replace(/\.(?=$|:)/, "");
}
