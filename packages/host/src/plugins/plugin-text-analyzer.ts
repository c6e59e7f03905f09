import { cxError, type TextAnalyzer, type TextAnalyzerEntry, type TextFinding } from "@cxkit/core";
import { hostedPlugin, type HostedPluginParts } from "./hosted-plugin.ts";
import { offline } from "./plugin-command.ts";
import { withoutRecords } from "./plugin-notifier.ts";
import type { InstalledPlugin, RunnerServices } from "./runner.ts";

/** Texts in one call: what is found in them is small, they may be long. */
const textsAtOnce = 200;

/**
 * A text analyzer of a plugin: it gets ids and texts, nothing else, and what it answers has the same ids.
 *
 * @param outside what it may use of the outside when it says that it is not offline
 * @param entry the analyzer's entry in the plugin's manifest
 */
export function pluginTextAnalyzer(
  parts: HostedPluginParts & { readonly settings?: unknown },
  outside: Pick<RunnerServices, "http" | "secrets" | "now">,
  plugin: InstalledPlugin,
  entry: TextAnalyzerEntry,
): TextAnalyzer {
  const hosted = hostedPlugin(parts, plugin, "text-analyzer", entry);
  const { settings } = parts;
  return {
    kind: "text-analyzer",
    spec: "v1",
    id: entry.id,
    title: entry.title,
    languages: entry.languages,
    offline: entry.offline,
    params: { "~standard": { version: 1, vendor: "cxkit", validate: (value) => ({ value }) } },
    async analyze(batch, params) {
      hosted.check();
      if (!readsText(plugin)) {
        throw cxError("invalid-setup", `${hosted.name} reads what customers wrote and did not ask for it`, {
          contribution: hosted.name,
          trouble: "capability",
        });
      }
      const given = {
        ...withoutRecords(hosted.name),
        ...outside,
        ...(entry.offline && { http: offline(hosted.name), secrets: {} }),
      };
      const options = {
        services: parts.limit(plugin, given, params),
        ...(params !== undefined && { config: params }),
        ...(settings !== undefined && { settings }),
      };
      const found: TextFinding[] = [];
      for (let at = 0; at < batch.length; at += textsAtOnce) {
        const texts = batch.slice(at, at + textsAtOnce).map(({ id, text, language }) => ({
          id,
          text,
          ...(language !== undefined && { language }),
        }));
        const said = await hosted.code().call(hosted.reference, "analyze", [texts], options);
        found.push(...checked(said, texts, hosted.name));
      }
      return found;
    },
  };
}

/** What a plugin asks for it was granted, or it does not run. */
function readsText({ manifest: { capabilities } }: InstalledPlugin): boolean {
  return capabilities?.data?.some(({ classes }) => classes.includes("free-text")) === true;
}

function checked(
  said: unknown,
  texts: readonly { readonly id: string }[],
  name: string,
): readonly TextFinding[] {
  const asked = new Set(texts.map(({ id }) => id));
  const answers = Array.isArray(said) ? (said as readonly { readonly id?: unknown }[]) : [];
  const ids = new Set(answers.map((one) => (typeof one === "object" && one !== null ? one.id : undefined)));
  const same =
    ids.size === asked.size && answers.length === ids.size && [...asked].every((id) => ids.has(id));
  if (same) return answers as readonly TextFinding[];
  throw cxError("contribution-failed", `${name} does not answer for the texts that it was asked about`, {
    contribution: name,
  });
}
