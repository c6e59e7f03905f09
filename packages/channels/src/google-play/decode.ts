import type { DecodeContext, Decoded, SetAside } from "@cxkit/core";
import { quoted, recordAside, valueAside } from "../authoring/aside.ts";
import { isObject, nameOf, own, textOf } from "../authoring/json-value.ts";
import { placeOf } from "../reviews/place.ts";
import { starScale, starsOf } from "../reviews/stars.ts";
import { lastModified, userComment } from "./comment.ts";
import type { GooglePlayConfig } from "./config.ts";

/** One review in, one `feedback.posted` out. */
export function decodeGooglePlay(raw: unknown, context: DecodeContext<GooglePlayConfig>): Decoded {
  if (!isObject(raw)) return recordAside("review", "missing-review", `${quoted(raw)} is no review`);
  const key = nameOf(own(raw, "reviewId"));
  if (key === undefined) return recordAside("reviewId", "missing-id", "there is no reviewId");
  const told = userComment(raw);
  if (!told) return recordAside("comments", "no-review", "there is no userComment");
  const { comment, path } = told;
  const time = lastModified(comment);
  if (time === undefined)
    return recordAside(`${path}.lastModified`, "unreadable-date", "there is no time of the last change");

  const setAside: SetAside[] = [];
  const rating = starsOf(own(comment, "starRating"), `${path}.starRating`, setAside);
  const text = wordsOf(comment);
  if (rating === undefined && text === undefined)
    return recordAside(path, "nothing-said", "there are neither stars nor words");
  const language = languageOf(own(comment, "reviewerLanguage"), `${path}.reviewerLanguage`, setAside);
  return {
    events: [
      {
        type: "feedback.posted",
        source: `google-play:app/${context.config.package}`,
        key,
        // An edited review keeps its id.
        revision: Date.parse(time),
        time,
        ...placeOf(context.config),
        dimensions: dimensionsOf(comment, language),
        data: {
          ...(text !== undefined && { text }),
          ...(rating !== undefined && { rating, ratingScale: starScale }),
          ...(language !== undefined && { language }),
        },
      },
    ],
    setAside,
  };
}

/** In the customer's own language where a translation stands beside it. A title, where there is one, comes before a tab. */
function wordsOf(comment: unknown): string | undefined {
  const said = textOf(own(comment, "originalText")) ?? textOf(own(comment, "text"));
  return textOf(said?.replace(/^\t/, ""));
}

function languageOf(value: unknown, path: string, setAside: SetAside[]): string | undefined {
  const said = textOf(value)?.trim();
  if (said === undefined) return undefined;
  try {
    // A tag, and not whatever the platform would take for one.
    if (/^[A-Za-z]{2,3}(?:[-_][A-Za-z\d]{2,8}){0,3}$/.test(said))
      return Intl.getCanonicalLocales(said.replaceAll("_", "-"))[0];
  } catch {
    // No tag: said below.
  }
  setAside.push(valueAside(path, "unknown-language", `${quoted(value)} is no language`));
  return undefined;
}

/** What is worth telling apart: the language, the version of the app, the kind of device. How much memory it has is not. */
function dimensionsOf(comment: unknown, language: string | undefined): { readonly [name: string]: string } {
  const device = own(comment, "deviceMetadata");
  const told = {
    language,
    version: nameOf(own(comment, "appVersionName")) ?? nameOf(own(comment, "appVersionCode")),
    device: nameOf(own(device, "productName")) ?? nameOf(own(comment, "device")),
    manufacturer: nameOf(own(device, "manufacturer")),
    android: nameOf(own(comment, "androidOsVersion")),
  };
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
