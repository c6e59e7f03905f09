import type { StandardSchema } from "@cxkit/core";
import { configSchema } from "../authoring/config-schema.ts";
import { mappingKeys, mappingSchema } from "./mapping-schema.ts";
import type { WebhookMapping } from "./mapping.ts";

/** Validates a {@link WebhookMapping}. */
export const webhookConfig: StandardSchema<unknown, WebhookMapping> = configSchema(
  mappingSchema,
  mappingKeys,
);
