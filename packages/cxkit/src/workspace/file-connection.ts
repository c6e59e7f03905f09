import type { Channel } from "@cxkit/core";

/**
 * A channel that reads files, as a connection uses it: each file brings the meaning of its columns along, so that the connection itself
 * needs no configuration.
 */
export function fileConnection(channel: Channel): Channel {
  if (!channel.file) return channel;
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
    instruments: (config) => (config === undefined ? [] : (channel.instruments?.(config) ?? [])),
  };
}
