import { describe, expect, it } from "vitest";
import type { HttpResponse, TokenRequest } from "./http.ts";
import type { Secret } from "./secrets.ts";
import { tokens } from "./token.ts";

const asked: TokenRequest = {
  name: "access",
  request: { method: "GET", url: "https://api.example.com/token" },
  value: "access_token",
  seconds: "expires_in",
  problem: "errcode",
};

function bench(answer: (times: number) => { readonly status?: number; readonly body: unknown }) {
  let time = Date.parse("2026-03-01T00:00:00Z");
  let times = 0;
  const values: string[] = [];
  const token = tokens({
    http: async (): Promise<HttpResponse> => {
      times += 1;
      const { status = 200, body } = answer(times);
      return { status, headers: {}, body: new TextEncoder().encode(JSON.stringify(body)) };
    },
    now: () => new Date(time).toISOString(),
    secretOf: (value, handle) => {
      values.push(value);
      return { handle } as Secret;
    },
  });
  return { token, values, times: () => times, later: (seconds: number) => (time += seconds * 1000) };
}
const fresh = (times: number) => ({ body: { errcode: 0, access_token: `t${times}`, expires_in: 7200 } });

describe("a token", () => {
  it("is fetched once, however many ask at the same time, and kept until a minute before its end", async () => {
    const { token, times, later, values } = bench(fresh);
    const [one, two] = await Promise.all([token(asked), token(asked)]);
    expect(one).toBe(two);
    later(7200 - 61);
    expect(await token(asked)).toBe(one);
    expect(times()).toBe(1);
    later(2);
    expect(await token(asked)).not.toBe(one);
    expect(values).toEqual(["t1", "t2"]);
  });

  it("that was refused is fetched anew, once for all who were refused", async () => {
    const { token, times } = bench(fresh);
    const refused = await token(asked);
    const [one, two] = await Promise.all([token({ ...asked, refused }), token({ ...asked, refused })]);
    expect(one).toBe(two);
    expect(one).not.toBe(refused);
    expect(times()).toBe(2);
  });

  it("of another name is another", async () => {
    const { token, times } = bench(fresh);
    await token(asked);
    await token({ ...asked, name: "other" });
    expect(times()).toBe(2);
  });

  it("that the producer refuses inside a 200 is trouble with who we are, and is asked for again next time", async () => {
    const { token } = bench((times) =>
      times === 1 ? { body: { errcode: 40001, errmsg: "sentinel" } } : fresh(times),
    );
    const failure = await token(asked).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "invalid-setup", place: { trouble: "auth" } });
    expect(String(failure)).toContain("errcode 40001");
    expect(String(failure)).not.toContain("sentinel");
    expect(await token(asked)).toMatchObject({ handle: "token:access" });
  });

  it("is asked for again later where the producer says that it is busy", async () => {
    const { token } = bench(() => ({ body: { errcode: -1 } }));
    await expect(token({ ...asked, again: [-1] })).rejects.toMatchObject({ code: "unavailable" });
  });

  it.each([
    [{ status: 401, body: {} }, "invalid-setup"],
    [{ status: 200, body: { access_token: "" } }, "invalid-setup"],
    [{ status: 200, body: null }, "invalid-setup"],
    [{ status: 503, body: {} }, "unavailable"],
    [{ status: 429, body: {} }, "unavailable"],
  ])("answered by %j is %s", async (answer, code) => {
    await expect(bench(() => answer).token(asked)).rejects.toMatchObject({ code });
  });
});
