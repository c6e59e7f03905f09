import { type Cursor, type EventDraftOf, filledRequest, type Json } from "@cxkit/core";
import { createContext, createPullContext } from "@cxkit/core/context";
import { channelLaws } from "@cxkit/testkit";
import { channelConformance, numberedPages } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { conforms, kitMaterial } from "./fixtures/kit-material.ts";
import { appStore, type AppStoreConfig, type AppStoreReview } from "./app-store.ts";
import { appStoreApp, appStoreEntry, appStoreFeed } from "./fixtures/app-store-feed.ts";
import { answering, pagesOf } from "./fixtures/http-answers.ts";

await appStore.config["~standard"].load?.();
const material = await kitMaterial(appStore);

const config: AppStoreConfig = { app: "310633997", countries: ["us"], touchpoint: "app" };
const now = () => "2026-03-02T00:00:00Z";
const review = (entry: unknown, country = "us"): AppStoreReview => ({ country, entry });
const contextOf = (of = config) => createContext(of, { key: new Uint8Array(32) });
const decode = (raw: unknown) => {
  const { events, setAside } = appStore.decode(raw as AppStoreReview, contextOf());
  return { event: events[0] as EventDraftOf<"feedback.posted"> | undefined, setAside };
};

const malformed = [
  review(appStoreApp),
  review(null),
  review({ ...appStoreEntry(4), id: {} }),
  review({ ...appStoreEntry(5), updated: { label: "yesterday" } }),
  review({ ...appStoreEntry(6), updated: undefined }),
  review(appStoreEntry(7, { rating: "6" })),
  review(appStoreEntry(8, { rating: "", title: "", content: " " })),
  { entry: appStoreEntry(9) } as unknown as AppStoreReview,
];

describe("appStore keeps the channel laws", () => {
  const raws = [
    review(appStoreEntry(1)),
    review(appStoreEntry(2, { title: "", content: "太慢了" }), "cn"),
    review({ ...appStoreEntry(3), author: {}, link: [{ attributes: {} }] }),
  ];
  for (const law of channelLaws(appStore, { config, raws, malformed })) it(law.name, law.check);
});

describe("appStore passes the conformance kit", () => {
  const numbered = numberedPages({
    parameter: "page",
    tellsEnd: false,
    body: (rows, { page, pages }) => appStoreFeed(rows, page, pages),
  });
  const checks = channelConformance(appStore, {
    ...material,
    config,
    hosts: ["itunes.apple.com"],
    malformed,
    edits: [
      {
        before: review(appStoreEntry(1)),
        after: review(appStoreEntry(1, { updated: "2026-03-01T11:00:00-07:00", rating: "1" })),
      },
    ],
    streams: {
      reviews: {
        vendor: {
          origin: "https://itunes.apple.com",
          order: "newest-first",
          paging: {
            ...numbered,
            // The number stands in the address.
            page: (rows, request, way) =>
              numbered.page(
                rows,
                { ...request, query: { page: /page=(\d+)/.exec(request.path)?.[1] ?? "" } },
                way,
              ),
          },
        },
        row: (n, at) => appStoreEntry(n, { updated: at }),
        key: (row) => (row as ReturnType<typeof appStoreEntry>).id.label,
      },
    },
  });
  conforms(checks);
});

