import type { JsonSchema } from "@cxkit/core";
import * as z from "zod";
import { type ConfigProblem, keyPath } from "./config-problem.ts";

/**
 * What a JSON Schema of a plugin has against a value, before any of the plugin's code runs. A schema that says more than this reader
 * understands says nothing here: the plugin's own is tried where its code runs.
 *
 * @param path where the value stands
 */
export function jsonSchemaProblems(
  schema: JsonSchema,
  value: unknown,
  path: string,
): readonly ConfigProblem[] {
  let reader: z.ZodType;
  try {
    reader = z.fromJSONSchema(schema);
  } catch {
    return [];
  }
  const checked = reader.safeParse(value ?? {});
  if (checked.success) return [];
  return checked.error.issues.map((issue) => {
    const below = keyPath(issue.path);
    return { path: below === "" ? path : `${path}.${below}`, message: issue.message };
  });
}
