import type { FilledRequest } from "@cxkit/core";

/** A request as a producer sees it: everything filled in, its address taken apart. */
export interface VendorRequest {
  readonly method: string;
  readonly url: string;
  readonly origin: string;
  readonly path: string;
  readonly query: { readonly [name: string]: string };
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
  /** The body as JSON or as a form; nothing when it is neither. */
  readonly fields: { readonly [name: string]: unknown };
}

/** What a producer answers; a body that is no text is written as JSON. */
export interface VendorAnswer {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: unknown;
}

/** Takes a request apart. */
export function vendorRequest({ method, url, headers, body }: FilledRequest): VendorRequest {
  const address = new URL(url);
  const text = typeof body === "string" ? body : new TextDecoder().decode(body ?? new Uint8Array(0));
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    method,
    url,
    origin: address.origin,
    path: address.pathname,
    query: Object.fromEntries(address.searchParams),
    headers: Object.fromEntries(named),
    body: text,
    fields: fieldsOf(text),
  };
}

function fieldsOf(text: string): { readonly [name: string]: unknown } {
  if (!/^\s*[{[]/.test(text)) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
