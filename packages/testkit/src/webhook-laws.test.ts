import { createHmac, timingSafeEqual } from "node:crypto";
import {
  type Channel,
  cxError,
  type RawRequest,
  type Secret,
  type StandardSchema,
  type Webhook,
} from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { failures } from "./fixtures/failures.ts";
import type { WebhookSamples } from "./webhook-laws-samples.ts";
import { webhookLaws } from "./webhook-laws.ts";

interface Raw {
  readonly id?: unknown;
  readonly at?: unknown;
}

const anything: StandardSchema = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) },
};
const macOf = (secret: string, message: string | Uint8Array): Uint8Array =>
  createHmac("sha256", secret).update(message).digest();
const secretOf = (value: string): Secret => ({
  handle: "test",
  hmac: (_, message) => macOf(value, message),
  is: (text) => text === value,
});
const text = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const messageOf = ({ headers, body }: RawRequest): Uint8Array =>
  Buffer.concat([Buffer.from(`${headers["x-time"] ?? ""}.`), body]);

/** Signs time and body in two headers: `x-time`, `x-mac` in hexadecimal digits. */
const visits: Webhook<Raw> = {
  secrets: ["webhook"],
  async verify(request, { webhook = [] }, now) {
    const refused = (reason: string, status: 400 | 401 = 401) =>
      ({ verified: false, status, reason }) as const;
    const { "x-mac": mac = "", "x-time": time = "" } = request.headers;
    if (!/^[\da-f]{64}$/.test(mac)) return refused("signature-malformed");
    if (!/^\d{10}$/.test(time)) return refused("timestamp-malformed");
    const given = Buffer.from(mac, "hex");
    let proven = false;
    for (const secret of webhook)
      proven ||= timingSafeEqual(await secret.hmac("SHA-256", messageOf(request)), given);
    if (!proven) return refused("signature-wrong");
    const signed = Number(time) * 1000;
    if (Math.abs(Date.parse(now) - signed) > 60_000) return refused("stale");
    try {
      const until = new Date(signed + 60_001).toISOString();
      return {
        verified: true,
        records: visits.records(request),
        once: { key: `${time} ${text(request.body)}`, until },
      };
    } catch {
      return refused("unreadable-body", 400);
    }
  },
  records({ body }) {
    try {
      return [JSON.parse(text(body)) as Raw];
    } catch (cause) {
      throw cxError("invalid-event", "the body is no JSON", { cause });
    }
  },
  acknowledge: () => Promise.resolve({ status: 204 }),
  dedupeKey: (raw) => (typeof raw?.id === "string" ? raw.id : "none"),
};

const decode: Channel<unknown, Raw>["decode"] = (raw) => {
  if (typeof raw?.id !== "string" || typeof raw.at !== "string") {
    return {
      events: [],
      setAside: [{ scope: "record", path: "id", reason: "missing-id", message: "no id" }],
    };
  }
  const { id, at } = raw;
  return {
    events: [
      {
        type: "interaction.occurred",
        source: "door",
        key: id,
        time: at,
        channel: "store",
        dimensions: {},
        data: { action: "visit" },
      },
    ],
    setAside: [],
  };
};
const channel = (webhook: Webhook<Raw>): Channel<unknown, Raw> => ({
  id: "door",
  title: "Door",
  config: anything,
  decode,
  webhook,
});

const samples: WebhookSamples<unknown> = {
  config: {},
  bodies: ['{"id":"a","at":"2026-03-01T09:29:59Z"}', '{"id":"b","at":"2026-03-01T09:29:58Z"}'],
  secretOf,
  async sign(body, [secret], now) {
    const bare = { method: "POST", url: "https://example.org/in", body };
    const headers = { "content-type": "application/json", "x-time": String(Date.parse(now) / 1000) };
    const mac = await secret!.hmac("SHA-256", messageOf({ ...bare, headers }));
    return { ...bare, headers: { ...headers, "x-mac": Buffer.from(mac).toString("hex") } };
  },
  signed: ["x-mac", "x-time"],
  toleranceSeconds: 60,
};

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
        Buffer.from(await secret.hmac("SHA-256", messageOf(request))).toString("hex"),
      ),
    );
    const right = macs.find((each) => each.slice(0, 32) === mac.slice(0, 32));
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
          body: Buffer.from(Buffer.from(request.body).toString().trim()),
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
            ? trusts(request, secrets, now)
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
    ["the producer hears 2xx", { acknowledge: () => Promise.resolve({ status: 302 }) }],
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
