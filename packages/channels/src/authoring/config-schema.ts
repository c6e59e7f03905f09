import { missingReasons, type Scale, scalePosition, type StandardSchema } from "@cxkit/core";
import * as z from "zod";
import { nearest } from "../survey/column-names.ts";
import { nearConstruct } from "./near-construct.ts";

/** Text that says something. */
export const text = z.string().trim().min(1, "must be a text that is not empty");

/**
 * A scale, judged as `scaleSchema` of `@cxkit/core/schema` judges it. Said again because that module makes the schemas of all events as it
 * loads, which takes longer than all the rest of a channel.
 */
export const scaleSchema = z
  .strictObject({ min: z.number(), max: z.number(), step: z.number().gt(0) })
  .refine((scale) => scale.max > scale.min && scalePosition(scale, scale.max) > 0, {
    path: ["step"],
    message: "requires min < max and a step that divides max − min",
  }) satisfies z.ZodType<Scale>;

/** The version, label and place of an item, on every kind of it. */
export const itemPlace = {
  item: text.exactOptional(),
  version: text.regex(/^[^@]+$/, "must not hold @").exactOptional(),
  label: z.record(z.string(), text).exactOptional(),
  touchpoint: text.exactOptional(),
  stage: text.exactOptional(),
};

/** What an answer means, wherever it is read from. */
export const itemMeaning = {
  ...itemPlace,
  construct: text.superRefine((word, context) => {
    const near = nearConstruct(word);
    if (near !== undefined)
      context.addIssue({ code: "custom", message: `there is no "${word}": did you mean "${near}"?` });
  }),
  scale: scaleSchema.exactOptional(),
  direction: z.enum(["higher-is-better", "lower-is-better"]).exactOptional(),
  words: z.record(z.string(), z.number()).exactOptional(),
  missingCodes: z
    .array(z.strictObject({ code: z.union([z.number(), text]), reason: z.enum(missingReasons) }))
    .exactOptional(),
};

interface Meaning {
  readonly construct: string;
  readonly scale?: { readonly min: number; readonly max: number; readonly step: number };
}

/** Finds what cannot be meant: ratings without their scale, and an NPS on another scale than its own. */
export function checkMeaning({ construct, scale }: Meaning, context: z.RefinementCtx): void {
  const say = (message: string) => {
    context.addIssue({ code: "custom", path: ["scale"], message });
  };
  if (construct === "nps" && scale && (scale.min !== 0 || scale.max !== 10 || scale.step !== 1))
    say(`an NPS item is asked on 0–10, not ${scale.min}–${scale.max}`);
  if (["csat", "ces", "rating"].includes(construct) && !scale)
    say(`a ${construct} item needs its scale, such as { min: 1, max: 5, step: 1 }`);
  if (["verbatim", "choice", "number"].includes(construct) && scale) say(`a ${construct} item has no scale`);
}

/**
 * A zod schema as a channel's configuration: every issue says what is meant, and an unknown key names the nearest that there is.
 *
 * @param keys all keys of the configuration, on any level
 */
export function configSchema<Config>(
  schema: z.ZodType<Config>,
  keys: readonly string[],
): StandardSchema<unknown, Config> {
  return {
    "~standard": {
      version: 1,
      vendor: "cxkit",
      validate(value) {
        const result = schema.safeParse(value);
        if (result.success) return { value: result.data };
        return { issues: result.error.issues.flatMap((issue) => explained(issue, keys)) };
      },
      jsonSchema: { input: (options) => schema["~standard"].jsonSchema.input(options) },
    },
  };
}

interface Explained {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

function explained(
  issue: z.core.$ZodIssue,
  keys: readonly string[],
  before: readonly PropertyKey[] = [],
): Explained[] {
  const path = [...before, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const [near] = nearest(
        keys.filter((known) => known !== key),
        key,
      );
      const hint = near === undefined ? "" : `: did you mean "${near}"?`;
      return { message: `there is no key "${key}" here${hint}`, path: [...path, key] };
    });
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // The reading that got furthest is the one that was meant.
    const branches = issue.errors.map((errors) => errors.flatMap((each) => explained(each, keys, path)));
    const depth = (found: readonly Explained[]) => Math.max(0, ...found.map((each) => each.path.length));
    const deepest = branches.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
    if (depth(deepest) > path.length) return deepest;
    return [
      { message: [...new Set(deepest.concat(...branches).map((each) => each.message))].join(", or "), path },
    ];
  }
  const name = path.at(-1);
  return [{ message: name === undefined ? issue.message : `${String(name)}: ${issue.message}`, path }];
}
