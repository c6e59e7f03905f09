import type { Channel, Instrument } from "@cxkit/core";
import type { HostedChannel } from "@cxkit/host";

/**
 * A channel that reads files, as a connection uses it: each file brings the meaning of its columns along, so that the connection itself
 * needs no configuration.
 *
 * What a heading says becomes the item's label and is no part of what its answers mean: in one workspace an item is one question, whichever
 * export words it, and counts together with the same item of a webhook. Another scale or direction is still refused.
 */
export function fileConnection(channel: Channel): Channel;
export function fileConnection(channel: Channel | HostedChannel): Channel | HostedChannel;
export function fileConnection(channel: Channel | HostedChannel): Channel | HostedChannel {
  if (!channel.file) return channel;
  // A plugin's that is configured by its files alone opens without a configuration by itself.
  if ("open" in channel)
    return {
      ...channel,
      async open(...given) {
        const open = await channel.open(...given);
        return { ...open, instruments: open.instruments.map(withoutWording) };
      },
    };
  const { "~standard": schema } = channel.config;
  return {
    ...channel,
    config: {
      "~standard": {
        version: 1,
        vendor: "cxkit",
        validate: (value) => (value === undefined ? { value } : schema.validate(value)),
      },
    },
    instruments: (config) =>
      config === undefined ? [] : (channel.instruments?.(config) ?? []).map(withoutWording),
  };
}

/** Codes for no answer have been read as such before an event is made. */
function withoutWording({ wording, missingCodes: _codes, ...instrument }: Instrument): Instrument {
  return wording && !instrument.label ? { ...instrument, label: wording } : instrument;
}