describe("appStore reads a review", () => {
  it("into one event, dated by its last change", () => {
    const { event, setAside } = decode(review(appStoreEntry(1)));
    expect(setAside).toEqual([]);
    expect(event).toMatchObject({
      type: "feedback.posted",
      source: "app-store:app/310633997",
      key: "10000000001",
      revision: Date.parse("2026-03-01T08:30:00Z"),
      time: "2026-03-01T01:30:00-07:00",
      channel: "review",
      touchpoint: "app",
      dimensions: { country: "us", version: "4.2.0" },
      data: {
        text: "Quick\nFound my parcel 1 times",
        rating: 4,
        ratingScale: { min: 1, max: 5 },
        url: expect.stringMatching(/^https:\/\/itunes/) as string,
      },
    });
  });

  it("that was edited under its id, with a higher revision", () => {
    const before = decode(review(appStoreEntry(1))).event;
    const after = decode(
      review(appStoreEntry(1, { updated: "2026-03-01T11:00:00-07:00", rating: "1" })),
    ).event;
    expect(after?.key).toBe(before?.key);
    expect(after?.revision).toBeGreaterThan(before?.revision ?? Infinity);
  });

  it("by the reviewer's number, never by a name", () => {
    const { event } = decode(review(appStoreEntry(1)));
    expect(event?.subject).toBe(contextOf().subject("app-store-reviewer", "770001"));
    expect(JSON.stringify(event)).not.toContain("someone");
    expect(
      decode(review({ ...appStoreEntry(1), author: { name: { label: "Ada" } } })).event,
    ).not.toHaveProperty("subject");
  });

  it.each([
    ["4.5", undefined],
    ["0", undefined],
    ["5 stars", undefined],
    ["5", 5],
  ])("with the stars %j as %j", (rating, stars) => {
    const { event, setAside } = decode(review(appStoreEntry(1, { rating })));
    expect(event?.data.rating).toBe(stars);
    expect(event?.data).not.toHaveProperty("language");
    expect(setAside.map(({ reason }) => reason)).toEqual(stars === undefined ? ["off-scale"] : []);
  });

  it("and says what is none", () => {
    expect(malformed.map((raw) => decode(raw).setAside[0]?.reason)).toEqual([
      "no-review",
      "missing-entry",
      "missing-id",
      "unreadable-date",
      "missing-time",
      "off-scale",
      "nothing-said",
      "missing-country",
    ]);
  });
});

