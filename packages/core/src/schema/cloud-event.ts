import * as z from "zod";
import type { CloudEvent } from "../cloudevents.ts";
import { instantSchema, textSchema } from "./event-data.ts";

/**
 * A CloudEvent of CXKit's in JSON format: what `toCloudEvent` writes and `fromCloudEvent` reads. Further extension attributes of
 * other producers may stand beside; their values are scalars, as CloudEvents asks.
 */
export const cloudEventSchema = z
  .object({
    specversion: z.literal("1.0"),
    id: textSchema,
    source: textSchema,
    type: textSchema,
    time: instantSchema,
    subject: textSchema.exactOptional(),
    datacontenttype: z.literal("application/json"),
    cxkey: textSchema.exactOptional(),
    cxrevision: z.int().min(1).exactOptional(),
    cxreceived: instantSchema.exactOptional(),
    cxchannel: textSchema,
    cxtouchpoint: textSchema.exactOptional(),
    cxjourney: textSchema.exactOptional(),
    cxstage: textSchema.exactOptional(),
    cxdimensions: textSchema.exactOptional(),
    cxconsent: textSchema.exactOptional(),
    data: z.record(z.string(), z.json()),
  })
  .catchall(z.union([z.string(), z.number(), z.boolean()])) satisfies z.ZodType<CloudEvent>;
