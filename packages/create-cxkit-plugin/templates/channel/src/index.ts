import { defineChannel } from "@cxkit/core";
import * as cx from "@cxkit/channels/authoring";
import * as z from "zod";

/** Reviews as the shop's webhook sends them, signed with an HMAC of the body. */
export const myThing = defineChannel({
  id: "my-thing",
  title: "My thing",
  config: z.strictObject({ shop: z.string().min(1) }),
  webhook: cx.signedWebhook({
    scheme: cx.hmacBody({ header: "x-shop-signature", hash: "SHA-256", encoding: "hex" }),
  }),
  decode(review, { config }) {
    const [key, time] = [cx.textOf(cx.own(review, "id")), cx.instantOf(cx.own(review, "written_at"))];
    if (key === undefined || time === undefined)
      return cx.recordAside(key ? "written_at" : "id", "missing", "a review needs an id and a time");
    const [text, stars] = [cx.textOf(cx.own(review, "text")), cx.own(review, "stars")];
    const rating = [1, 2, 3, 4, 5].find((point) => point === stars);
    const off = cx.valueAside("stars", "off-scale", `${cx.quoted(stars)} is not 1 to 5`);
    const data = { ...(rating && { rating, ratingScale: { min: 1, max: 5 } }), ...(text && { text }) };
    const event = { source: `my-thing:${config.shop}`, channel: "review", dimensions: {}, key, time, data };
    const setAside = rating || cx.isBlank(stars) ? [] : [off];
    return { events: [{ type: "feedback.posted", ...event }], setAside };
  },
});
