import type { PluginLimits } from "@cxkit/core";

/** What a plugin may use at most: what it asks for, overruled by the operator, else the defaults. */
export function pluginLimits(asked: PluginLimits = {}, allowed: PluginLimits = {}): Required<PluginLimits> {
  return { ...usualLimits, ...asked, ...allowed };
}

/** What a plugin may use at most without another word. */
export const usualLimits: Required<PluginLimits> = {
  heapMb: 128,
  rssMb: 300,
  startMs: 5000,
  callMs: 30_000,
  stallMs: 60_000,
};

/**
 * What a plugin wants to use beyond what is usual and was granted, in words.
 *
 * @returns none when nothing is
 * @example limitWidening({ rssMb: 1000 }) // => ["limits: rssMb 1000 in place of 300"]
 * @example limitWidening({ rssMb: 1000 }, { rssMb: 1200 }) // => []
 */
export function limitWidening(asked: PluginLimits = {}, granted: PluginLimits = {}): readonly string[] {
  return Object.entries(moreThanUsual(asked)).flatMap(([name, value]) => {
    const key = name as keyof PluginLimits;
    const allowed = Math.max(usualLimits[key], granted[key] ?? 0);
    return value <= allowed ? [] : [`limits: ${name} ${value} in place of ${allowed}`];
  });
}

/** The limits that are above what is usual. */
export function moreThanUsual(asked: PluginLimits = {}): PluginLimits {
  return Object.fromEntries(
    Object.entries(asked).filter(([name, value]) => value > usualLimits[name as keyof PluginLimits]),
  );
}
