import { createVerify, generateKeyPairSync } from "node:crypto";
import { type Cursor, type EventDraftOf, filledRequest } from "@cxkit/core";
import { createContext, createPullContext } from "@cxkit/core/context";
import { secretOf } from "@cxkit/signing";
import { channelLaws } from "@cxkit/testkit";
import { channelConformance, cursorPages, tokenAuth } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { conforms, kitMaterial } from "./fixtures/kit-material.ts";
import { googlePlayAccount, googlePlayPage, googlePlayReview } from "./fixtures/google-play-reviews.ts";
import { answering, pagesOf } from "./fixtures/http-answers.ts";
import { googlePlay, type GooglePlayConfig } from "./google-play.ts";

await googlePlay.config["~standard"].load?.();
const material = await kitMaterial(googlePlay);

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** A service account's file, with a key made for this run. */
const googlePlayKey: string = JSON.stringify({
  type: "service_account",
  client_email: googlePlayAccount,
  private_key: privateKey,
});

/** The claims of a grant, where the service account's key signed it; `undefined` otherwise. */
function grantedClaims(fields: {
  readonly [name: string]: unknown;
}): { readonly [claim: string]: unknown } | undefined {
  if (fields["grant_type"] !== "urn:ietf:params:oauth:grant-type:jwt-bearer") return undefined;
  const [head = "", claims = "", signature = ""] = String(fields["assertion"]).split(".");
  const verify = createVerify("RSA-SHA256").update(`${head}.${claims}`);
  if (!verify.verify(publicKey, signature, "base64url")) return undefined;
  return JSON.parse(Buffer.from(claims, "base64url").toString()) as { readonly [claim: string]: unknown };
}

const config: GooglePlayConfig = { package: "com.example.parcel", account: googlePlayAccount, stage: "use" };
const now = () => "2026-03-02T00:00:00Z";
const decode = (raw: unknown) => {
  const { events, setAside } = googlePlay.decode(raw, createContext(config, { key: new Uint8Array(32) }));
  return { event: events[0] as EventDraftOf<"feedback.posted"> | undefined, events, setAside };
};
const [, answered] = googlePlayReview(1).comments;
const edited = googlePlayReview(1, { at: 1_772_360_000_000, comment: { starRating: 1 } });

const malformed = [
  null,
  googlePlayReview(4, { more: { reviewId: "" } }),
  googlePlayReview(5, { more: { comments: [answered] } }),
  googlePlayReview(6, { comment: { lastModified: { seconds: "soon", nanos: 0 } } }),
  googlePlayReview(7, { comment: { starRating: 0 } }),
  googlePlayReview(8, { comment: { starRating: null, text: "\t" } }),
  googlePlayReview(9, { comment: { reviewerLanguage: "Klingon (Qo'noS)" } }),
];

describe("googlePlay keeps the channel laws", () => {
  const raws = [
    googlePlayReview(1),
    googlePlayReview(2, { comment: { deviceMetadata: undefined, starRating: "5", reviewerLanguage: "zh" } }),
    googlePlayReview(3, { comment: { lastModified: { seconds: 1_772_354_100 } } }),
  ];
  for (const law of channelLaws(googlePlay, { config, raws, malformed })) it(law.name, law.check);
});

describe("googlePlay passes the conformance kit", () => {
  const checks = channelConformance(googlePlay, {
    ...material,
    config,
    secrets: { "service-account": googlePlayKey },
    secretOf,
    hosts: ["androidpublisher.googleapis.com", "oauth2.googleapis.com"],
    malformed,
    edits: [{ before: googlePlayReview(1), after: edited }],
    streams: {
      reviews: {
        vendor: {
          origin: "https://androidpublisher.googleapis.com",
          order: "newest-first",
          paging: cursorPages({
            parameter: "token",
            sizeParameter: "maxResults",
            body: (rows, { next }) => googlePlayPage(rows, next),
          }),
          auth: tokenAuth({
            url: "https://oauth2.googleapis.com/token",
            grants: ({ fields }) => grantedClaims(fields)?.["iss"] === googlePlayAccount,
          }),
        },
        row: (n, at) => googlePlayReview(n, { at: Date.parse(at) }),
        key: (row) => (row as ReturnType<typeof googlePlayReview>).reviewId,
      },
    },
  });
  conforms(checks);
});

