import { pluginQuality, qualityEvidence, type QualityLevel } from "./plugin-quality.ts";

/** Level that the evidence of an installed plugin reaches today; `null` for none, and for a package that cannot be read. */
export async function installedQuality(
  directory: string,
  now: string = new Date().toISOString(),
): Promise<QualityLevel | null> {
  try {
    return pluginQuality(await qualityEvidence(directory, now)).level;
  } catch {
    return null;
  }
}
