import { type Channel, cxError, type JsonSchema, type StandardSchema } from "@cxkit/core";
import { shown } from "../law.ts";
import { authChecks } from "./auth-checks.ts";
import type { ChannelConformanceOptions, ChannelTrial } from "./channel-trial.ts";
import { checksOf, type ConformanceCheck, type Unless, untried } from "./check.ts";
import { configChecks } from "./config-checks.ts";
import { decodeChecks } from "./decode-checks.ts";
import { definitionChecks } from "./definition-checks.ts";
import { errorChecks } from "./error-checks.ts";
import { fileChecks } from "./file-checks.ts";
import { eventChecks } from "./event-checks.ts";
import { hostChecks } from "./host-checks.ts";
import { hydrationCheck } from "./hydration-check.ts";
import { benchOf } from "./material.ts";
import { plainSecret } from "./plain-secret.ts";
import { privacyChecks } from "./privacy-checks.ts";
import { readChecks } from "./read-checks.ts";
import { resumeChecks } from "./resume-checks.ts";
import { webhookChecks } from "./webhook-checks.ts";

/**
 * Everything that can be checked of a channel without an account at its producer: every check has an id, says why it is there, and is
 * either run, not applicable, or skipped with a reason; none is dropped in silence. For any test runner:
 *
 * ```ts no-run
 * for (const check of channelConformance(channel, { config, streams })) it(check.name, check.check);
 * ```
 *
 * No network, no clock, no chance: the producer is a double made of blocks.
 *
 * @param channel the channel under test
 * @param options a configuration, and what there is to try it with
 * @throws {RangeError} when a stream is named that the channel does not have, or a skip names no check or gives no reason
 * @throws {CxError} `invalid-setup` when the schema of the configuration answers later: `lazySchema` has to be loaded before
 */
export function channelConformance<Config, Raw>(
  channel: Channel<Config, Raw>,
  options: ChannelConformanceOptions<Config, Raw>,
): readonly ConformanceCheck[] {
  const trial = trialOf(channel, options);
  const bench = benchOf(trial);
  const unread = trial.streams.length > 0 ? undefined : noStreams(channel);
  const undecoded =
    options.raws?.length ||
    trial.streams.length > 0 ||
    (channel.webhook && options.webhook) ||
    (channel.file && options.file)
      ? undefined
      : untried("no records are given (`raws`, `webhook`, `streams`, `file`)");
  return checksOf(
    [
      ...definitionChecks(trial, bench, undecoded),
      ...configChecks(trial),
      ...authChecks(trial.streams, unread, trial.hosts),
      ...readChecks(trial.streams, unread, without(channel, options.streams)),
      ...resumeChecks(trial.streams, unread, options.released),
      ...fileChecks(trial, bench),
      ...errorChecks(trial.streams, bench, unread),
      hydrationCheck(trial),
      ...eventChecks(trial, bench, undecoded),
      ...decodeChecks(trial, bench, undecoded),
      ...webhookChecks(trial, bench),
      ...privacyChecks(trial, bench, undecoded),
      ...hostChecks(trial, bench, undecoded, unread),
    ],
    options.skip,
  );
}

function noStreams(channel: { readonly streams?: object }): Unless {
  return channel.streams && Object.keys(channel.streams).length > 0
    ? untried("no producer is given to read from (`streams`)")
    : "the channel has no streams";
}

/** A stream that no producer was given for, where there are others: what is checked of those says nothing of it. */
function without(
  { streams = {} }: { readonly streams?: object },
  given: object | undefined,
): Unless | undefined {
  const left = Object.keys(streams).find((name) => !(name in (given ?? {})));
  return left === undefined
    ? undefined
    : untried(`no producer is given for the stream ${left} (\`streams\`)`);
}

function trialOf<Config, Raw>(
  channel: Channel<Config, Raw>,
  options: ChannelConformanceOptions<Config, Raw>,
): ChannelTrial<Config, Raw> {
  const { manifest } = options.plugin ?? {};
  const result = channel.config["~standard"].validate(structuredClone(options.config));
  if (result instanceof Promise)
    throw cxError(
      "invalid-setup",
      `${channel.id}: the schema of its configuration answers later; one that is loaded on first use is loaded by: await channel.config["~standard"].load()`,
    );
  // A configuration that is refused is what C4 reports; the others go on with it as it is.
  const config = result.issues ? options.config : result.value;
  const secrets = options.secrets ?? {
    token: "sentinel token 5cR37",
    key: "sentinel-key-5cR37",
    user: "sentinel-user-5cR37",
    password: "sentinel password 5cR37",
  };
  const secretOf = options.secretOf ?? plainSecret;
  const streams = Object.entries(options.streams ?? {}).map(([name, samples]) => {
    const stream = channel.streams?.[name];
    if (!stream)
      throw new RangeError(`channelConformance requires streams that ${channel.id} has, got ${shown(name)}`);
    return { name, stream, samples, channel, config, secrets, secretOf };
  });
  const entry = manifest?.contributes.channels?.find(({ id }) => id === channel.id);
  return {
    channel,
    options,
    config,
    secrets,
    secretOf,
    streams,
    hosts: options.hosts ?? manifest?.capabilities?.network?.map(({ host }) => host),
    configSchema: options.configSchema ?? entry?.config ?? told(channel.config),
  };
}

/** What the schema's own library says it takes. */
function told(config: StandardSchema): JsonSchema | undefined {
  return config["~standard"].jsonSchema?.input({ target: "draft-2020-12" }) as JsonSchema | undefined;
}