describe("googlePlay reads a review", () => {
  it("into one event, dated by its last change", () => {
    const { event, setAside } = decode(googlePlayReview(1));
    expect(setAside).toEqual([]);
    expect(event).toEqual({
      type: "feedback.posted",
      source: "google-play:app/com.example.parcel",
      key: "gp:AOqpTOF1",
      revision: 1_772_354_160_000,
      time: "2026-03-01T08:36:00.000Z",
      channel: "review",
      stage: "use",
      dimensions: {
        language: "en-US",
        version: "4.2.0",
        device: "hammerhead (Nexus 5)",
        manufacturer: "LGE",
        android: "33",
      },
      data: {
        text: "Quick\tFound my parcel 1 times",
        rating: 4,
        ratingScale: { min: 1, max: 5 },
        language: "en-US",
      },
    });
  });

  it("alone: neither the developer's answer nor the author's name", () => {
    const { events } = decode(googlePlayReview(1));
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toMatch(/Thank you|Someone|help@/);
  });

  it("that was edited under its id, with a higher revision, also before its old text", () => {
    expect(decode(edited).event).toMatchObject({ key: "gp:AOqpTOF1", data: { rating: 1 } });
    expect(decode(edited).event?.revision).toBeGreaterThan(
      decode(googlePlayReview(1)).event?.revision ?? Infinity,
    );
    const both = { ...edited, comments: [...googlePlayReview(1).comments, ...edited.comments] };
    expect(decode(both).event).toEqual(decode(edited).event);
  });

  it.each([
    [{ seconds: "1772354100", nanos: 999_999_999 }, "2026-03-01T08:35:00.999Z"],
    [{ seconds: 1_772_354_100 }, "2026-03-01T08:35:00.000Z"],
    [{ seconds: "9007199254740993" }, undefined],
    [{ seconds: "999999999999999" }, undefined],
    [{ seconds: "1772354100", nanos: 1_000_000_000 }, undefined],
    [{ seconds: "-5" }, undefined],
    [{}, undefined],
  ])("of the time %j as %s", (lastModified, time) => {
    expect(decode(googlePlayReview(1, { comment: { lastModified } })).event?.time).toBe(time);
  });

  it("in the words of the customer, where a translation stands beside them", () => {
    const { event } = decode(
      googlePlayReview(1, { comment: { text: "Too slow", originalText: "\t太慢了" } }),
    );
    expect(event?.data.text).toBe("太慢了");
  });

  it("and says what is none", () => {
    expect(malformed.map((raw) => decode(raw).setAside[0]?.reason)).toEqual([
      "missing-review",
      "missing-id",
      "no-review",
      "unreadable-date",
      "off-scale",
      "nothing-said",
      "unknown-language",
    ]);
  });
});