describe("appStore pulls", () => {
  const pull = (pagesFor: (country: string, page: number) => unknown, of = config, cursor?: Cursor) => {
    const { http, asked } = answering((url) => {
      const [, country = "", page] = /^\/(\w\w)\/rss\/customerreviews\/page=(\d+)\//.exec(url.pathname) ?? [];
      const body = pagesFor(country, Number(page));
      return typeof body === "number" ? { status: body, body: {} } : { body };
    });
    const pages = pagesOf(appStore.streams?.["reviews"]?.pull(createPullContext(of, { http, now }), cursor));
    return { asked, pages, keys: async () => (await pages).flatMap(({ records }) => records.map(keyOf)) };
  };
  const keyOf = ({ country, entry }: AppStoreReview) =>
    `${country} ${(entry as ReturnType<typeof appStoreEntry>).id.label.slice(10)}`;

  it("a list, a single entry that is an object, and no entry at all", async () => {
    const two = pull((_, page) => appStoreFeed(page === 1 ? [appStoreEntry(2), appStoreEntry(1)] : []));
    expect(await two.keys()).toEqual(["us 2", "us 1"]);
    const one = pull((_, page) => appStoreFeed(page === 1 ? [appStoreEntry(1)] : []));
    expect(await one.keys()).toEqual(["us 1"]);
    expect(await pull(() => appStoreFeed([])).keys()).toEqual([]);
  });

  it("leaves out the app itself, also where it is the only entry", async () => {
    const first = pull((_, page) =>
      appStoreFeed(page === 1 ? [appStoreApp, appStoreEntry(1)] : [appStoreApp]),
    );
    expect(await first.keys()).toEqual(["us 1"]);
  });

  it("at most ten pages of each country, and goes past an empty one where the feed says that more come", async () => {
    const all = pull((_, page) => appStoreFeed([appStoreEntry(page)], page, 10));
    await all.pages;
    expect(all.asked).toHaveLength(10);
    const gap = pull((_, page) => appStoreFeed(page === 2 || page > 3 ? [] : [appStoreEntry(page)], page, 3));
    expect(await gap.keys()).toEqual(["us 1", "us 3"]);
  });

  it("each country from where it was, and tells again only what changed", async () => {
    const both = { ...config, countries: ["us", "de"] };
    const before = (country: string, page: number) =>
      appStoreFeed(page === 1 && country === "us" ? [appStoreEntry(2), appStoreEntry(1)] : []);
    const cursor = (await pull(before, both).pages).findLast((page) => page.cursor)?.cursor;
    const edited = appStoreEntry(1, { updated: "2026-03-01T03:00:00-07:00" });
    const after = (country: string, page: number) =>
      appStoreFeed(page > 1 ? [] : country === "us" ? [edited, appStoreEntry(2)] : [appStoreEntry(3)]);
    expect(await pull(after, both, JSON.parse(JSON.stringify(cursor)) as Json).keys()).toEqual([
      "us 1",
      "de 3",
    ]);
  });

  it("stops where everything is older than what was read and looked back to", async () => {
    const list = [
      appStoreEntry(2, { updated: "2026-03-01T00:00:00Z" }),
      appStoreEntry(1, { updated: "2026-02-01T00:00:00Z" }),
      appStoreEntry(0, { updated: "2026-01-01T00:00:00Z" }),
    ];
    const feed = (_: string, page: number) => appStoreFeed(list.slice(page - 1, page), page, 3);
    const whole = pull(feed);
    const cursor = (await whole.pages).findLast((page) => page.cursor)?.cursor;
    expect(whole.asked).toHaveLength(4);
    const again = pull(feed, config, cursor);
    expect(await again.keys()).toEqual([]);
    expect(again.asked).toHaveLength(2);
  });

  it("a country that there is not is an error, and the others are read", async () => {
    const both = { ...config, countries: ["zz", "us"] };
    const { asked, pages } = pull(
      (country, page) => (country === "zz" ? 400 : appStoreFeed(page === 1 ? [appStoreEntry(1)] : [])),
      both,
    );
    await expect(pages).rejects.toMatchObject({ code: "invalid-setup" });
    expect(asked.map((url) => new URL(url).pathname.slice(1, 3))).toEqual(["zz", "us", "us"]);
  });

  it("a country that is down is asked again later, and nobody else is meanwhile", async () => {
    const { asked, pages } = pull(() => 503, { ...config, countries: ["us", "de"] });
    await expect(pages).rejects.toMatchObject({ code: "unavailable" });
    expect(asked).toHaveLength(1);
  });

  it("asks nothing but the public feed, without a secret", async () => {
    const { http, asked } = answering(() => ({ body: appStoreFeed([]) }));
    const seen: string[] = [];
    const context = createPullContext(config, {
      http: (request) => (seen.push(Object.keys(filledRequest(request).headers).join()), http(request)),
      now,
    });
    await pagesOf(appStore.streams?.["reviews"]?.pull(context));
    expect(asked).toEqual([
      "https://itunes.apple.com/us/rss/customerreviews/page=1/id=310633997/sortby=mostrecent/json",
    ]);
    expect(seen).toEqual(["accept"]);
  });
});

describe("appStore's configuration", () => {
  it.each([
    [{ app: "id310633997", countries: ["us"] }, "must be the app's number"],
    [{ app: "310633997", countries: [] }, "must name a country"],
    [{ app: "310633997", countries: ["us", "us"] }, "no country twice"],
    [{ app: "310633997", countries: ["uk"] }, "is gb"],
    [{ app: "310633997", countries: ["US"] }, "two small letters"],
    [{ app: "310633997", countires: ["us"] }, 'did you mean "countries"?'],
  ])("says of %j what is wrong", (value, message) => {
    const result = appStore.config["~standard"].validate(value);
    expect(JSON.stringify("issues" in result ? result.issues?.map((issue) => issue.message) : [])).toContain(
      JSON.stringify(message).slice(1, -1),
    );
  });
});
