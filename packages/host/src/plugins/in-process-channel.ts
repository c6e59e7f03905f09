import {
  type Channel,
  cxError,
  type DecodeContext,
  type Page,
  type PullContext,
  type StandardSchema,
} from "@cxkit/core";
import {
  type ChannelServices,
  type DecodedOrFailed,
  type HostedChannel,
  hostedWebhook,
  type OpenChannel,
} from "./hosted-channel.ts";
import { inPages } from "./isolate/in-pages.ts";

/**
 * A channel whose code runs in this process. What is synchronous in the channel stays so: a record costs no turn of the loop.
 *
 * @param channel a channel as it was imported
 * @returns the channel as the flow uses it
 */
export function inProcessChannel(channel: Channel): HostedChannel {
  const { id, title, coverage, webhook, hydrate, streams = {}, file } = channel;
  return {
    id,
    title,
    ...(coverage && { coverage }),
    ...(webhook && { webhook: hostedWebhook(webhook, webhook.wakes !== undefined) }),
    streams: Object.keys(streams),
    hydrates: hydrate !== undefined,
    ...(file && { file }),
    open: async (config, services) => opened(channel, await validated(channel.config, config), services),
  };
}

function opened(channel: Channel, config: unknown, services: ChannelServices): OpenChannel {
  const { webhook, hydrate, streams, file } = channel;
  const { secrets, subject, fingerprint, settings, http, token, now } = services;
  const context: DecodeContext = {
    config,
    subject,
    fingerprint,
    ...(settings !== undefined && { settings }),
  };
  const asking = (signal: AbortSignal, progress: PullContext<unknown>["progress"]): PullContext<unknown> => ({
    ...context,
    http,
    secrets,
    signal,
    now,
    token,
    progress,
  });
  return {
    instruments: channel.instruments?.(config) ?? [],
    verify(request, at) {
      if (webhook) return webhook.verify(request, secrets, at, config);
      throw noWebhook(channel);
    },
    records(request) {
      if (webhook) return webhook.records(request);
      throw noWebhook(channel);
    },
    decode: (records) =>
      records.map((raw): DecodedOrFailed => {
        try {
          return channel.decode(raw, context);
        } catch (thrown) {
          return { failed: nameOf(thrown) };
        }
      }),
    wakes: (records) => [...new Set(records.flatMap((raw) => webhook?.wakes?.(raw) ?? []))],
    needs: (records) =>
      records.map((raw) => {
        try {
          return hydrate?.needs(raw) === true;
        } catch {
          // What is wrong with it is for `decode` to say.
          return false;
        }
      }),
    async complete(record, signal) {
      if (!hydrate) throw cxError("unsupported", `channel ${channel.id} completes no records`);
      return hydrate.complete(
        record,
        asking(signal, () => {}),
      );
    },
    pull(stream, cursor, signal, progress): AsyncIterable<Page<unknown>> {
      const source = streams && Object.hasOwn(streams, stream) ? streams[stream] : undefined;
      if (!source) throw cxError("unsupported", `channel ${channel.id} has no stream ${stream}`);
      const given = asking(signal, progress);
      return cursor === undefined ? source.pull(given) : source.pull(given, cursor);
    },
    async *read(rows, signal) {
      if (!file) throw cxError("unsupported", `channel ${channel.id} reads no files`);
      for await (const page of inPages(file.read(rows, context))) {
        signal?.throwIfAborted();
        yield page;
      }
    },
  };
}

/** What a schema makes of a configuration. */
async function validated(schema: StandardSchema, given: unknown): Promise<unknown> {
  let result: Awaited<ReturnType<StandardSchema["~standard"]["validate"]>>;
  try {
    result = await schema["~standard"].validate(given);
  } catch (thrown) {
    throw cxError("invalid-setup", `the schema failed: ${wordsOf(thrown)}`, { cause: thrown });
  }
  if (!result.issues) return result.value;
  const problems = result.issues.map(({ path = [], message }) => ({
    path: path.map((part) => String(typeof part === "object" ? part.key : part)).join("."),
    message,
  }));
  const [first, ...others] = problems;
  const more = others.map(({ path, message }) => `; ${path === "" ? "" : `${path}: `}${message}`).join("");
  throw cxError("invalid-setup", `${first?.message ?? "the schema refuses it"}${more}`, {
    ...(first && first.path !== "" && { path: first.path }),
  });
}

function noWebhook({ id }: Channel): Error {
  return cxError("unsupported", `channel ${id} takes no requests`);
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : typeof thrown;
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
