import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { channelConformance } from "./channel-conformance.ts";
import { conformanceReport } from "./conformance-report.ts";
import { doors, letterChannel, letterSamples, type Onward } from "./fixtures/letter-channel.ts";
import type { ParcelReview } from "./fixtures/parcel-review.ts";
import {
  cursorPages,
  linkedPages,
  numberedPages,
  offsetPages,
  type PageTold,
  type VendorPaging,
  wholeList,
} from "./vendor-paging.ts";
import { parcelChannel, parcelSamples } from "./fixtures/parcel-channel.ts";

describe("a channel in good order conforms", () => {
  for (const check of channelConformance(parcelChannel, parcelSamples)) it(check.name, check.check);
});

const body = (rows: readonly ParcelReview[], told: PageTold) => ({ rows, told });
const onward: Onward = ({ next }) => (next === null ? null : { query: { at: next } });
const styles: readonly (readonly [style: string, paging: VendorPaging<ParcelReview>, onward: Onward])[] = [
  ["cursors", cursorPages({ parameter: "at", body }), onward],
  [
    "cursors and a word whether there is more",
    cursorPages({ parameter: "at", size: 1, body }),
    ({ hasMore, position }) => (hasMore ? { query: { at: position } } : null),
  ],
  [
    "numbers",
    numberedPages({ parameter: "at", size: 2, body }),
    ({ page, pages }) => (page < pages ? { query: { at: String(page + 1) } } : null),
  ],
  [
    "offsets",
    offsetPages({ parameter: "at", size: 4, body }),
    ({ total }, read) => (read < total ? { query: { at: String(read) } } : null),
  ],
  [
    "addresses",
    linkedPages({ parameter: "at", size: 3, body }),
    ({ next }) => (next === null ? null : { url: withoutKey(next) }),
  ],
  ["one page", wholeList({ body }), () => null],
];

/** Some producers repeat the key in the address of the next page; an address is logged. */
function withoutKey(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("key");
  return url.href;
}

describe("a channel in good order conforms, whatever its producer's paging and doors", () => {
  for (const [style, paging, way] of styles) {
    for (const door of Object.keys(doors)) {
      it(`${style}, ${door}`, async () => {
        const report = await conformanceReport(
          channelConformance(letterChannel(way, door), letterSamples(paging, door)),
          { subject: style },
        );
        expect(report.checks.filter(({ outcome }) => outcome === "failed")).toEqual([]);
        expect(report.counts.passed).toBeGreaterThan(35);
      });
    }
  }
});

describe("what cannot be tried is said", () => {
  const left = (options: Partial<typeof parcelSamples>) =>
    new Map(
      channelConformance(parcelChannel, { config: { shop: "eu" }, ...options }).map(({ id, left: why }) => [
        id,
        why,
      ]),
    );

  it("with nothing but a configuration, by family and with a reason", () => {
    expect(left({}).get("R1")).toEqual({
      as: "not-tried",
      reason: "no producer is given to read from (`streams`)",
    });
    expect(left({}).get("W1")?.reason).toBe("no webhook samples are given (`webhook`)");
    expect(left({}).get("V1")?.reason).toBe("no records are given (`raws`, `webhook`, `streams`, `file`)");
    expect(left({}).get("D2")).toBeUndefined();
  });

  it("skips need the id of a check, and a reason", () => {
    expect(left({ skip: [{ check: "D2", reason: "ids of another age" }] }).get("D2")?.as).toBe("skipped");
    expect(() => left({ skip: [{ check: "Z9", reason: "why not" }] })).toThrow("there is no check Z9");
    expect(() => left({ skip: [{ check: "D2", reason: "" }] })).toThrow("requires a reason");
  });

  it("a stream that the channel does not have is refused", () => {
    expect(() => left({ streams: { gone: parcelSamples.streams!["reviews"]! } })).toThrow('got "gone"');
  });
});

describe("a failure says what to look at", () => {
  const failureOf = async (id: string, checks: ReturnType<typeof channelConformance>): Promise<string> => {
    const check = checks.find(({ name }) => name.startsWith(`${id} `));
    const thrown: unknown = await Promise.resolve()
      .then(() => check?.check())
      .catch((error: unknown) => error);
    return thrown instanceof Error ? thrown.message : "";
  };

  it("where channel and vendor double sign differently", async () => {
    const { webhook } = parcelSamples;
    if (webhook === undefined) throw new Error("parcels come by webhook");
    const unsigned = {
      ...parcelSamples,
      webhook: {
        ...webhook,
        sign: async (...given: Parameters<typeof webhook.sign>) => ({
          ...(await webhook.sign(...given)),
          headers: {},
        }),
      },
    };
    for (const id of ["V1", "N3"])
      expect(await failureOf(id, channelConformance(parcelChannel, unsigned))).toMatch(
        /^the webhook refuses everything that the vendor double signs, with 401 /,
      );
  });

  it("where decode throws, with its own words and the record", async () => {
    const decode: typeof parcelChannel.decode = (raw, context) => {
      const decoded = parcelChannel.decode(raw, context);
      if (decoded.setAside.length > 0) throw new Error("set aside, they said");
      return decoded;
    };
    const message = await failureOf("N3", channelConformance({ ...parcelChannel, decode }, parcelSamples));
    expect(message).toMatch(/set aside, they said[^]*Counterexample: /);
  });
});

it("the page on conformance lists every check as it is", () => {
  const page = readFileSync(new URL("../../../../docs/plugins/conformance.md", import.meta.url), "utf8");
  const cells = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const listed = cells
    .filter(([, id = ""]) => /^[A-Z]\d+$/.test(id))
    .map(([, id, title, why]) => [id, title, why]);
  expect(listed).toEqual(
    channelConformance(parcelChannel, parcelSamples).map(({ id, title, why }) => [id, title, why]),
  );
});
