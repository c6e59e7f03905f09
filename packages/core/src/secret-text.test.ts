import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Secret } from "./secrets.ts";
import { basicAuth, filledRequest, secretsOf, secretText, secretValue } from "./secret-text.ts";

const handleOf = (value: string, handle = "env:TOKEN"): Secret => {
  const made = { handle } as Secret;
  Object.defineProperty(made, secretValue, { value: () => value });
  return made;
};
const request = { method: "GET", url: "https://api.example.com/v1" } as const;

describe("a request with secrets in it", () => {
  it("shows none of them before it is filled in", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), (value) => {
        fc.pre(!"env:TOKEN Bearer pieces handle".includes(value));
        const headers = { authorization: secretText`Bearer ${handleOf(`<${value}>`)}` };
        expect(JSON.stringify({ ...request, headers })).not.toContain(`<${value}>`);
      }),
    );
  });

  it("has them in header, query and body once it is", () => {
    const token = handleOf("s3cret&more");
    const filled = filledRequest({
      ...request,
      method: "POST",
      query: { token: secretText`${token}`, page: "1" },
      headers: { authorization: secretText`Bearer ${token}`, accept: "application/json" },
      body: secretText`key=${{ pieces: [token], encode: "uri" }}`,
    });
    expect(filled).toEqual({
      method: "POST",
      url: "https://api.example.com/v1?token=s3cret%26more&page=1",
      headers: { authorization: "Bearer s3cret&more", accept: "application/json" },
      body: "key=s3cret%26more",
    });
  });

  it("keeps the query and the fragment that the address has", () => {
    const filled = filledRequest({ ...request, url: "https://a.example/?a=1#b", query: { c: "ü" } });
    expect(filled.url).toBe("https://a.example/?a=1&c=%C3%BC#b");
  });

  it("writes Basic authentication as UTF-8", () => {
    const headers = { authorization: basicAuth("ada", handleOf("lövelace")) };
    const { authorization } = filledRequest({ ...request, headers }).headers;
    expect(authorization).toBe(`Basic ${Buffer.from("ada:lövelace").toString("base64")}`);
  });

  it("leaves bytes as they are", () => {
    const body = Uint8Array.of(0, 255);
    expect(filledRequest({ ...request, body }).body).toBe(body);
  });

  it("names its secrets, wherever they stand", () => {
    const [one, two, three] = [handleOf("1", "one"), handleOf("2", "two"), handleOf("3", "three")];
    const found = secretsOf({
      ...request,
      query: { q: secretText`${one}` },
      headers: { h: basicAuth("user", two) },
      body: secretText`a${three}b`,
    });
    expect(found.map(({ handle }) => handle)).toEqual(["one", "two", "three"]);
    expect(secretsOf({ ...request, body: "plain", headers: { h: "plain" } })).toEqual([]);
  });

  it("is not filled with what is kept back", () => {
    const headers = { authorization: secretText`Bearer ${handleOf("s3cret")}` };
    const keep = () => {
      throw new Error("not for this host");
    };
    expect(() => filledRequest({ ...request, headers }, keep)).toThrow("not for this host");
  });

  it("is refused where a handle gives no value, by its name", () => {
    const headers = { authorization: secretText`Bearer ${{ handle: "elsewhere" } as Secret}` };
    expect(() => filledRequest({ ...request, headers })).toThrow("elsewhere cannot be filled in here");
  });
});
