import {
  type ChannelEntry,
  cxError,
  type Instrument,
  isCxError,
  type Page,
  type RawRequest,
  type Refused,
  type Verified,
} from "@cxkit/core";
import { newInstruments } from "@cxkit/core/store-rules";
import { type HostedChannel, hostedWebhook, type OpenChannel } from "./hosted-channel.ts";
import { type HostedPlugin, hostedPlugin, type HostedPluginParts, notNow } from "./hosted-plugin.ts";
import { pageDecoder, type PageFailure } from "./page-decoder.ts";
import { heldToFile, pluginFile } from "./plugin-file.ts";
import { rowPortions } from "./row-portions.ts";
import type { CallOptions, InstalledPlugin } from "./runner.ts";

/**
 * Milliseconds after which a pull is given up here. Before that its runner sees to it that it gets on, and knows when it waits for a
 * producer that asked for patience.
 */
const silence = 3_600_000;
/** Milliseconds in which a page is decoded at the latest: decoding asks nobody. */
const decodeWithin = 10_000;

/**
 * A channel of a plugin: what its manifest says is at hand, everything else is asked of its code, which is started when it is needed.
 *
 * @param parts the manager of the plugins, and what limits them to their grants
 * @param entry the channel's entry in the plugin's manifest
 */
export function pluginChannel(
  parts: HostedPluginParts,
  plugin: InstalledPlugin,
  entry: ChannelEntry,
): HostedChannel {
  const { id, title, coverage, webhook, streams = {}, hydrates, file } = entry;
  const hosted = hostedPlugin(parts, plugin, "channel", entry);
  return {
    id,
    title,
    contribution: hosted.name,
    ...(coverage && { coverage }),
    ...(webhook && { webhook: hostedWebhook(webhook, webhook.wakes === true) }),
    streams: Object.keys(streams),
    hydrates: hydrates === true,
    ...(file && { file: pluginFile(hosted, (services) => parts.limit(plugin, services, undefined)) }),
    stallMs: silence,
    unavailable: hosted.unavailable,
    async open(config, services) {
      hosted.check();
      const options: CallOptions = {
        services: parts.limit(plugin, services, config),
        ...(config !== undefined && { config }),
        ...(services.settings !== undefined && { settings: services.settings }),
      };
      // Its schema is tried by the first call.
      const instruments = await instrumentsOf(hosted, options).catch((thrown: unknown) => {
        // What reads files alone is configured by each of them.
        const filesAlone = file === true && webhook === undefined && Object.keys(streams).length === 0;
        if (filesAlone && config === undefined && isCxError(thrown, "invalid-setup")) return [];
        throw thrown;
      });
      const { callMs = decodeWithin } = plugin.manifest.limits ?? {};
      return opened(hosted, options, instruments, Math.min(decodeWithin, callMs));
    },
  };
}

