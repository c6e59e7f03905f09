/**
 * Signatures of webhooks, over raw bytes: prove what came, sign what goes. Pure JavaScript, no platform's crypto.
 *
 * @packageDocumentation
 */

// Secrets
export { secretOf } from "./secret.ts";
export type { HashName, KeyForm, Secret } from "./secret.ts";
export type { SecretCipher } from "./cipher.ts";
export type { SignatureAlgorithm } from "./private-key.ts";
export type { RsaAlgorithm } from "./public-key.ts";

// Proving what came
export { verifyHmac } from "./verify-hmac.ts";
export type { HmacClaim, HmacScheme } from "./hmac-claim.ts";
export { verifyTimestampedHmac } from "./verify-timestamped-hmac.ts";
export type { TimeClaim } from "./verify-timestamped-hmac.ts";
export { verifyStandardWebhook, signStandardWebhook } from "./standard-webhook.ts";
export type { ProvenWebhook, StandardWebhookHeaders } from "./standard-webhook.ts";
export { verifyDigest } from "./verify-digest.ts";
export { verifyTimestampedDigest } from "./verify-timestamped-digest.ts";
export type { DigestClaim, DigestScheme } from "./digest-proof.ts";
export { verifyRsa } from "./verify-rsa.ts";
export type { RsaClaim } from "./verify-rsa.ts";
export { verifyUrlParameters, signUrlParameters } from "./verify-url-parameters.ts";
export type { UrlParametersClaim } from "./verify-url-parameters.ts";
export { formPairs } from "./form-pairs.ts";
export type { NotProven, Proven, ProvenInTime, Unproven } from "./proof.ts";

// Opening and sealing
export { openSealedMessage, sealMessage } from "./sealed-message.ts";
export type { SealedReceiver, SealRequest } from "./sealed-message.ts";

// Signing what goes
export { signHmac } from "./sign-hmac.ts";

// Bytes
export { messageDigest, messageOf } from "./message.ts";
export { equalBytes } from "./equal-bytes.ts";
export { base64Bytes } from "./base64.ts";
