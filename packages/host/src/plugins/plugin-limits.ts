import type { PluginLimits } from "@cxkit/core";

/** What a plugin may use at most: what it asks for, overruled by the operator, else the defaults. */
export function pluginLimits(asked: PluginLimits = {}, allowed: PluginLimits = {}): Required<PluginLimits> {
  return { ...defaults, ...asked, ...allowed };
}

const defaults = { heapMb: 128, rssMb: 300, startMs: 5000, callMs: 30_000, stallMs: 60_000 };
