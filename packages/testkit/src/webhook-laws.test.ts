import type { Channel, RawRequest, Webhook } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import {
  channel,
  decode,
  messageOf,
  type Raw,
  samples,
  text,
  visits,
  written,
} from "./fixtures/door-channel.ts";
import { failures } from "./fixtures/failures.ts";
import { webhookLaws } from "./webhook-laws.ts";

describe("a correct webhook keeps the webhook laws", () => {
  for (const law of webhookLaws(channel(visits), samples)) it(law.name, law.check);
});

describe("each webhook law catches the webhook that breaks it", () => {
  const parsesFirst: Webhook<Raw>["verify"] = (request, secrets, now) => {
    try {
      visits.records(request);
    } catch {
      return Promise.resolve({ verified: false, status: 400, reason: "unreadable-body" });
    }
    return visits.verify(request, secrets, now);
  };
  /** The right MAC where the one that came agrees with it in its first half. */
  const comparesHalf: Webhook<Raw>["verify"] = async (request, secrets, now) => {
    const { "x-mac": mac = "" } = request.headers;
    const macs = await Promise.all(
      (secrets["webhook"] ?? []).map(async (secret) =>
        written(await secret.hmac("SHA-256", messageOf(request))),
      ),
    );
    const right = macs.find((each) => each.slice(0, 16) === mac.slice(0, 16));
    return visits.verify(
      { ...request, headers: { ...request.headers, "x-mac": right ?? mac } },
      secrets,
      now,
    );
  };
  const changed =
    (change: (request: RawRequest) => RawRequest): Webhook<Raw>["verify"] =>
    (request, secrets, now) =>
      visits.verify(change(request), secrets, now);
  const header = (name: string, change: (value: string) => string) =>
    changed((request) => ({
      ...request,
      headers: { ...request.headers, [name]: change(request.headers[name] ?? "") },
    }));
  /** Takes everything: nothing is proven. */
  const trusts: Webhook<Raw>["verify"] = (request) => {
    try {
      const until = "2026-03-01T09:31:00.001Z";
      return Promise.resolve({
        verified: true,
        records: visits.records(request),
        once: { key: text(request.body), until },
      });
    } catch {
      return Promise.resolve({ verified: false, status: 400, reason: "unreadable-body" });
    }
  };
  let calls = 0;

  const mutants: readonly (readonly [law: string, change: Partial<Webhook<Raw>>])[] = [
    ["what the producer signed is taken, and has records", { verify: header("x-time", () => "0000000000") }],
    ["one bit changed in the body, one byte more or one less, and it is refused", { verify: trusts }],
    [
      "one bit changed in the body, one byte more or one less, and it is refused",
      {
        verify: changed((request) => ({
          ...request,
          body: new TextEncoder().encode(new TextDecoder().decode(request.body).trim()),
        })),
      },
    ],
    ["one bit changed in a header that is signed, and it is refused", { verify: comparesHalf }],
    [
      "one bit changed in a header that is signed, and it is refused",
      { verify: header("x-mac", (mac) => mac.toLowerCase()) },
    ],
    [
      "a signed header that is missing, empty or sent twice is refused",
      { verify: header("x-mac", (mac) => mac.split(", ").at(-1) ?? "") },
    ],
    [
      "a signed header that is missing, empty or sent twice is refused",
      { verify: header("x-mac", (mac) => mac.trim()) },
    ],
    [
      "a wrong secret and no secret prove nothing; of two, either does",
      {
        verify: (request, { webhook = [] }, now) =>
          visits.verify(request, { webhook: webhook.slice(0, 1) }, now),
      },
    ],
    [
      "a wrong secret and no secret prove nothing; of two, either does",
      {
        verify: (request, secrets, now) =>
          (secrets["webhook"] ?? []).length === 0
            ? trusts(request, secrets, now, undefined)
            : visits.verify(request, secrets, now),
      },
    ],
    ["a proof of one body proves no other", { verify: trusts }],
    [
      "a time too far from now is refused, either way, and one within is taken",
      {
        verify: (request, secrets) =>
          visits.verify(
            request,
            secrets,
            new Date(Number(request.headers["x-time"]) * 1000 || 0).toISOString(),
          ),
      },
    ],
    [
      "a time too far from now is refused, either way, and one within is taken",
      {
        // Old ones alone are refused.
        verify: (request, secrets, now) => {
          const signed = Number(request.headers["x-time"]) * 1000 || 0;
          return visits.verify(request, secrets, new Date(Math.max(Date.parse(now), signed)).toISOString());
        },
      },
    ],
    [
      "told twice it says the same, and a scheme with a time names the replay until it is too old",
      {
        async verify(request, secrets, now) {
          const said = await visits.verify(request, secrets, now);
          return said.verified ? { verified: true, records: said.records } : said;
        },
      },
    ],
    [
      "told twice it says the same, and a scheme with a time names the replay until it is too old",
      {
        async verify(request, secrets, now) {
          const said = await visits.verify(request, secrets, now);
          calls += 1;
          return said.verified && said.once ? { ...said, once: { ...said.once, key: String(calls) } } : said;
        },
      },
    ],
    [
      "told twice it says the same, and a scheme with a time names the replay until it is too old",
      {
        // Forgotten before it is too old.
        async verify(request, secrets, now) {
          const said = await visits.verify(request, secrets, now);
          return said.verified && said.once
            ? { ...said, once: { ...said.once, until: "2026-03-01T09:30:30Z" } }
            : said;
        },
      },
    ],
    [
      "records are what verify gave, read from what is kept, with no secret",
      {
        records: (request) =>
          visits.records(request).map((raw) => ({ ...raw, at: request.headers["x-time"] })),
      },
    ],
    [
      "refusals are a status and a code, and say nothing of the secret or of what came",
      {
        async verify(request, secrets, now) {
          const said = await visits.verify(request, secrets, now);
          return said.verified ? said : { ...said, reason: `wrong: ${request.headers["x-mac"] ?? ""}` };
        },
      },
    ],
    ["the producer hears 2xx", { acknowledge: { status: 302 } }],
    ["nothing is read before it is proven", { verify: parsesFirst }],
    [
      "a signed body that cannot be read is refused with 400, or set aside",
      {
        async verify(request, secrets, now) {
          const said = await visits.verify(request, secrets, now);
          if (!said.verified && said.status === 400) visits.records(request);
          return said;
        },
      },
    ],
    [
      "a byte order mark, strange keys and strange values change nothing else",
      {
        async verify(request, secrets, now) {
          const said = await visits.verify(request, secrets, now);
          return request.body[0] === 0xef
            ? { verified: false, status: 400, reason: "unreadable-body" }
            : said;
        },
      },
    ],
  ];

  it.each(mutants)("%s", async (law, change) => {
    expect(await failures(webhookLaws(channel({ ...visits, ...change }), samples))).toContain(law);
  });

  it("any JSON that is signed is read without an error", async () => {
    const careless: Channel<unknown, Raw> = {
      ...channel(visits),
      decode: ({ id, at }, context) => decode({ id, at }, context),
    };
    expect(await failures(webhookLaws(careless, samples))).toContain(
      "any JSON that is signed is read without an error",
    );
  });
});

it("webhookLaws needs a webhook", () => {
  const { webhook: _, ...file } = channel(visits);
  expect(() => webhookLaws(file, samples)).toThrow(RangeError);
});
