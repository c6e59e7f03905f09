import { type Channel, defineChannel, lazySchema } from "@cxkit/core";
import type { AppStoreConfig } from "./app-store/config.ts";
import { decodeAppStore } from "./app-store/decode.ts";
import type { AppStoreReview } from "./app-store/entry.ts";
import { lookback, pullAppStore, reviewKey } from "./app-store/pull.ts";

export type { AppStoreConfig } from "./app-store/config.ts";
export type { AppStoreReview } from "./app-store/entry.ts";
export type { ReviewPlace } from "./reviews/place.ts";

/**
 * Reviews of an app in Apple's App Store, as its public feed shows them: the newest 500 of each country, no key needed, also of apps
 * that are not yours.
 *
 * @example appStore.streams?.["reviews"]?.mode // => "incremental"
 */
export const appStore: Channel<AppStoreConfig, AppStoreReview> = defineChannel({
  id: "app-store",
  title: "App Store reviews",
  config: lazySchema(async () => (await import("./app-store/config.ts")).appStoreConfig),
  decode: decodeAppStore,
  streams: {
    reviews: {
      title: "Customer reviews",
      mode: "incremental",
      lookback,
      primaryKey: reviewKey,
      pull: pullAppStore,
    },
  },
  coverage: [
    {
      id: "app-store-newest-500",
      note: {
        en: "The App Store's feed shows the newest 500 reviews of each country and no older ones: between two pulls, more than that are lost.",
        zh: "App Store 的公开订阅源每个国家或地区只显示最新 500 条评价，看不到更早的；两次拉取之间超过此数的会丢失。",
      },
    },
    {
      id: "app-store-with-words",
      note: {
        en: "Only reviews with words are shown. Most people give stars alone, and are not in the mean of these ratings.",
        zh: "只显示带文字的评价。多数人只打星不写字，不在这些评分的平均值之内。",
      },
    },
    {
      id: "app-store-as-it-stands",
      note: {
        en: "A review is shown as it stands now: what it said before an edit, the developer's answer, and that it was removed are not told.",
        zh: "评价只显示当前内容：修改前的内容、开发者的回复以及评价被删除，均不会告知。",
      },
    },
  ],
});
