import { readFile } from "node:fs/promises";
import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import { cxError, type Journey } from "@cxkit/core";

/**
 * The journey model in a file.
 *
 * @throws {CxError} `invalid-setup`, naming the file and what is wrong in it
 */
export async function readJourney(file: string): Promise<Journey> {
  // The schema's library takes longer to load than most reports need to be measured.
  const { journeySchema } = await import("@cxkit/journeys/schema");
  const parsed = journeySchema.safeParse(await readJson(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
  throw cxError("invalid-setup", `${file} is no journey model${where}: ${issue?.message ?? "unknown"}`, {
    file,
  });
}

/**
 * The mappings that `--save-mapping` put into a file; the channel checks what is in them.
 *
 * @throws {CxError} `invalid-setup` where the file is missing or no JSON
 */
export async function readMappings(file: string): Promise<readonly SurveyMapping[]> {
  const found = await readJson(file);
  return (Array.isArray(found) ? found : [found]) as readonly SurveyMapping[];
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === "ENOENT" ? "there is no such file" : `it cannot be read (${cause.code})`;
    throw cxError("invalid-setup", `${file}: ${why}`, { file, cause });
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch (cause) {
    throw cxError("invalid-setup", `${file} is no JSON: ${(cause as Error).message}`, { file, cause });
  }
}
