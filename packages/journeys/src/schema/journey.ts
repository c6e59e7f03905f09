import { journeySchema as shapeSchema } from "@cxkit/core/schema";
import { journeyProblems } from "../journey-problems.ts";

/**
 * A journey as read from a file: the shape of core's `Journey`, at least one stage, every stage and touchpoint id used once,
 * every item claimed by at most one touchpoint.
 *
 * @example journeySchema.safeParse({ id: "j", title: { en: "J" }, stages: [] }).success // => false
 */
export const journeySchema = shapeSchema.superRefine((journey, context) => {
  for (const { path, message } of journeyProblems(journey)) {
    context.addIssue({ code: "custom", path: [...path], message });
  }
});
