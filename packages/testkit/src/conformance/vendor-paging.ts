import type { VendorAnswer, VendorRequest } from "./vendor-request.ts";

/** A thing that the producer tells, where it stands among the others, and when it was told. */
export interface VendorRow<Row> {
  readonly row: Row;
  /** Number of the thing: two entries of one number are one thing. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How a producer pages. */
export interface VendorPaging<Row> {
  readonly style: "cursor" | "number" | "offset" | "link" | "whole";
  /** Rows on a page at most. */
  readonly size: number;
  /** Whether the last page says that it is the last. */
  readonly tellsEnd: boolean;
  page(rows: readonly VendorRow<Row>[], request: VendorRequest, way: PageWay): VendorAnswer;
}

/** How the rows are given at the moment. */
export interface PageWay {
  readonly size: number;
  readonly order: "oldest-first" | "newest-first";
}

/** What a page can tell beside its rows. */
export interface PageTold {
  /** Where to go on: a token or an address; `null` on the last page. */
  readonly next: string | null;
  /** Where the page after this one would begin, even on the last: for producers that say `has_more` beside it. */
  readonly position: string;
  readonly hasMore: boolean;
  /** Rows in all. */
  readonly total: number;
  /** Number of the page, from 1, and of all pages. */
  readonly page: number;
  readonly pages: number;
  readonly offset: number;
  readonly size: number;
}

/** Writes a page: rows, and what the producer says beside them. */
export type WritePage<Row> = (rows: readonly Row[], told: PageTold, request: VendorRequest) => unknown;

/** What every style of paging is told. */
export interface PagingOptions<Row> {
  /** Rows on a page at most. Default 3: small pages show more. */
  readonly size?: number;
  /** Name of the query parameter, or of the field of a body, that says where to go on. */
  readonly parameter: string;
  /** Where to go on as it is asked for, where that is neither a parameter nor a field: in the path. */
  readonly asked?: (request: VendorRequest) => string | undefined;
  /** Name of the one that asks for a size; the producer never gives more than its own. */
  readonly sizeParameter?: string;
  readonly body: WritePage<Row>;
  /** Whether the last page says that it is the last. Default: true. Without it a page that is empty or short does. */
  readonly tellsEnd?: boolean;
}

/** A token in the answer, sent back in the query or in the body: `next_page_token`, `cursor` and `has_more`. */
export function cursorPages<Row>(options: PagingOptions<Row>): VendorPaging<Row> {
  return paging("cursor", options, afterToken);
}

/** Pages by number. */
export function numberedPages<Row>(
  options: PagingOptions<Row> & {
    /** Number of the first page. Default 1. */
    readonly first?: number;
  },
): VendorPaging<Row> {
  const { first = 1 } = options;
  return paging("number", options, (_, asked, { size }) => {
    const start = Math.max(0, wholeOf(asked, first) - first) * size;
    return { start, next: String(start / size + first + 1) };
  });
}

/** Pages by how many rows come before. */
export function offsetPages<Row>(options: PagingOptions<Row>): VendorPaging<Row> {
  return paging("offset", options, (_, asked, { size }) => {
    const start = wholeOf(asked, 0);
    return { start, next: String(start + size) };
  });
}

/** A whole address in the answer: `links.next`, or the header `link`. */
export function linkedPages<Row>(
  options: PagingOptions<Row> & {
    /** Where the address is told. Default `body`. */
    readonly as?: "body" | "header";
  },
): VendorPaging<Row> {
  return paging("link", options, afterToken, options.as === "header");
}

/** Everything in one answer. */
export function wholeList<Row>(options: Pick<PagingOptions<Row>, "body">): VendorPaging<Row> {
  return paging("whole", { ...options, parameter: "", size: 1_000_000 }, () => ({ start: 0, next: "" }));
}

type Locate = (
  rows: readonly VendorRow<unknown>[],
  asked: string | undefined,
  way: PageWay,
) => { readonly start: number; readonly next: string } | "refused";

function paging<Row>(
  style: VendorPaging<Row>["style"],
  { size: largest = 3, parameter, asked: read, sizeParameter, body, tellsEnd = true }: PagingOptions<Row>,
  locate: Locate,
  inHeader = false,
): VendorPaging<Row> {
  const write = ({ url }: VendorRequest, token: string): string => {
    if (style !== "link") return token;
    const address = new URL(url);
    address.searchParams.set(parameter, token);
    return address.href;
  };
  return {
    style,
    size: largest,
    tellsEnd,
    page(rows, request, { size: most, order }) {
      const asked = read ? read(request) : textOf(request.query[parameter] ?? request.fields[parameter]);
      const wanted = sizeParameter && textOf(request.query[sizeParameter] ?? request.fields[sizeParameter]);
      const size = Math.max(1, Math.min(most, wholeOf(wanted || undefined, most)));
      const place = locate(rows, asked, { size, order });
      if (place === "refused") return { status: 400, body: { error: "unknown page token" } };
      const { start } = place;
      const page = rows.slice(start, start + size);
      const hasMore = start + size < rows.length;
      const position = style === "cursor" || style === "link" ? tokenAfter(page.at(-1), asked) : place.next;
      const told: PageTold = {
        next: hasMore ? write(request, position) : null,
        position: write(request, position),
        hasMore,
        total: rows.length,
        page: Math.floor(start / size) + 1,
        pages: Math.ceil(rows.length / size),
        offset: start,
        size,
      };
      return {
        body: body(
          page.map(({ row }) => row),
          told,
          request,
        ),
        ...(inHeader && told.next !== null && { headers: { link: `<${told.next}>; rel="next"` } }),
      };
    },
  };
}

/** Behind the row that the token names, wherever it stands now and whether or not it still does. */
const afterToken: Locate = (rows, asked, { order }) => {
  if (asked === undefined || asked === "") return { start: 0, next: "" };
  const [, at, n] = /^p(\d+)-(-?\d+)$/.exec(asked) ?? [];
  if (at === undefined || n === undefined) return "refused";
  const start = rows.findIndex((row) => {
    const time = order === "newest-first" ? Number(at) - row.at : row.at - Number(at);
    return time > 0 || (time === 0 && row.n > Number(n));
  });
  return { start: start < 0 ? rows.length : start, next: "" };
};

function tokenAfter(last: VendorRow<unknown> | undefined, asked: string | undefined): string {
  return last ? `p${last.at}-${last.n}` : (asked ?? "p0--1");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

function wholeOf(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : otherwise;
}
