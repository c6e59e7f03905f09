import * as z from "zod";
import { checkMeaning, itemMeaning, itemPlace, text } from "../authoring/config-schema.ts";
import { isZone } from "../survey/zoned-time.ts";
import type { WebhookMapping } from "./mapping.ts";

const told = z.union([text, z.strictObject({ path: text })]);
const format = z.enum(["rfc3339", "unix-seconds", "unix-milliseconds", "local"]);
const zone = text.refine(isZone, "must be an IANA name such as Asia/Shanghai").exactOptional();
const scalar = z.union([text, z.number(), z.boolean()]);
const item = z.strictObject({ ...itemMeaning, item: text, path: text }).superRefine(checkMeaning);
const verbatim = z.strictObject({ ...itemPlace, item: text, path: text });
const zoned = (time: { readonly format?: string; readonly zone?: string }): boolean =>
  time.format !== "local" || time.zone !== undefined;
const needsZone = { path: ["zone"], message: "local times need the zone they are of, such as Asia/Shanghai" };

/** The parts of a mapping that do not say where its record comes from. */
export const mappingParts = {
  type: z
    .enum(["survey.responded", "feedback.posted", "interaction.occurred", "transaction.recorded"])
    .exactOptional(),
  revision: z
    .union([
      z.strictObject({ path: text, kind: z.literal("counter") }),
      z
        .strictObject({ path: text, kind: z.literal("time"), format: format.exactOptional(), zone })
        .refine(zoned, needsZone),
    ])
    .exactOptional(),
  retraction: z.strictObject({ when: z.strictObject({ path: text, equals: scalar }) }).exactOptional(),
  subject: z.strictObject({ path: text, kind: text }).exactOptional(),
  contact: z
    .strictObject({ email: text.exactOptional(), phone: text.exactOptional(), name: text.exactOptional() })
    .exactOptional(),
  channel: told.exactOptional(),
  touchpoint: told.exactOptional(),
  stage: told.exactOptional(),
  dimensions: z.record(text, text).exactOptional(),
  survey: told.exactOptional(),
  wave: told.exactOptional(),
  language: text.exactOptional(),
  duration: text.exactOptional(),
  url: text.exactOptional(),
  complete: z.strictObject({ path: text, values: z.array(scalar).min(1) }).exactOptional(),
  items: z.array(item).exactOptional(),
  verbatims: z.array(verbatim).exactOptional(),
  feedback: z
    .strictObject({
      text: text.exactOptional(),
      rating: text.exactOptional(),
      scale: z.strictObject({ min: z.number(), max: z.number() }).exactOptional(),
    })
    .exactOptional(),
  interaction: z.strictObject({ action: told, outcome: text.exactOptional() }).exactOptional(),
  transaction: z
    .strictObject({
      kind: told,
      amount: text.exactOptional(),
      currency: told.exactOptional(),
      order: text.exactOptional(),
    })
    .exactOptional(),
};

const time = z.union([text, z.strictObject({ path: text, format, zone }).refine(zoned, needsZone)]);

/** A whole mapping. */
export const mappingSchema: z.ZodType<WebhookMapping> = z
  .strictObject({ ...mappingParts, source: text, key: text, time })
  .superRefine(checkMapping);

/** Finds what contradicts itself: items that come twice, and a type without the fields it is made of. */
export function checkMapping(
  mapping: Pick<WebhookMapping, "type" | "items" | "verbatims" | "feedback" | "interaction" | "transaction">,
  context: z.RefinementCtx,
): void {
  const say = (path: (string | number)[], message: string): void => {
    context.addIssue({ code: "custom", path, message });
  };
  const seen = new Set<string>();
  for (const [list, entries] of [
    ["items", mapping.items ?? []],
    ["verbatims", mapping.verbatims ?? []],
  ] as const) {
    for (const [index, { item: id }] of entries.entries()) {
      if (seen.has(id)) say([list, index, "item"], `two items are called "${id}"`);
      seen.add(id);
    }
  }
  const { type = "survey.responded" } = mapping;
  if (type === "survey.responded" && seen.size === 0)
    say(["items"], "a survey.responded needs items or verbatims: { item, path, construct }");
  const needed = {
    "feedback.posted": "feedback",
    "interaction.occurred": "interaction",
    "transaction.recorded": "transaction",
  } as const;
  if (type === "survey.responded") return;
  const part = needed[type];
  if (mapping[part] === undefined) say([part], `a ${type} needs "${part}"`);
}

/** All keys of a mapping, for suggestions. */
export const mappingKeys: readonly string[] = [
  ...Object.keys(mappingParts),
  ...Object.keys(itemMeaning),
  "source",
  "key",
  "time",
  "path",
  "kind",
  "format",
  "zone",
  "when",
  "equals",
  "values",
  "email",
  "phone",
  "name",
  "text",
  "rating",
  "action",
  "outcome",
  "amount",
  "currency",
  "order",
];