describe("googlePlay pulls", () => {
  const pull = async (
    answer: (token: string | null) => unknown,
    { key = googlePlayKey, cursor }: { readonly key?: string; readonly cursor?: Cursor } = {},
  ) => {
    const sent: { readonly [claim: string]: unknown }[] = [];
    const { http, asked } = answering((url, request) => {
      if (url.host !== "oauth2.googleapis.com") return { body: answer(url.searchParams.get("token")) };
      const { body } = filledRequest(request);
      sent.push(grantedClaims(Object.fromEntries(new URLSearchParams(String(body)))) ?? {});
      return { body: { access_token: "ya29.token", expires_in: 3599, token_type: "Bearer" } };
    });
    const secrets = { "service-account": [secretOf(key, "env:PLAY_KEY")] };
    const context = createPullContext(config, { http, now, secretOf, secrets });
    return { pages: await pagesOf(googlePlay.streams?.["reviews"]?.pull(context, cursor)), asked, sent };
  };

  it("as the service account, whose key signs the grant", async () => {
    const { sent, asked } = await pull(() => ({}));
    expect(sent).toEqual([
      {
        iss: googlePlayAccount,
        scope: "https://www.googleapis.com/auth/androidpublisher",
        aud: "https://oauth2.googleapis.com/token",
        iat: 1_772_409_600,
        exp: 1_772_413_200,
      },
    ]);
    expect(asked.at(-1)).toBe(
      "https://androidpublisher.googleapis.com/androidpublisher/v3/applications/com.example.parcel/reviews?maxResults=100",
    );
  });

  it("page after page, and tells again only what changed", async () => {
    const first = (token: string | null) =>
      token === null
        ? googlePlayPage([googlePlayReview(2)], "t2")
        : googlePlayPage([googlePlayReview(1)], null);
    const { pages, asked } = await pull(first);
    expect(pages.map(({ records }) => records.length)).toEqual([1, 1]);
    expect(asked.at(-1)).toContain("token=t2");
    const { cursor } = pages.at(-1) ?? {};
    const again = await pull((token) => (token === null ? googlePlayPage([edited], "t1") : first("t2")), {
      ...(cursor !== undefined && { cursor }),
    });
    expect(again.pages.flatMap(({ records }) => records)).toEqual([edited]);
  });

  it("with a grant of now, where the token is refused after hours", async () => {
    let hours = 0;
    const issued: unknown[] = [];
    const { http } = answering((url, request) => {
      if (url.host === "oauth2.googleapis.com") {
        issued.push(
          grantedClaims(Object.fromEntries(new URLSearchParams(String(filledRequest(request).body))))?.[
            "iat"
          ],
        );
        return { body: { access_token: `token-${issued.length}`, expires_in: 99_999 } };
      }
      hours += 1;
      if (hours === 2) return { status: 401, body: {} };
      return { body: googlePlayPage([googlePlayReview(hours)], hours === 1 ? "t2" : null) };
    });
    const secrets = { "service-account": [secretOf(googlePlayKey)] };
    const clock = () => `2026-03-02T0${hours}:00:00Z`;
    const context = createPullContext(config, { http, now: clock, secretOf, secrets });
    const pages = await pagesOf(googlePlay.streams?.["reviews"]?.pull(context));
    expect(pages).toHaveLength(2);
    expect(issued).toEqual([1_772_409_600, 1_772_409_600 + 7200]);
  });

  it("for longer than a token lasts, and asks for the next one with a claim that still holds", async () => {
    let time = Date.parse("2026-03-02T00:00:00Z");
    let pages = 0;
    const { http } = answering((url, request) => {
      if (url.host !== "oauth2.googleapis.com") {
        pages += 1;
        time += 2_100_000;
        return { body: googlePlayPage([googlePlayReview(pages)], pages < 5 ? `t${pages}` : null) };
      }
      const form = new URLSearchParams(String(filledRequest(request).body));
      const over = Number(grantedClaims(Object.fromEntries(form))?.["exp"]) * 1000 <= time;
      return over ? { status: 400, body: {} } : { body: { access_token: `token-${time}`, expires_in: 3599 } };
    });
    const secrets = { "service-account": [secretOf(googlePlayKey)] };
    const clock = () => new Date(time).toISOString();
    const context = createPullContext(config, { http, now: clock, secretOf, secrets });
    expect(await pagesOf(googlePlay.streams?.["reviews"]?.pull(context))).toHaveLength(5);
  });

  it.each([["no key at all"], [JSON.stringify({ client_email: "a@example.org" })]])(
    "says that %j is no key, and nothing of it",
    async (key) => {
      const error: unknown = await pull(() => ({}), { key }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: "invalid-setup",
        message: "env:PLAY_KEY is no service account's file, nor its private key",
        place: { trouble: "auth", path: "secrets.service-account" },
      });
    },
  );

  it("says that the key is missing", async () => {
    const context = createPullContext(config, {
      now,
      secretOf,
      http: () => Promise.reject(new Error("asked")),
    });
    await expect(pagesOf(googlePlay.streams?.["reviews"]?.pull(context))).rejects.toMatchObject({
      code: "invalid-setup",
    });
  });
});

describe("googlePlay's configuration", () => {
  it.each([
    [{ package: "parcel", account: googlePlayAccount }, "must be a package name"],
    [{ package: "com.example.a/../b", account: googlePlayAccount }, "must be a package name"],
    [{ package: "com.example.parcel", account: "me" }, "client_email"],
    [{ package: "com.example.parcel", acount: googlePlayAccount }, 'did you mean \\"account\\"?'],
  ])("says of %j what is wrong", (value, message) => {
    expect(JSON.stringify(googlePlay.config["~standard"].validate(value))).toContain(message);
  });
});
