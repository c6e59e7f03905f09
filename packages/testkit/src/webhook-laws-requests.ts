import type { RawRequest } from "@cxkit/core";

/** A text as UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * A body that was tampered with.
 *
 * @yields it with one bit changed, at every byte of it; with a byte more, a byte less, and none
 */
export function* flippedBytes(
  body: Uint8Array,
): Generator<{ readonly what: string; readonly body: Uint8Array }> {
  for (let at = 0; at < body.length; at += 1) {
    // Another bit from byte to byte, so that all eight have their turn.
    const bit = (at * 5 + 1) % 8;
    yield { what: `bit ${bit} of byte ${at} changed`, body: body.with(at, (body[at] ?? 0) ^ (1 << bit)) };
  }
  yield { what: "a line feed more", body: Uint8Array.from([...body, 10]) };
  yield { what: "its last byte missing", body: body.subarray(0, -1) };
  yield { what: "its first byte missing", body: body.subarray(1) };
  yield { what: "nothing in it", body: new Uint8Array(0) };
}

/**
 * What a request's proof depends on, tampered with.
 *
 * @yields it with one bit changed, for every bit of every character of every one of the names
 */
export function* flippedSigned(
  request: RawRequest,
  names: readonly string[],
): Generator<{ readonly what: string; readonly request: RawRequest }> {
  for (const name of names) {
    const value = signedValue(request, name) ?? "";
    for (let at = 0; at < value.length; at += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const letter = String.fromCharCode(value.charCodeAt(at) ^ (1 << bit));
        const changed = value.slice(0, at) + letter + value.slice(at + 1);
        yield {
          what: `${name} with bit ${bit} of character ${at} changed`,
          request: withSigned(request, name, [changed]),
        };
      }
    }
  }
}

/** The value of a header, behind `?` of a parameter of the URL, behind `&` of a field of the form in the body. */
export function signedValue({ headers, url, body }: RawRequest, name: string): string | undefined {
  if (name.startsWith("&")) return formOf(body).get(name.slice(1)) ?? undefined;
  return name.startsWith("?") ? (new URL(url).searchParams.get(name.slice(1)) ?? undefined) : headers[name];
}

/** The request with other values there, or none; headers sent twice come as one, with a comma. */
export function withSigned(request: RawRequest, name: string, values: readonly string[]): RawRequest {
  if (name.startsWith("&")) {
    const form = formOf(request.body);
    form.delete(name.slice(1));
    for (const value of values) form.append(name.slice(1), value);
    return { ...request, body: bytesOf(form.toString()) };
  }
  if (name.startsWith("?")) {
    const url = new URL(request.url);
    url.searchParams.delete(name.slice(1));
    for (const value of values) url.searchParams.append(name.slice(1), value);
    return { ...request, url: url.href };
  }
  const { [name]: _, ...rest } = request.headers;
  return { ...request, headers: values.length === 0 ? rest : { ...rest, [name]: values.join(", ") } };
}

function formOf(body: Uint8Array): URLSearchParams {
  return new URLSearchParams(new TextDecoder().decode(body));
}

/** What is kept of a request on disk: its body, its content type, and the headers that the webhook names. */
export function keptOf(request: RawRequest, keeps: readonly string[] = []): RawRequest {
  const isKept = (name: string): boolean =>
    name === "content-type" ||
    keeps.some((kept) => (kept.endsWith("*") ? name.startsWith(kept.slice(0, -1)) : name === kept));
  const headers = Object.entries(request.headers).filter(([name]) => isKept(name));
  return { ...request, headers: Object.fromEntries(headers), body: Uint8Array.from(request.body) };
}
