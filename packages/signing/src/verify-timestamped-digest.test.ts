import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { secretOf } from "./secret.ts";
import { verifyTimestampedDigest } from "./verify-timestamped-digest.ts";

const timestamp = "1772357400";
const signature = createHash("sha256").update(`${timestamp}key{}`).digest("hex");
const claim = {
  secrets: [secretOf("key")],
  hash: "SHA-256",
  pieces: [timestamp, null, "{}"],
  signature,
  timestamp,
  now: "2026-03-01T09:30:05Z",
} as const;

it("a message that was signed just now is proven, and named until it is too old", async () => {
  const proof = await verifyTimestampedDigest(claim);
  expect(proof).toMatchObject({ ok: true, until: "2026-03-01T09:35:00.001Z" });
  // The name of a message is told to others: it is not the signature.
  expect(JSON.stringify(proof)).not.toContain(signature);
  expect(await verifyTimestampedDigest({ ...claim, secrets: [secretOf("key"), secretOf("b")] })).toEqual(
    proof,
  );
});

it("the signature is judged before the time", async () => {
  const later = { ...claim, now: "2026-03-01T10:00:00Z" };
  expect(await verifyTimestampedDigest(later)).toEqual({ ok: false, reason: "stale" });
  expect(await verifyTimestampedDigest({ ...claim, now: "2026-03-01T09:00:00Z" })).toEqual({
    ok: false,
    reason: "too-early",
  });
  expect(await verifyTimestampedDigest({ ...later, signature: "0".repeat(64) })).toEqual({
    ok: false,
    reason: "signature-wrong",
  });
  expect(await verifyTimestampedDigest({ ...later, toleranceSeconds: 3600 })).toMatchObject({ ok: true });
});

it("a time that is missing or none is no time", async () => {
  expect(await verifyTimestampedDigest({ ...claim, timestamp: undefined })).toEqual({
    ok: false,
    reason: "timestamp-missing",
  });
  expect(await verifyTimestampedDigest({ ...claim, timestamp: "soon" })).toEqual({
    ok: false,
    reason: "timestamp-malformed",
  });
});

it("a time that is not signed is a wrong setup", async () => {
  await expect(verifyTimestampedDigest({ ...claim, pieces: [null, "{}"] })).rejects.toThrow(RangeError);
});
