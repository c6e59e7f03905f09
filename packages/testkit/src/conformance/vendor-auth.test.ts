import { basicAuth, type HttpRequest, secretText } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { plainSecret } from "./plain-secret.ts";
import {
  basicAuthentication,
  bearerAuth,
  headerKey,
  openToAll,
  queryKey,
  tokenAuth,
  type VendorAuth,
} from "./vendor-auth.ts";
import { vendorDouble } from "./vendor-double.ts";
import { wholeList } from "./vendor-paging.ts";

const origin = "https://api.example.com";
const secrets = { token: "hunter2", key: "k3y", user: "ada", password: "p&ss" };
let clock = 0;
const askedBy = (auth: VendorAuth) => {
  const { http } = vendorDouble(
    { origin, auth, paging: wholeList({ body: (rows) => rows }) },
    { rows: [], secrets, now: () => clock },
  );
  return async (request: Omit<HttpRequest, "method" | "url">, url = `${origin}/list`) => {
    const { status, body } = await http({ method: "GET", url, ...request });
    return { status, body: new TextDecoder().decode(body) };
  };
};
const secret = (name: keyof typeof secrets) => plainSecret(secrets[name]);

describe("a producer admits", () => {
  it.each<readonly [string, VendorAuth, Omit<HttpRequest, "method" | "url">]>([
    ["a bearer", bearerAuth(), { headers: { authorization: secretText`Bearer ${secret("token")}` } }],
    [
      "a user with a password",
      basicAuthentication("user", "password"),
      { headers: { authorization: basicAuth(secret("user"), secret("password")) } },
    ],
    [
      "a name that is no secret",
      basicAuthentication({ text: "app" }, "password"),
      { headers: { authorization: basicAuth("app", secret("password")) } },
    ],
    ["a key in a header", headerKey("X-Key"), { headers: { "x-key": secretText`${secret("key")}` } }],
    ["a key in the query", queryKey("key"), { query: { key: secretText`${secret("key")}` } }],
  ])("%s, and nobody without", async (_, auth, request) => {
    const ask = askedBy(auth);
    expect((await ask(request)).status).toBe(200);
    expect((await ask({})).status).toBe(401);
    expect(
      (await ask({ headers: { authorization: "Bearer x", "x-key": "x" }, query: { key: "x" } })).status,
    ).toBe(401);
  });

  it("anybody where it asks nobody", async () => {
    expect((await askedBy(openToAll())({})).status).toBe(200);
  });
});

describe("tokenAuth", () => {
  const token = `${origin}/token`;
  const auth = tokenAuth({
    url: token,
    grants: ({ query }, { password }) => query["secret"] === password,
    seconds: 60,
  });
  const bearer = (value: string) => ({ headers: { authorization: `Bearer ${value}` } });

  it("gives tokens out that live for a while, to whoever it knows", async () => {
    const ask = askedBy(auth);
    expect((await ask({ query: { secret: "wrong" } }, token)).status).toBe(401);
    expect((await ask({ query: { secret: "p&ss" } }, token)).body).toBe(
      '{"access_token":"vendor-token-1","expires_in":60}',
    );
    expect((await ask(bearer("vendor-token-1"))).status).toBe(200);
    clock += 61_000;
    expect((await ask(bearer("vendor-token-1"))).status).toBe(401);
  });

  it("says so in its own words, and takes the token where the producer does", async () => {
    const ask = askedBy(
      tokenAuth({
        url: token,
        grants: ({ query }) => query["secret"] === "p&ss",
        parameter: "access_token",
        body: (value) => ({ errcode: 0, token: value }),
        refusal: { body: { errcode: 40001 } },
      }),
    );
    expect((await ask({}, token)).body).toBe('{"errcode":40001}');
    expect((await ask({ query: { secret: "p&ss" } }, token)).body).toBe(
      '{"errcode":0,"token":"vendor-token-1"}',
    );
    expect((await ask({ query: { access_token: "vendor-token-1" } })).status).toBe(200);
  });
});
