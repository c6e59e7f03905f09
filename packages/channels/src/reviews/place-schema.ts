import type * as z from "zod";
import { text } from "../authoring/config-schema.ts";
import type { ReviewPlace } from "./place.ts";

/** Validates a {@link ReviewPlace}, as keys of a configuration. */
export const reviewPlace: {
  readonly [Key in keyof ReviewPlace]-?: z.ZodExactOptional<typeof text>;
} = {
  channel: text.exactOptional(),
  touchpoint: text.exactOptional(),
  stage: text.exactOptional(),
};
