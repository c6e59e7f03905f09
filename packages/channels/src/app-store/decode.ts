import type { DecodeContext, Decoded, SetAside } from "@cxkit/core";
import { quoted, recordAside } from "../authoring/aside.ts";
import { instantOf } from "../authoring/instant.ts";
import { isObject, nameOf, own, textOf } from "../authoring/json-value.ts";
import { placeOf } from "../reviews/place.ts";
import { starScale, starsOf } from "../reviews/stars.ts";
import type { AppStoreConfig } from "./config.ts";
import { type AppStoreReview, isApp, labelOf } from "./entry.ts";

/** One review in, one `feedback.posted` out. */
export function decodeAppStore(raw: AppStoreReview, context: DecodeContext<AppStoreConfig>): Decoded {
  const { config } = context;
  const entry = own(raw, "entry");
  if (!isObject(entry)) return recordAside("entry", "missing-entry", `${quoted(entry)} is no entry`);
  if (isApp(entry)) return recordAside("entry", "no-review", "the entry is the app itself");
  const country = textOf(own(raw, "country"));
  if (country === undefined) return recordAside("country", "missing-country", "there is no country");
  const key = nameOf(labelOf(entry, "id"));
  if (key === undefined) return recordAside("entry.id", "missing-id", "there is no id");
  const updated = labelOf(entry, "updated");
  if (textOf(updated) === undefined)
    return recordAside("entry.updated", "missing-time", "there is no time of the last change");
  const time = instantOf(updated);
  if (time === undefined)
    return recordAside("entry.updated", "unreadable-date", `${quoted(updated)} is no instant`);

  const setAside: SetAside[] = [];
  const rating = starsOf(labelOf(entry, "im:rating"), "entry.im:rating", setAside);
  const said = [textOf(labelOf(entry, "title")), textOf(labelOf(entry, "content"))].filter(
    (part) => part !== undefined,
  );
  if (rating === undefined && said.length === 0)
    return recordAside("entry", "nothing-said", "there are neither stars nor words");
  const version = nameOf(labelOf(entry, "im:version"));
  const url = addressOf(own(entry, "link"));
  const author = authorOf(entry);
  return {
    events: [
      {
        type: "feedback.posted",
        source: `app-store:app/${config.app}`,
        key,
        // An edited review keeps its id.
        revision: Math.max(0, Date.parse(time)),
        time,
        ...(author !== undefined && { subject: context.subject("app-store-reviewer", author) }),
        ...placeOf(config),
        dimensions: { country, ...(version !== undefined && { version }) },
        data: {
          ...(said.length > 0 && { text: said.join("\n") }),
          ...(rating !== undefined && { rating, ratingScale: starScale }),
          ...(url !== undefined && { url }),
        },
      },
    ],
    setAside,
  };
}

/** The number of the reviewer's page. Names are chosen freely, and are many people's. */
function authorOf(entry: unknown): string | undefined {
  const uri = labelOf(own(entry, "author"), "uri");
  const [, number] = (typeof uri === "string" && /\/reviews\/id(\d{1,20})(?:[/?]|$)/.exec(uri)) || [];
  return number;
}

function addressOf(link: unknown): string | undefined {
  const [first]: readonly unknown[] = Array.isArray(link) ? link : [link];
  const href = own(own(first, "attributes"), "href");
  return typeof href === "string" && /^https:\/\/\S+$/.test(href) ? href : undefined;
}
