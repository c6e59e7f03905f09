import type { SegmentEvent } from "./config.ts";

/** What the e-commerce events are when nothing else is said. */
export const knownEvents: { readonly [name: string]: SegmentEvent } = {
  "Order Completed": {
    transaction: { kind: "order", amount: "total", currency: "currency", order: "order_id" },
  },
  "Order Refunded": {
    transaction: { kind: "refund", amount: "total", currency: "currency", order: "order_id", sign: -1 },
  },
};
