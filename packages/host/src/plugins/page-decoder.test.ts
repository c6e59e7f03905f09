import { describe, expect, it } from "vitest";
import type { DecodedOrFailed } from "./hosted-channel.ts";
import { pageDecoder, type PageFailure } from "./page-decoder.ts";

const decoded: DecodedOrFailed = { events: [], setAside: [] };

/** Code that ends over the record "bomb", wants shorter messages than three records, and works otherwise. */
function code(options: { readonly most?: number } = {}) {
  const pages: number[] = [];
  let down: string | null = null;
  const decode = pageDecoder({
    unavailable: () => down,
    meaning: (thrown) => thrown as PageFailure,
    async call(records) {
      pages.push(records.length);
      if (records.length > (options.most ?? Infinity))
        throw { what: "long", message: "too long" } satisfies PageFailure;
      if (records.includes("bomb")) throw { what: "ended", message: "it ended" } satisfies PageFailure;
      if (records.includes("busy")) throw { what: "unavailable", message: "not now" } satisfies PageFailure;
      return records.map(() => decoded);
    },
  });
  return { pages, decode, say: (why: string | null) => (down = why) };
}

describe("pageDecoder", () => {
  it("puts what is asked in one turn into pages of 200", async () => {
    const { pages, decode } = code();
    const answers = await Promise.all(Array.from({ length: 450 }, (_, at) => decode([at])));
    expect(answers.every(([one]) => one === decoded)).toBe(true);
    expect(pages).toEqual([200, 200, 50]);
  });

  it("says of a page over which the code ended that it could not be looked at, and blames one record next time", async () => {
    const { pages, decode } = code();
    const records = ["a", "bomb", "b"];
    expect(await decode(records)).toEqual(records.map(() => ({ failed: "it ended", unavailable: true })));
    expect(await decode(records)).toEqual([decoded, { failed: "it ended" }, decoded]);
    expect(pages).toEqual([3, 1, 1, 1]);
  });

  it("goes back to whole pages after a thousand records that were no harm", async () => {
    const { pages, decode } = code();
    await decode(["a", "bomb"]);
    await decode(Array.from({ length: 1_000 }));
    await decode(["a", "b"]);
    expect(pages.at(-1)).toBe(2);
  });

  it("halves what is too long for one message, down to the record that is", async () => {
    const { pages, decode } = code({ most: 2 });
    expect(await decode([1, 2, 3, 4, 5])).toEqual([decoded, decoded, decoded, decoded, decoded]);
    expect(pages).toEqual([5, 3, 2, 1, 2]);
    expect(await code({ most: 0 }).decode([1])).toEqual([{ failed: "too long" }]);
  });

  it("asks nobody while the code cannot run, and says why", async () => {
    const { pages, decode, say } = code();
    say("acme.reviews is quarantined");
    expect(await decode([1])).toEqual([{ failed: "acme.reviews is quarantined", unavailable: true }]);
    say(null);
    expect(await decode(["busy"])).toEqual([{ failed: "not now", unavailable: true }]);
    expect(pages).toEqual([1]);
  });

  it("takes an answer of another length for none", async () => {
    const decode = pageDecoder({
      call: async () => [decoded],
      unavailable: () => null,
      meaning: () => ({ what: "failed", message: "" }),
    });
    expect(await decode([1, 2])).toEqual([{ failed: "no answer" }, { failed: "no answer" }]);
    expect(await decode([])).toEqual([]);
  });
});
