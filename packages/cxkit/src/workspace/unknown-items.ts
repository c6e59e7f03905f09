import type { Store } from "@cxkit/core";
import type { LogEntry } from "@cxkit/host";
import { didYouMean } from "./did-you-mean.ts";
import type { Workspace } from "./workspace.ts";

/** What is looked at: the configuration, what its connections bring, and what came so far. */
export interface ItemsAsked {
  readonly config: Workspace["config"];
  readonly connections: Workspace["connections"];
  readonly store: Pick<Store, "items">;
}

/**
 * Scores and rules about items that nothing brings: such a rule would keep silent for ever, and look as if all was well. Where files
 * come in, an item may be in one of them: then only what looks like a misspelling is told.
 *
 * @returns a line for the log each, with the key and the item that was probably meant
 */
export async function unknownItems({ config, connections, store }: ItemsAsked): Promise<readonly LogEntry[]> {
  const known = new Set((await store.items()).map(({ item }) => item));
  let files = false;
  for (const { channel, connection } of connections.values()) {
    // What a file brings, its own mapping says; what a plugin brings, its code.
    files ||= "open" in channel || channel.file !== undefined;
    if ("open" in channel || channel.file) continue;
    for (const { id } of channel.instruments?.(connection.config) ?? []) known.add(id);
  }
  return asked(config).flatMap(({ path, item }): LogEntry[] => {
    if (known.has(item)) return [];
    const meant = didYouMean(item, [...known]);
    if (meant === undefined && files) return [];
    const facts = { item, ...(meant !== undefined && { "did you mean": meant }) };
    return [{ level: "warn", event: "nothing-brings-this", contribution: path, facts }];
  });
}

function asked(config: Workspace["config"]): readonly { readonly path: string; readonly item: string }[] {
  const found: { path: string; item: string }[] = [];
  const add = (path: string, settings: object): void => {
    if ("item" in settings && typeof settings.item === "string") found.push({ path, item: settings.item });
  };
  for (const [id, score] of Object.entries(config.scores ?? {})) add(`scores.${id}.item`, score);
  for (const [id, rule] of Object.entries(config.rules ?? {})) add(`rules.${id}.item`, rule);
  return found;
}
