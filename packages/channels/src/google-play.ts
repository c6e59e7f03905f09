import { type Channel, defineChannel, lazySchema } from "@cxkit/core";
import type { GooglePlayConfig } from "./google-play/config.ts";
import { decodeGooglePlay } from "./google-play/decode.ts";
import { lookback, pullGooglePlay, reviewKey } from "./google-play/pull.ts";

export type { GooglePlayConfig } from "./google-play/config.ts";
export type { ReviewPlace } from "./reviews/place.ts";

/**
 * Reviews of your app in Google Play, as its Reply to Reviews API tells them: those with words of the last week. It asks as a service
 * account, whose key is the secret `service-account`.
 *
 * @example googlePlay.streams?.["reviews"]?.lookback // => 172800
 */
export const googlePlay: Channel<GooglePlayConfig> = defineChannel({
  id: "google-play",
  title: "Google Play reviews",
  config: lazySchema(async () => (await import("./google-play/config.ts")).googlePlayConfig),
  decode: decodeGooglePlay,
  streams: {
    reviews: {
      title: "Reviews of the last week",
      mode: "incremental",
      lookback,
      primaryKey: reviewKey,
      pull: pullGooglePlay,
    },
  },
  coverage: [
    {
      id: "google-play-last-week",
      note: {
        en: "Google Play gives the reviews of the last seven days alone: a week without a pull is lost, and so is everything before the first.",
        zh: "Google Play 只提供最近 7 天的评价：一周未拉取即永久丢失，首次拉取之前的评价也无法获得。",
      },
    },
    {
      id: "google-play-with-words",
      note: {
        en: "Only reviews with words are given. Most people give stars alone: the mean of these ratings is another one than the store shows, as a rule a lower one.",
        zh: "只提供带文字的评价。多数人只打星不写字：这些评分的平均值与商店显示的不同，通常偏低。",
      },
    },
    {
      id: "google-play-production",
      note: {
        en: "Only reviews of the version that everybody gets are given, none of tests; and not which were removed.",
        zh: "只提供正式版的评价，不含测试版；被删除的评价也不会告知。",
      },
    },
  ],
});
