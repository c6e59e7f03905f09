import { pluginQuality, qualityEvidence } from "../../authoring/plugin-quality.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain, plainJson } from "../text-table.ts";

/** `cxkit plugin quality`: the level that a plugin's evidence reaches, and what is missing to the next. */
export async function pluginQualityCommand(
  folder: string,
  flags: { readonly json?: true },
  { out, now }: Console,
): Promise<number> {
  const quality = pluginQuality(await qualityEvidence(folder, now()));
  const { level, until, missing } = quality;
  if (flags.json) out.write(`${plainJson(quality)}\n`);
  else {
    const holds = until === null ? "" : `, until ${until}`;
    out.write(level === null ? "no level yet\n" : `${level}${holds}\n`);
    for (const one of missing) out.write(`  ${one.level}: ${plain(one.reason)}\n`);
  }
  return exitCodes.done;
}