function opened(
  hosted: HostedPlugin,
  given: CallOptions,
  instruments: readonly Instrument[],
  milliseconds: number,
): OpenChannel {
  const ask = <Answer>(member: string, args: readonly unknown[], more: Partial<CallOptions> = {}) =>
    asked(hosted, member, args, { ...given, ...more }) as Promise<Answer>;
  const decode = pageDecoder({
    call: (records) =>
      hosted.code().call(hosted.reference, "decode", [records], { ...given, deadline: milliseconds }),
    unavailable: hosted.unavailable,
    meaning: (thrown) => meaningOf(hosted, thrown),
  });
  return {
    instruments,
    verify: (request: RawRequest, now) => ask<Verified<unknown> | Refused>("webhook.verify", [request, now]),
    records: (request) => ask<readonly unknown[]>("webhook.records", [request]),
    async decode(records) {
      const all = await decode(records);
      const [first] = all;
      const none = all.every((one) => "failed" in one && one.unavailable === true);
      if (none && first && "failed" in first) throw notNow(first.failed, hosted.name);
      return all;
    },
    wakes: (records) => ask<readonly string[]>("webhook.wakes", [records]),
    needs: (records) => ask<readonly boolean[]>("hydrate.needs", [records]),
    complete: (record, signal) => ask("hydrate.complete", [record], { signal }),
    async *pull(stream, cursor, signal, progress): AsyncIterable<Page<unknown>> {
      hosted.check();
      const watched: CallOptions = { ...given, services: { ...given.services, progress }, signal };
      yield* hosted.code().pages(hosted.reference, stream, cursor, watched) as AsyncIterable<Page<unknown>>;
    },
    async *read(rows, signal): AsyncIterable<readonly unknown[]> {
      hosted.check();
      const portions = rowPortions(rows);
      const held = heldToFile(hosted.name, portions.taken);
      const options: CallOptions = {
        ...given,
        services: { ...given.services, rows: portions.next },
        ...(signal && { signal }),
      };
      try {
        for await (const page of hosted.code().read(hosted.reference, options)) {
          if (!Array.isArray(page)) throw noRecords(hosted.name);
          held(page);
          yield page;
        }
      } catch (thrown) {
        throw portions.failure() ?? asPassing(hosted, thrown, options);
      } finally {
        await portions.close();
      }
      // Told to the plugin, which went on as if nothing were missing.
      const failure = portions.failure();
      if (failure !== undefined) throw failure;
    },
  };
}

/** Asks a plugin's code. @throws {CxError} `unavailable` when it cannot run now, or its process ended meanwhile */
async function asked(
  hosted: HostedPlugin,
  member: string,
  args: readonly unknown[],
  options: CallOptions,
): Promise<unknown> {
  hosted.check();
  try {
    return await hosted.code().call(hosted.reference, member, args, options);
  } catch (thrown) {
    throw asPassing(hosted, thrown, options);
  }
}

/** What was thrown; `unavailable` where it was taken out of service between two looks, or ended over something else: it can be made again. */
function asPassing(hosted: HostedPlugin, thrown: unknown, { signal }: CallOptions): unknown {
  if (hosted.isCrash(thrown)) return thrown;
  const why = hosted.unavailable();
  if (why !== null) return notNow(why, hosted.name);
  const cancelled = isCxError(thrown) && thrown.place.trouble === "cancelled";
  return cancelled && signal?.aborted !== true ? notNow(thrown.message, hosted.name) : thrown;
}

function noRecords(contribution: string): Error {
  return cxError("contribution-failed", `${contribution} reads what are no records`, {
    contribution,
    trouble: "bad-data",
  });
}

/** What a plugin says its instruments are, when they are some: what is none must not keep a host from starting. */
async function instrumentsOf(hosted: HostedPlugin, options: CallOptions): Promise<readonly Instrument[]> {
  const { name: contribution } = hosted;
  const answer = await asked(hosted, "instruments", [], options);
  const place = { contribution, trouble: "bad-data" } as const;
  try {
    const given = answer as readonly Instrument[];
    const named = given.every(({ id, version }) => typeof id === "string" && typeof version === "string");
    // Written down by stores as JSON, which has to be possible.
    if (Array.isArray(answer) && named && JSON.stringify([...newInstruments(new Map(), given)]) !== "")
      return given;
  } catch (cause) {
    throw cxError("contribution-failed", `${contribution} names instruments that are none`, {
      ...place,
      cause,
    });
  }
  throw cxError("contribution-failed", `${contribution} names instruments that are none`, place);
}

/** What a failed page says of its records. */
function meaningOf(hosted: HostedPlugin, thrown: unknown): PageFailure {
  if (!isCxError(thrown)) {
    return { what: "failed", message: thrown instanceof Error ? thrown.name : typeof thrown };
  }
  const { code, message, place } = thrown;
  if (code === "unsupported" && place.path === "message") return { what: "long", message };
  if (hosted.isCrash(thrown)) return { what: "ended", message };
  const passing = code === "unavailable" || place.trouble === "cancelled" || hosted.unavailable() !== null;
  return { what: passing ? "unavailable" : "failed", message };
}
