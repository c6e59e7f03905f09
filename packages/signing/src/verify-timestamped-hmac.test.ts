import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf } from "./message.ts";
import { secretOf } from "./secret.ts";
import { signHmac } from "./sign-hmac.ts";
import { verifyTimestampedHmac } from "./verify-timestamped-hmac.ts";

const secrets = [secretOf("key")];
const at = 1_700_000_000;
const instant = (seconds: number) => new Date(seconds * 1000).toISOString();

async function judge(
  timestamp: string | undefined,
  now: string,
  options: { unit?: "s" | "ms" | "rfc3339"; toleranceSeconds?: number } = {},
) {
  const message = messageOf(timestamp ?? "", ".", "{}");
  const scheme = { secrets, hash: "SHA-256", encoding: "hex", message } as const;
  const signature = await signHmac(scheme);
  return verifyTimestampedHmac({ ...scheme, ...options, signature, timestamp, now });
}

describe("verifyTimestampedHmac", () => {
  it("takes what was signed within the tolerance, either way, to the last millisecond", async () => {
    for (const offset of [-300, -1, 0, 1, 300])
      expect((await judge(String(at), instant(at + offset))).ok).toBe(true);
    expect(await judge(String(at), instant(at + 300.001))).toEqual({ ok: false, reason: "stale" });
    expect(await judge(String(at), instant(at - 300.001))).toEqual({ ok: false, reason: "too-early" });
    expect((await judge(String(at), instant(at + 11), { toleranceSeconds: 10 })).ok).toBe(false);
  });

  it("says until when a replay has to be known: exactly as long as it would be taken", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -300, max: 300 }), fc.nat(600_000), async (offset, later) => {
        const first = await judge(String(at), instant(at + offset));
        if (!first.ok) throw new Error("not proven");
        const now = instant(at + offset + later / 1000);
        const again = await judge(String(at), now);
        expect(again.ok).toBe(Date.parse(now) < Date.parse(first.until));
      }),
    );
  });

  it("reads milliseconds where they are meant, and only there", async () => {
    expect((await judge(`${at}123`, instant(at), { unit: "ms" })).ok).toBe(true);
    expect((await judge(`${at}123`, instant(at))).ok).toBe(false);
    expect(await judge(String(at), instant(at), { unit: "ms" })).toEqual({ ok: false, reason: "stale" });
  });

  it.each([
    "1e9",
    "1700000000.0",
    " 1700000000",
    "1700000000 ",
    "+1700000000",
    "-1",
    "01700000000",
    "0x65",
    "NaN",
    "１７",
    "1700000000, 1700000000",
    "9".repeat(40),
  ])("%j is no timestamp", async (timestamp) => {
    expect(await judge(timestamp, instant(at))).toEqual({ ok: false, reason: "timestamp-malformed" });
  });

  it("says that it is missing, and that a signature is wrong before that it is stale", async () => {
    expect(await judge(undefined, instant(at))).toEqual({ ok: false, reason: "timestamp-missing" });
    expect(await judge("", instant(at))).toEqual({ ok: false, reason: "timestamp-missing" });
    const scheme = { secrets, hash: "SHA-256", encoding: "hex", message: messageOf("m") } as const;
    const claim = { ...scheme, signature: "0".repeat(64), timestamp: "1", now: instant(at) };
    expect(await verifyTimestampedHmac(claim)).toEqual({ ok: false, reason: "signature-wrong" });
  });

  it("needs an instant to compare with", async () => {
    await expect(judge(String(at), "yesterday")).rejects.toThrow(RangeError);
    await expect(judge(String(at), instant(at), { toleranceSeconds: -1 })).rejects.toThrow(RangeError);
  });

  it("gives one digest to one message, whichever secret proved it, and another to another", async () => {
    const message = messageOf("1700000000.{}");
    const both = [secretOf("old"), secretOf("new")];
    const digests = await Promise.all(
      both.map(async (secret) => {
        const scheme = { hash: "SHA-256", encoding: "hex", message } as const;
        const signature = await signHmac({ ...scheme, secrets: [secret] });
        const proof = await verifyTimestampedHmac({
          ...scheme,
          secrets: both,
          signature,
          timestamp: String(at),
          now: instant(at),
        });
        return proof.ok ? proof.digest : "";
      }),
    );
    expect(digests[0]).toMatch(/^[\da-f]{64}$/);
    expect(digests[1]).toBe(digests[0]);
    const other = await judge(String(at + 1), instant(at));
    expect(other.ok && other.digest).not.toBe(digests[0]);
  });

  it("may be written as RFC 3339 in UTC, and in no other way", async () => {
    const written = { unit: "rfc3339" } as const;
    const time = "2023-11-14T22:13:20Z";
    expect(await judge(time, instant(at), written)).toMatchObject({ ok: true, until: instant(at + 300.001) });
    expect(await judge("2023-11-14T22:13:20.123456789Z", instant(at), written)).toMatchObject({ ok: true });
    expect(await judge(time, instant(at + 301), written)).toEqual({ ok: false, reason: "stale" });
    expect(await judge(time, instant(at - 301), written)).toEqual({ ok: false, reason: "too-early" });
    for (const malformed of [
      String(at),
      "2023-11-14T22:13:20+00:00",
      "2023-11-14 22:13:20Z",
      "2023-13-14T22:13:20Z",
      "2023-11-14T22:13:20Z, x",
    ])
      expect(await judge(malformed, instant(at), written)).toEqual({
        ok: false,
        reason: "timestamp-malformed",
      });
  });
});
