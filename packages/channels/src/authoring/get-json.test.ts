import type { HttpRequest, HttpResponse } from "@cxkit/core";
import { createPullContext } from "@cxkit/core/context";
import { describe, expect, it } from "vitest";
import { getJson, type JsonRequest } from "./get-json.ts";

const url = "https://api.example.com/reviews?token=hunter2";
const bytes = (text: string) => new TextEncoder().encode(text);

async function asked(answer: Partial<HttpResponse>, request: Partial<JsonRequest> = {}) {
  const seen: HttpRequest[] = [];
  const context = createPullContext(
    {},
    {
      now: () => "2026-03-01T09:30:00.500Z",
      http: (sent) => {
        seen.push(sent);
        return Promise.resolve({ status: 200, headers: {}, body: bytes("{}"), ...answer });
      },
    },
  );
  const said = await getJson(context, { url, ...request }).then(
    (value: unknown): { readonly value?: unknown; readonly error?: unknown } => ({ value }),
    (error: unknown): { readonly value?: unknown; readonly error?: unknown } => ({ error }),
  );
  return { ...said, sent: seen[0], context };
}

describe("getJson", () => {
  it("asks for JSON with GET, and gives what came", async () => {
    const { value, sent, context } = await asked(
      { body: bytes('{"reviews":[1]}') },
      { query: { page: "2" } },
    );
    expect(value).toEqual({ reviews: [1] });
    expect(sent).toEqual({
      method: "GET",
      url,
      query: { page: "2" },
      headers: { accept: "application/json" },
      signal: context.signal,
    });
  });

  it("sends what it is told to send", async () => {
    const headers = { accept: "application/vnd.example+json", "x-api-key": "k" };
    const { sent } = await asked({}, { method: "POST", headers, body: "{}" });
    expect(sent).toMatchObject({ method: "POST", headers, body: "{}" });
  });

  it.each([
    [401, "invalid-setup", "auth"],
    [403, "invalid-setup", "permission"],
    [404, "invalid-event", "not-found"],
    [410, "invalid-event", "not-found"],
    [408, "unavailable", "timeout"],
    [429, "unavailable", "rate-limited"],
    [500, "unavailable", "vendor"],
    [503, "unavailable", "vendor"],
    [301, "invalid-setup", "bad-data"],
    [400, "invalid-setup", "bad-data"],
  ])("says of %i that it is %s: %s, and names the host alone", async (status, code, trouble) => {
    const { error } = await asked({ status, body: bytes("hunter2") });
    expect(error).toMatchObject({ code, place: { trouble } });
    expect(String(error)).toContain(`api.example.com answered ${status}`);
    expect(String(error) + JSON.stringify(error)).not.toContain("hunter2");
  });

  it("takes what is not there for a wrong setup where the setup names it", async () => {
    const { error } = await asked({ status: 404 }, { absent: "setup" });
    expect(error).toMatchObject({ code: "invalid-setup", place: { trouble: "not-found" } });
  });

  it.each([
    [429, "30", 30],
    [503, " 5 ", 5],
    [429, "Sun, 01 Mar 2026 09:31:00 GMT", 60],
    [429, "Sun, 01 Mar 2026 09:00:00 GMT", 0],
  ])("waits after %i as long as %j says: %i seconds", async (status, text, seconds) => {
    const { error } = await asked({ status, headers: { "retry-after": text } });
    expect(error).toMatchObject({ place: { retryAfter: seconds } });
  });

  it.each(["", "soon", "-1", "1.5", "9".repeat(30)])("takes %j for no time to wait", async (text) => {
    const { error } = await asked({ status: 429, headers: { "retry-after": text } });
    expect(error).toMatchObject({ code: "unavailable", place: { trouble: "rate-limited" } });
    expect((error as { readonly place: object }).place).not.toHaveProperty("retryAfter");
  });

  it.each(["", "<html>hunter2</html>", '{"a":', "[".repeat(300)])(
    "tries %j again later: it is no JSON",
    async (text) => {
      const { error } = await asked({ body: bytes(text) });
      expect(error).toMatchObject({ code: "unavailable", place: { trouble: "bad-data" } });
      expect(String(error)).not.toContain("hunter2");
    },
  );
});
