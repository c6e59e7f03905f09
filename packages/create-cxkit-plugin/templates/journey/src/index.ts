import { defineJourney } from "@cxkit/core";

/** What a customer of a shop goes through, and which items measure it. Data: no code runs. */
export const myThing = defineJourney({
  id: "my-thing",
  title: { en: "My thing" },
  stages: [
    {
      id: "order",
      title: { en: "Order" },
      touchpoints: [{ id: "checkout", title: { en: "Checkout" }, items: ["checkout-effort"] }],
    },
    {
      id: "delivery",
      title: { en: "Delivery" },
      touchpoints: [{ id: "courier", title: { en: "Courier" }, items: ["courier-satisfaction"] }],
    },
  ],
});
