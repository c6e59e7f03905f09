import { describe, expect, it } from "vitest";
import { createContext, createPullContext } from "./context.ts";
import type { Secret } from "./secrets.ts";

describe("a library context", () => {
  const key = new Uint8Array(32).fill(1);

  it("gives a person one key within a kind, in every context of the same key", () => {
    const one = createContext({}, { key });
    const other = createContext({}, { key });
    expect(one.subject("email", "ada@example.com")).toBe(other.subject("email", "ada@example.com"));
    expect(one.subject("email", "42")).not.toBe(one.subject("customer", "42"));
  });

  it("keeps fingerprints and subjects apart", () => {
    const { subject, fingerprint } = createContext({}, { key });
    expect(fingerprint(["email", "42"])).not.toBe(subject("email", "42"));
    expect(fingerprint(["a", "b"])).toBe(fingerprint(["a", "b"]));
    expect(fingerprint(["a", "b"])).not.toBe(fingerprint(["b", "a"]));
  });

  it("has no default key: two contexts without one do not know each other's subjects", () => {
    expect(createContext({}).subject("email", "a")).not.toBe(createContext({}).subject("email", "a"));
  });

  it("uses the clock and the randomness it is given", () => {
    const context = createContext(
      { form: 1 },
      { now: () => "2026-03-01T00:00:00Z", random: () => 0.25, key },
    );
    expect(context.config).toEqual({ form: 1 });
    expect(context.now()).toBe("2026-03-01T00:00:00Z");
    expect(context.random()).toBe(0.25);
  });

  it("without them tells a time with an offset and a number from 0 to below 1", () => {
    const { now, random } = createContext({});
    expect(now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    for (let draw = 0; draw < 100; draw += 1) {
      const number = random();
      expect(number >= 0 && number < 1).toBe(true);
    }
  });
});

describe("a library context for pulling", () => {
  const http = async () => ({
    status: 200,
    headers: {},
    body: new TextEncoder().encode('{"access_token":"t1"}'),
  });
  const request = {
    name: "access",
    request: { method: "GET", url: "https://a.example" },
    value: "access_token",
  };

  it("fetches tokens over the network it is given, and makes handles of them", async () => {
    const context = createPullContext({}, { http, secretOf: (_, handle) => ({ handle }) as Secret });
    expect(await context.token(request)).toEqual({ handle: "token:access" });
  });

  it("says what is missing where nobody can make a handle", async () => {
    await expect(createPullContext({}, { http }).token(request)).rejects.toMatchObject({
      code: "invalid-setup",
      message: expect.stringContaining("secretOf") as string,
    });
  });

  it("has no secrets, and is not aborted, unless it is told", () => {
    const { secrets, signal, config } = createPullContext({ app: "1" }, { http });
    expect([secrets, signal.aborted, config]).toEqual([{}, false, { app: "1" }]);
  });
});
