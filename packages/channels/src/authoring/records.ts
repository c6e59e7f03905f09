import type { RawRequest } from "@cxkit/core";

/** One record of a request: its JSON value, or why this one of several could not be read. */
export type JsonRecord =
  | { readonly path: string; readonly value: unknown }
  | { readonly path: string; readonly problem: string };

/**
 * The media type of a request, without its parameters.
 *
 * @example mediaType({ headers: { "content-type": "Application/JSON; charset=utf-8" } }) // => "application/json"
 */
export function mediaType(request: Pick<RawRequest, "headers">): string {
  const [type = ""] = (request.headers["content-type"] ?? "").split(";");
  return type.trim().toLowerCase();
}
