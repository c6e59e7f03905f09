/** What comes of WeCom: a callback as it was sealed, or a message of customer service as it was pulled. */
export type WecomRecord =
  | { readonly from: "callback"; readonly value: unknown }
  | { readonly from: "customer-service"; readonly value: unknown };
