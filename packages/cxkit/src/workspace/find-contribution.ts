import {
  type CodeEntry,
  type ContributionKind,
  contributionWords,
  type Contributes,
  cxError,
  type Entry,
} from "@cxkit/core";
import type { InstalledPlugin } from "@cxkit/host/plugins";
import { didYouMean } from "./did-you-mean.ts";

/** An entry of a kind of contribution. */
export type EntryOf<Kind extends ContributionKind> = NonNullable<Contributes[Kind]>[number];

/** A contribution and the plugin that it is from. */
export interface FoundContribution<Kind extends ContributionKind> {
  readonly plugin: InstalledPlugin;
  readonly entry: EntryOf<Kind>;
}

/**
 * The contribution that is called so: by its own id where only one plugin has it, else by `plugin-id/contribution`.
 *
 * @param builtIn names that come with cxkit, which have been looked through
 * @throws {CxError} `invalid-setup` when there is none, or several, with what was probably meant
 */
export function findContribution<Kind extends ContributionKind>(
  kind: Kind,
  name: string,
  plugins: readonly InstalledPlugin[],
  builtIn: readonly string[] = [],
): FoundContribution<Kind> {
  const all = plugins.flatMap((plugin) =>
    ((plugin.manifest.contributes[kind] ?? []) as readonly EntryOf<Kind>[]).map((entry) => ({
      plugin,
      entry,
    })),
  );
  const whole = ({ plugin, entry }: FoundContribution<Kind>): string => `${plugin.manifest.id}/${entry.id}`;
  const named = all.filter((one) => one.entry.id === name || whole(one) === name);
  const [found, another] = named;
  // A workspace's own rules are said by their kind, which is what a plugin brings.
  const word = kind === "alertRules" ? "kind of rule" : contributionWords[kind];
  const place = { path: kind === "alertRules" ? "kind" : word.replaceAll(" ", "-") };
  if (found && another) {
    const which = named.map(whole).join(" and ");
    throw cxError("invalid-setup", `more than one ${word} is called ${name}: say ${which}`, place);
  }
  if (found) return found;
  const there = [...builtIn, ...all.flatMap((one) => [one.entry.id, whole(one)])];
  const meant = didYouMean(name, there);
  const known = [...builtIn, ...all.map(whole)];
  const none = "none; name its plugin under plugins, or install it";
  const hint =
    meant === undefined
      ? `there ${known.length === 0 ? "is" : "are"} ${known.join(", ") || none}`
      : `did you mean ${meant}?`;
  throw cxError("invalid-setup", `no ${word} is called ${name}; ${hint}`, place);
}

/** Whether an entry has code; the others are data. */
export function hasCode(entry: Entry): entry is CodeEntry {
  return "module" in entry;
}
