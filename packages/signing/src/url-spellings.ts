/**
 * The texts that a producer may have signed for one address: with and without the port, and with the query escaped in the ways that
 * HTTP libraries do. Never a text of the same length that differs in one letter, so that no changed address is taken for another's spelling.
 */
export function urlSpellings(url: string): readonly string[] {
  const parts = /^([a-z][a-z\d+.-]*:\/\/)((?:[^/?#]*@)?)(\[[^\]]*\]|[^/?#:]*)(:\d*)?([/?#].*)?$/is.exec(url);
  if (!parts || /\p{Cs}/u.test(url)) return [url];
  const [, scheme = "", user = "", host = "", port, rest = ""] = parts;
  const standard = scheme.toLowerCase() === "https://" ? ":443" : ":80";
  const escaped = withEscapes(rest);
  const spellings = [port ?? "", port === undefined ? standard : ""].flatMap((each) =>
    [rest, escaped, withQueryString(escaped)].map((end) => scheme + user + host + each + end),
  );
  return [...new Set(spellings)];
}

/** Letters that have no place in an address as escapes: those that the URL Standard escapes in a path, and in a query. */
function withEscapes(rest: string): string {
  const at = rest.indexOf("?");
  const [path, query] = at === -1 ? [rest, ""] : [rest.slice(0, at), rest.slice(at)];
  return (
    path.replaceAll(/[\0-\x20"<>^`{}\x7f]|[^\0-\x7f]/gu, asEscape) +
    query.replaceAll(/[\0-\x20"<>'\x7f]|[^\0-\x7f]/gu, asEscape)
  );
}

function asEscape(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code > 0x7f) return encodeURIComponent(letter);
  return `%${code.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** The query taken apart and put together again, as old libraries did: equal names side by side, each with its `=`. */
function withQueryString(rest: string): string {
  const at = rest.indexOf("?");
  // Escapes in small letters would become capital ones: another text of the same length.
  if (at === -1 || at === rest.length - 1 || /%(?:[a-f]|.[a-f])/.test(rest.slice(at))) return rest;
  const values = Object.create(null) as Record<string, string[]>;
  try {
    for (const pair of rest.slice(at + 1).split("&")) {
      if (pair === "") continue;
      const equals = pair.indexOf("=");
      const [name, value] = equals === -1 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
      (values[unescaped(name)] ??= []).push(unescaped(value));
    }
  } catch {
    return rest;
  }
  const pairs = Object.entries(values).flatMap(([name, each]) =>
    each.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return `${rest.slice(0, at)}?${pairs.join("&")}`;
}

function unescaped(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
