import {
  type Answer,
  type Instrument,
  type LocalizedText,
  type MissingReason,
  type Scale,
  scalePosition,
  type SetAside,
} from "@cxkit/core";
import { holdsContact } from "../survey/contact-text.ts";
import { quoted, valueAside } from "./aside.ts";
import { isBlank, nameOf, numberOf, textOf } from "./json-value.ts";

/** What an answer means, as a configuration says it. */
export interface ItemMeaning {
  /** Id of the item and of its instrument. */
  readonly item?: string;
  /** Changes whenever wording, scale or direction change. Default `1`. */
  readonly version?: string;
  /** `nps`, `csat`, `ces`, `rating`, `verbatim`, `choice`, `number`. */
  readonly construct: string;
  /** Needed for csat, ces and rating; an NPS has its own. */
  readonly scale?: Scale;
  /** Which end is good. Default: the higher one. */
  readonly direction?: "higher-is-better" | "lower-is-better";
  /** Scale points by the words that stand for them. */
  readonly words?: { readonly [word: string]: number };
  /** Codes that look like answers and are none. */
  readonly missingCodes?: readonly { readonly code: number | string; readonly reason: MissingReason }[];
  readonly label?: LocalizedText;
  readonly touchpoint?: string;
  readonly stage?: string;
}

/** The instrument of an item. */
export function instrumentOf(id: string, meaning: ItemMeaning): Instrument {
  const {
    version = "1",
    construct,
    direction = "higher-is-better",
    label,
    missingCodes,
    touchpoint,
    stage,
    words,
  } = meaning;
  const labels = Object.entries(words ?? {}).map(
    ([word, point]) => [String(point), /\p{Script=Han}/u.test(word) ? { zh: word } : { en: word }] as const,
  );
  return {
    id,
    version,
    construct,
    scale: construct === "nps" ? { min: 0, max: 10, step: 1 } : (meaning.scale ?? null),
    direction,
    ...(label && { label }),
    ...(labels.length > 0 && { pointLabels: Object.fromEntries(labels.toReversed()) }),
    ...(missingCodes && { missingCodes }),
    ...(touchpoint !== undefined && { touchpoint }),
    ...(stage !== undefined && { stage }),
  };
}

/** One answer read, `undefined` when nothing was asked or told, and what could not be used of it. */
export type ReadAnswer = (value: unknown, path: string, setAside: SetAside[]) => Answer | undefined;

/**
 * Makes the reader of an item's answers. Absent is no answer at all; `null` and blanks are an answer without a value; what is on no point of
 * the scale is set aside and counts as missing. What was written beside the choices offered is set aside where it reaches a person.
 */
export function answerReader(id: string, meaning: ItemMeaning): ReadAnswer {
  const { scale, version, construct } = instrumentOf(id, meaning);
  const instrument = `${id}@${version}`;
  const missing = (reason: MissingReason): Answer => ({ item: id, value: null, missing: reason, instrument });
  const codes = new Map(meaning.missingCodes?.map(({ code, reason }) => [String(code), reason]));
  const words = new Map(
    Object.entries(meaning.words ?? {}).map(([word, point]) => [word.trim().toLowerCase(), point]),
  );

  return (value, path, setAside) => {
    if (value === undefined) return undefined;
    if (isBlank(value)) return missing("unknown");
    const [only] = Array.isArray(value) && value.length === 1 ? (value as readonly unknown[]) : [value];
    const code = codes.size > 0 ? codes.get(nameOf(only) ?? "") : undefined;
    if (code !== undefined) return missing(code);
    if (construct === "verbatim" || (construct === "choice" && !Array.isArray(value))) {
      const said = construct === "verbatim" ? textOf(value) : nameOf(value);
      if (construct === "choice" && reachesPerson(value)) {
        setAside.push(reaches(path));
        return missing("unknown");
      }
      if (said !== undefined) return { item: id, value: said, instrument };
    } else if (construct === "choice" && Array.isArray(value)) {
      const chosen = value.map(nameOf);
      if (chosen.length === 0) return missing("unknown");
      if (chosen.every((each) => each !== undefined)) {
        const kept = chosen.filter((_, at) => !reachesPerson(value[at]));
        if (kept.length < chosen.length) setAside.push(reaches(path));
        return kept.length > 0 ? { item: id, value: [...new Set(kept)], instrument } : missing("unknown");
      }
    } else {
      const word = words.size > 0 ? words.get((nameOf(value) ?? "").toLowerCase()) : undefined;
      const number = word ?? numberOf(value);
      if (number !== undefined && !scale) return { item: id, value: number, instrument };
      const position = number === undefined || !scale ? -1 : scalePosition(scale, number);
      // The point itself: a rounding error beside it is no answer of its own.
      if (scale && position >= 0) return { item: id, value: scale.min + position * scale.step, instrument };
      const reason =
        number === undefined ? (typeof value === "string" ? "unknown-word" : "wrong-kind") : "off-scale";
      const wanted = scale ? `is not on ${scale.min}–${scale.max}` : "is no number";
      setAside.push(valueAside(path, reason, `${quoted(value)} ${wanted}`));
      return missing("off-scale");
    }
    setAside.push(valueAside(path, "wrong-kind", `${quoted(value)} is no ${construct}`));
    return missing("unknown");
  };
}

/** A number is a producer's id of a choice; what people write comes as a text. */
function reachesPerson(value: unknown): boolean {
  return typeof value === "string" && holdsContact(value);
}

function reaches(path: string): SetAside {
  return valueAside(path, "contact-detail", "reaches a person: no choice");
}
