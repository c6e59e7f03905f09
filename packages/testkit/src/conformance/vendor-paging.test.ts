import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vendorDouble } from "./vendor-double.ts";
import {
  cursorPages,
  linkedPages,
  numberedPages,
  offsetPages,
  type PageTold,
  type VendorPaging,
  wholeList,
} from "./vendor-paging.ts";

interface Page {
  readonly rows: readonly number[];
  readonly told: PageTold;
}
const origin = "https://api.example.com";
const body = (rows: readonly number[], told: PageTold): Page => ({ rows, told });

/** Reads a double to its end, going on as each style asks. */
async function read(
  paging: VendorPaging<number>,
  count: number,
  order: "oldest-first" | "newest-first" = "oldest-first",
): Promise<{ readonly rows: readonly number[]; readonly calls: number; readonly told: readonly PageTold[] }> {
  const rows = Array.from({ length: count }, (_, n) => ({ row: n, n, at: Math.floor(n / 2) * 1000 }));
  const { http, calls } = vendorDouble({ origin, paging, order }, { rows });
  const got: number[] = [];
  const told: PageTold[] = [];
  let url = `${origin}/list`;
  let query: { readonly [name: string]: string } = {};
  for (;;) {
    const response = await http({ method: "GET", url, query });
    const page = JSON.parse(new TextDecoder().decode(response.body)) as Page;
    got.push(...page.rows);
    told.push(page.told);
    const { next } = page.told;
    if (next === null) return { rows: got, calls: calls.length, told };
    if (paging.style === "link") [url, query] = [next, {}];
    else query = { [paging.style === "cursor" ? "after" : paging.style]: next };
  }
}

const styles: readonly (readonly [name: string, make: (size: number) => VendorPaging<number>])[] = [
  ["cursorPages", (size) => cursorPages({ parameter: "after", size, body })],
  ["numberedPages", (size) => numberedPages({ parameter: "number", size, body })],
  ["numberedPages from 0", (size) => numberedPages({ parameter: "number", first: 0, size, body })],
  ["offsetPages", (size) => offsetPages({ parameter: "offset", size, body })],
  ["linkedPages", (size) => linkedPages({ parameter: "cursor", size, body })],
  ["wholeList", () => wholeList({ body })],
];

describe.each(styles)("%s", (_, make) => {
  it("give every row once, in order, and say which page is the last", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(20), fc.integer({ min: 1, max: 7 }), async (count, size) => {
        const { rows, calls, told } = await read(make(size), count);
        expect(rows).toEqual([...Array(count).keys()]);
        const pages = make(size).style === "whole" ? 1 : Math.max(1, Math.ceil(count / size));
        expect(calls).toBe(pages);
        expect(told.map(({ hasMore }) => hasMore)).toEqual(
          Array.from({ length: pages }, (__, at) => at < pages - 1),
        );
        expect(told.every(({ total }) => total === count)).toBe(true);
      }),
      { seed: 7 },
    ));

  it("do so newest first", async () => {
    const { rows } = await read(make(2), 5, "newest-first");
    expect(rows).toEqual([4, 2, 3, 0, 1]);
  });
});

describe("a page", () => {
  const rows = Array.from({ length: 5 }, (_, n) => ({ row: n, n, at: n }));
  const ask = async (
    paging: VendorPaging<number>,
    query: { readonly [name: string]: string },
    text?: string,
  ) => {
    const { http } = vendorDouble({ origin, paging }, { rows });
    const {
      status,
      headers,
      body: bytes,
    } = await http({
      method: "POST",
      url: `${origin}/list`,
      query,
      ...(text !== undefined && { body: text }),
    });
    return { status, headers, page: JSON.parse(new TextDecoder().decode(bytes)) as Page };
  };

  it("is as small as it is asked to be, and never larger than the producer's", async () => {
    const paging = cursorPages({ parameter: "after", sizeParameter: "limit", size: 3, body });
    expect((await ask(paging, { limit: "2" })).page.rows).toEqual([0, 1]);
    expect((await ask(paging, { limit: "100" })).page.rows).toEqual([0, 1, 2]);
  });

  it("is asked for in the body, as JSON or as a form, or wherever `asked` finds it", async () => {
    const paging = cursorPages({ parameter: "cursor", size: 2, body });
    const { next } = (await ask(paging, {})).page.told;
    expect((await ask(paging, {}, JSON.stringify({ cursor: next }))).page.rows).toEqual([2, 3]);
    expect((await ask(paging, {}, new URLSearchParams({ cursor: next ?? "" }).toString())).page.rows).toEqual(
      [2, 3],
    );
    const inPath = numberedPages({ parameter: "page", size: 2, asked: ({ query }) => query["p"], body });
    expect((await ask(inPath, { p: "3" })).page.rows).toEqual([4]);
  });

  it("is refused under a token that is none", async () => {
    expect((await ask(cursorPages({ parameter: "after", body }), { after: "x" })).status).toBe(400);
  });

  it("may say where to go on in its header", async () => {
    const { headers } = await ask(linkedPages({ parameter: "cursor", as: "header", body }), {});
    expect(headers["link"]).toBe('<https://api.example.com/list?cursor=p2-2>; rel="next"');
  });
});
