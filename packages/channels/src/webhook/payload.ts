import type { Answer, Feedback, Interaction, SetAside, SurveyResponse, Transaction } from "@cxkit/core";
import { quoted, valueAside } from "../authoring/aside.ts";
import { isBlank, nameOf, numberOf, type ReadValue, textOf, valueAt } from "../authoring/json-value.ts";
import { languageTag } from "../survey/row-values.ts";
import { toldBy } from "./told.ts";
import type { Path, WebhookMapping } from "./mapping.ts";

/** Makes the payload of an event, or says why there is none. */
export type Payload = (
  record: unknown,
  setAside: SetAside[],
) =>
  | { readonly data: SurveyResponse | Feedback | Interaction | Transaction }
  | { readonly path: string; readonly reason: string; readonly message: string };

/** The payload of a mapping's type. */
export function payloadOf(
  mapping: WebhookMapping,
  answers: (record: unknown, setAside: SetAside[]) => readonly Answer[],
): Payload {
  if (mapping.type === "feedback.posted") return feedback(mapping);
  if (mapping.type === "interaction.occurred") return interaction(mapping);
  if (mapping.type === "transaction.recorded") return transaction(mapping);
  return response(mapping, answers);
}

function response(
  mapping: WebhookMapping,
  answers: (record: unknown, setAside: SetAside[]) => readonly Answer[],
): Payload {
  const [survey, wave] = [toldBy(mapping.survey), toldBy(mapping.wave)];
  const duration = numberAt(mapping.duration);
  const [language, url] = [maybe(mapping.language), maybe(mapping.url)];
  const complete = mapping.complete && {
    read: valueAt(mapping.complete.path),
    values: new Set<unknown>(mapping.complete.values),
  };
  return (record, setAside) => {
    const seconds = duration(record, setAside);
    const tag = languageTag(textOf(language?.(record)) ?? "");
    const [period, link] = [wave?.(record), textOf(url?.(record))];
    return {
      data: {
        survey: survey?.(record) ?? mapping.source,
        ...(period !== undefined && { wave: period }),
        status: !complete || complete.values.has(complete.read(record)) ? "complete" : "partial",
        ...(seconds !== undefined && seconds >= 0 && { duration: seconds }),
        ...(tag !== undefined && { language: tag }),
        ...(link !== undefined && { url: link }),
        answers: answers(record, setAside),
      },
    };
  };
}

function feedback(mapping: WebhookMapping): Payload {
  const { text, rating, scale } = mapping.feedback ?? {};
  const [words, language, url] = [maybe(text), maybe(mapping.language), maybe(mapping.url)];
  const stars = numberAt(rating);
  return (record, setAside) => {
    let points = stars(record, setAside);
    if (points !== undefined && scale && !(points >= scale.min && points <= scale.max)) {
      setAside.push(
        valueAside(rating ?? "", "off-scale", `${quoted(points)} is not on ${scale.min}–${scale.max}`),
      );
      points = undefined;
    }
    const said = textOf(words?.(record));
    if (said === undefined && points === undefined)
      return {
        path: text ?? rating ?? "feedback",
        reason: "nothing-said",
        message: "neither words nor a rating",
      };
    const tag = languageTag(textOf(language?.(record)) ?? "");
    const link = textOf(url?.(record));
    return {
      data: {
        ...(said !== undefined && { text: said }),
        ...(points !== undefined && { rating: points, ...(scale && { ratingScale: scale }) }),
        ...(link !== undefined && { url: link }),
        ...(tag !== undefined && { language: tag }),
      },
    };
  };
}

function interaction(mapping: WebhookMapping): Payload {
  const action = toldBy(mapping.interaction?.action);
  const outcome = maybe(mapping.interaction?.outcome);
  const duration = numberAt(mapping.duration);
  return (record, setAside) => {
    const done = action?.(record);
    if (done === undefined)
      return { path: "interaction.action", reason: "missing-action", message: "there is no action" };
    const seconds = duration(record, setAside);
    const end = nameOf(outcome?.(record));
    return {
      data: {
        action: done,
        ...(seconds !== undefined && seconds >= 0 && { duration: seconds }),
        ...(end !== undefined && { outcome: end }),
      },
    };
  };
}

function transaction(mapping: WebhookMapping): Payload {
  const [kind, currency] = [toldBy(mapping.transaction?.kind), toldBy(mapping.transaction?.currency)];
  const amount = numberAt(mapping.transaction?.amount);
  const order = maybe(mapping.transaction?.order);
  return (record, setAside) => {
    const what = kind?.(record);
    if (what === undefined)
      return { path: "transaction.kind", reason: "missing-kind", message: "there is no kind" };
    const money = currency?.(record)?.toUpperCase();
    const code = money !== undefined && /^[A-Z]{3}$/.test(money) ? money : undefined;
    if (money !== undefined && code === undefined)
      setAside.push(
        valueAside("transaction.currency", "unknown-currency", `${quoted(money)} is no ISO 4217 code`),
      );
    const sum = amount(record, setAside);
    const number = nameOf(order?.(record));
    return {
      data: {
        kind: what,
        ...(sum !== undefined && { amount: sum }),
        ...(code !== undefined && { currency: code }),
        ...(number !== undefined && { order: number }),
      },
    };
  };
}

function maybe(path: Path | undefined): ReadValue | undefined {
  return path === undefined ? undefined : valueAt(path);
}

function numberAt(path: Path | undefined): (record: unknown, setAside: SetAside[]) => number | undefined {
  const read = maybe(path);
  return (record, setAside) => {
    const value = read?.(record);
    if (isBlank(value)) return undefined;
    const number = numberOf(value);
    if (number === undefined)
      setAside.push(valueAside(path ?? "", "no-number", `${quoted(value)} is no number`));
    return number;
  };
}
