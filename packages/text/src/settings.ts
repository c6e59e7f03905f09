import { type Defined, defineConfiguration, type PluginConfiguration } from "@cxkit/core";
import * as z from "zod";

/** What holds for the whole plugin, in a workspace's `pluginSettings` under `cxkit.text`. */
export interface TextSettings {
  /** Languages that are less sure than this are not told, 0…1, where a call does not say otherwise. Default 0.55. */
  readonly confidence?: number;
}

/**
 * The settings of this plugin.
 *
 * @example settings.kind // => "configuration"
 */
export const settings: Defined<PluginConfiguration<TextSettings>, "configuration"> = defineConfiguration({
  schema: z.strictObject({ confidence: z.number().min(0).max(1).exactOptional() }),
});
