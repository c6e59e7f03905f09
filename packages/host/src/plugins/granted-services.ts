import { cxError, type Secret, type Secrets } from "@cxkit/core";
import { tokens } from "@cxkit/core/context";
import { secret } from "../secret.ts";
import type { LimitServices } from "./hosted-plugin.ts";
import { pluginHttp } from "./isolate/plugin-http.ts";

/** What waiting takes. */
export interface GrantedServicesParts {
  readonly timer: (run: () => void, milliseconds: number) => () => void;
}

/**
 * Limits services to what a plugin asks for in its manifest, which is what it was granted: a plugin that asks for more than that does not
 * run. Of secrets it gets those that it names; the network goes to the places that it names, a token's request among them.
 */
export function grantedServices({ timer }: GrantedServicesParts): LimitServices {
  return ({ manifest }, services, config) => {
    const { network = [], secrets = [] } = manifest.capabilities ?? {};
    const sent = new Set(secrets.flatMap(({ name, hosts = [] }) => (hosts.length > 0 ? [name] : [])));
    // What proves requests is used here, and sent nowhere.
    const proving = new Set(
      (manifest.contributes.channels ?? []).flatMap(({ webhook }) => webhook?.secrets ?? []),
    );
    const names = new Set([...secrets.map(({ name }) => name), ...proving]);
    const held: Secrets = Object.fromEntries(
      Object.entries(services.secrets)
        .filter(([name]) => names.has(name))
        .map(([name, all]) => [name, proving.has(name) && !sent.has(name) ? all : all.map(unsorted)]),
    );
    const http = pluginHttp({
      plugin: manifest.id,
      network,
      secrets,
      held,
      config,
      http: services.http,
      now: () => Date.parse(services.now()),
      wait: (milliseconds, signal) => waited(milliseconds, signal, timer),
    });
    return {
      ...services,
      http,
      secrets: held,
      token: tokens({
        http,
        now: services.now,
        secretOf: (value, handle) => unsorted(secret(value, handle)),
      }),
    };
  };
}

/**
 * A secret that is not sorted among texts: whoever compares such a digest with one in a given order learns whether the secret comes before
 * a text of their own, and so, text by text, the secret. Callbacks are proved that way; what is sent somewhere needs it nowhere.
 */
function unsorted(given: Secret): Secret {
  const refused: Secret["digest"] = (name, pieces, order) => {
    if (order !== "sorted") return given.digest(name, pieces, order);
    throw cxError("invalid-setup", `${given.handle} is sent to others: it is not sorted among texts`, {
      trouble: "capability",
    });
  };
  // With what is not enumerable: by it the network fills the value in.
  const all = Object.getOwnPropertyDescriptors(given);
  return Object.freeze(
    Object.defineProperties({}, { ...all, digest: { value: refused, enumerable: true } }),
  ) as Secret;
}

function waited(
  milliseconds: number,
  signal: AbortSignal | undefined,
  timer: GrantedServicesParts["timer"],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel();
      reject(new DOMException("given up", "AbortError"));
    };
    const cancel = timer(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
