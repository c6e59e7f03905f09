import type { Connection } from "../host-options.ts";
import type { HostedChannel } from "../plugins/hosted-channel.ts";

/** Sources that connections hand over to the plugins of their channels. */
export interface HandedSources {
  /** Those of a connection; what is wrong with them is said. */
  of(connection: Connection, hosted: HostedChannel): ReadonlySet<string>;
}

/**
 * Reads the `sources` of connections: each goes to one plugin, and none to a channel that may tell any.
 *
 * @param own the source of what the host tells itself
 * @param say told of each problem
 */
export function handedSources(
  own: string,
  say: (path: string, message: string, contribution?: string) => void,
): HandedSources {
  const to = new Map<string, string>();
  return {
    of({ id, sources = [] }, { id: channel, contribution }) {
      const path = `connections.${id}.sources`;
      const [plugin] = (contribution ?? "").split("/", 1);
      if (sources.length > 0 && contribution === undefined) {
        say(
          path,
          `channel ${channel} is no plugin's: it may tell any source, and needs none handed over`,
          id,
        );
        return new Set();
      }
      for (const source of sources) {
        const known = to.get(source);
        if (source === "" || source === own)
          say(path, `a source of a producer is needed, got ${JSON.stringify(source)}`, id);
        else if (known !== undefined && known !== plugin)
          say(path, `${source} is handed over to ${known} already: only one plugin tells a source`, id);
        to.set(source, plugin ?? "");
      }
      return new Set(sources);
    },
  };
}
