/**
 * What the author of a channel needs: the receiving half from what is particular to a producer, readers that guess nothing, and answers
 * of other people's programs as errors that say what to do.
 *
 * @packageDocumentation
 */

// Receiving
export { signedWebhook } from "./authoring/signed-webhook.ts";
export type { SignedWebhook } from "./authoring/signed-webhook.ts";
export type { Opened, Proof, Scheme, SchemeConnection } from "./authoring/scheme.ts";
export { hmacBody } from "./authoring/hmac-body.ts";
export type { HmacBody } from "./authoring/hmac-body.ts";
export { hmacTimed } from "./authoring/hmac-timed.ts";
export type { HmacTimed } from "./authoring/hmac-timed.ts";
export { standardWebhooks } from "./authoring/standard-webhooks.ts";
export { hashWithSecret } from "./authoring/hash-with-secret.ts";
export type { HashWithSecret } from "./authoring/hash-with-secret.ts";
export { urlParameters } from "./authoring/url-parameters.ts";
export type { UrlParameters } from "./authoring/url-parameters.ts";

// Asking
export { getJson } from "./authoring/get-json.ts";
export type { JsonRequest } from "./authoring/get-json.ts";

// Reading
export { mediaType } from "./authoring/records.ts";
export type { JsonRecord } from "./authoring/records.ts";
export { parseJson, readJson, readText } from "./authoring/read-json.ts";
export { readForm } from "./authoring/read-form.ts";
export type { Form } from "./authoring/read-form.ts";
export { isBlank, isObject, nameOf, numberOf, own, textOf, valueAt } from "./authoring/json-value.ts";
export type { ReadValue } from "./authoring/json-value.ts";
export { instantOf, instantReader } from "./authoring/instant.ts";
export type { TimeFormat } from "./authoring/instant.ts";

// Answers, and whose they are
export { answerReader, instrumentOf } from "./authoring/answer.ts";
export type { ItemMeaning, ReadAnswer } from "./authoring/answer.ts";
export { contactsOf, reachableSubject, subjectOf } from "./authoring/person.ts";
export type { Reachable } from "./authoring/person.ts";

// What cannot be used
export { quoted, recordAside, valueAside } from "./authoring/aside.ts";
