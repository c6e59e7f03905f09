import { createHash } from "node:crypto";
import { type FastifyInstance, fastify } from "fastify";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { type MemoryHostOptions, memoryHost } from "../fixtures/memory-host.ts";
import { sampleLink, sampleWords } from "../fixtures/sample-case.ts";
import { hostRoutes } from "../host-routes.ts";
import { en } from "./case-strings.ts";
import type { RouteOptions } from "../serve-options.ts";

const token = "t0ken_of.a-link";
const vault = {
  kind: "vault",
  details: [{ kind: "email", value: "ada@example.com" }],
} as const;

async function pages(made: MemoryHostOptions = {}, options: RouteOptions = {}) {
  const host = memoryHost({
    links: { [token]: sampleLink("note") },
    words: sampleWords,
    contact: vault,
    ...made,
  });
  const app = fastify();
  await app.register(hostRoutes(host, options));
  return { host, app };
}

async function opened(app: FastifyInstance, headers: Record<string, string> = {}) {
  const answer = await app.inject({ url: `/cases/${token}`, headers });
  return { answer, document: parseHTML(answer.body).document };
}

function post(app: FastifyInstance, form: Record<string, string>, url = `/cases/${token}`) {
  return app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });
}

describe("GET /cases/:token", () => {
  it("shows the case, and everything in it as text", async () => {
    const { app } = await pages();
    const { document } = await opened(app);
    expect(document.querySelector("h1")?.textContent).toBe(
      "0 of 10 in delivery <img src=x onerror=alert(1)>",
    );
    expect(document.querySelector("blockquote")?.textContent).toBe(sampleWords.replace("\u202E", ""));
    expect(document.querySelectorAll("img, script, b")).toHaveLength(0);
    const facts = [...document.querySelectorAll("dt")].map(
      (name) => `${name.textContent}: ${name.nextElementSibling?.textContent}`,
    );
    expect(facts).toEqual([
      "Where: delivery",
      "Answer: 0 of 10",
      "Owner: logistics",
      "State: open, nobody has taken it yet",
      "Opened: 1 Mar 2026, 09:58 UTC",
      "Due: 2 Mar 2026, 09:58 UTC (overdue)",
    ]);
    expect(document.querySelectorAll("li")).toHaveLength(2);
  });

  it("changes nothing, however often a scanner of mail opens it", async () => {
    const { app, host } = await pages();
    for (const method of ["GET", "HEAD", "OPTIONS", "GET"] as const)
      await app.inject({ method, url: `/cases/${token}` });
    expect([host.notes, host.looks]).toEqual([[], []]);
    expect(host.cases.link(token).ok).toBe(true);
  });

  it("does not hold the customer's contact details", async () => {
    const { app } = await pages();
    expect((await opened(app)).answer.body).not.toContain("ada@example.com");
  });

  it("may do nothing in a browser but send its form, and is kept and told to nobody", async () => {
    const { app } = await pages();
    const { headers } = (await opened(app)).answer;
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      "x-robots-tag": "noindex, nofollow",
      "x-content-type-options": "nosniff",
      "content-type": "text/html; charset=utf-8",
    });
  });

  it("is allowed the style it has, to the byte", async () => {
    const { app } = await pages();
    const { answer } = await opened(app);
    const [, style = ""] = /<style>(.*)<\/style>/s.exec(answer.body) ?? [];
    const digest = createHash("sha256").update(style).digest("base64");
    expect(style).not.toBe("");
    expect(answer.headers["content-security-policy"]).toContain(`style-src 'sha256-${digest}'`);
  });

  it("speaks the language that the browser asks for, or the workspace's", async () => {
    const { app } = await pages();
    const inChinese = { "accept-language": "zh-CN,zh;q=0.9,en;q=0.8" };
    expect((await opened(app)).document.documentElement.lang).toBe("en");
    expect((await opened(app, inChinese)).document.documentElement.lang).toBe("zh-CN");
    const { app: english } = await pages({}, { language: "en" });
    expect((await opened(english, inChinese)).document.documentElement.lang).toBe("en");
  });

  it("says times in the workspace's zone", async () => {
    const { app } = await pages({}, { zone: "Asia/Shanghai" });
    expect((await opened(app)).document.querySelector("time")?.textContent).toBe("1 Mar 2026, 17:58 GMT+8");
  });

  it("says what to do when the link is of no use", async () => {
    const reasons = { invalid: 404, expired: 410, used: 410, "not-possible": 409 } as const;
    for (const [reason, status] of Object.entries(reasons)) {
      const { app } = await pages({
        links: { [token]: { ok: false, reason: reason as keyof typeof reasons } },
      });
      const { answer, document } = await opened(app);
      expect([reason, answer.statusCode]).toEqual([reason, status]);
      expect(document.querySelector("h1")?.textContent).toBe(
        en.refused[reason as keyof typeof reasons].heading,
      );
      expect(document.querySelector("main p")?.textContent).toBe(
        en.refused[reason as keyof typeof reasons].text,
      );
      expect(document.querySelector("form")).toBeNull();
    }
  });

  it("takes what no link of ours can be for invalid, unasked", async () => {
    const { app } = await pages();
    for (const odd of ["", "a/b", "a%2fb", "a b".replace(" ", "%20"), "x".repeat(3_000), "%3Cscript%3E"])
      expect((await app.inject({ url: `/cases/${odd}` })).statusCode).toBe(404);
  });
});

describe("POST /cases/:token", () => {
  it("does what the link asks for, once", async () => {
    const { app, host } = await pages({ links: { [token]: sampleLink("acknowledge") } });
    const done = await post(app, { do: "acknowledge", note: "" });
    expect(done.statusCode).toBe(200);
    expect(parseHTML(done.body).document.querySelector("h1")?.textContent).toBe("The case is yours");
    expect(host.notes).toEqual([undefined]);
    const again = await post(app, { do: "acknowledge" });
    expect(again.statusCode).toBe(410);
    expect(host.notes).toHaveLength(1);
  });

  it("hands on the note as it was written", async () => {
    const { app, host } = await pages();
    await post(app, { do: "note", note: "  Called.\r\n50 % off & 谢谢 <3\r\n" });
    expect(host.notes).toEqual(["Called.\n50 % off & 谢谢 <3"]);
  });

  it("asks for the note when there is none, and keeps one that is too long on the page", async () => {
    const { app, host } = await pages();
    const none = await post(app, { do: "note", note: " " });
    expect([
      none.statusCode,
      parseHTML(none.body).document.querySelector("[role=alert]")?.textContent,
    ]).toEqual([422, "Please write the note first."]);
    const long = await post(app, { do: "note", note: "长".repeat(4_001) });
    const { document } = parseHTML(long.body);
    expect(long.statusCode).toBe(422);
    const kept = document.querySelector("textarea")?.textContent;
    // Browsers leave out the line break that a text area begins with.
    expect(kept === `\n${"长".repeat(4_001)}`).toBe(true);
    expect(document.querySelector("textarea")?.getAttribute("aria-describedby")).toBe("problem");
    expect(host.notes).toEqual([]);
  });

  it("does nothing for a form that asks for something else", async () => {
    const { app, host } = await pages();
    for (const form of [{}, { do: "close" }, { note: "x" }])
      expect((await post(app, form)).statusCode).toBe(409);
    expect(host.notes).toEqual([]);
  });

  it("takes forms alone, of a size that a note can have", async () => {
    const { app, host } = await pages();
    const json = await app.inject({
      method: "POST",
      url: `/cases/${token}`,
      payload: { do: "note", note: "x" },
    });
    expect(json.statusCode).toBe(415);
    const much = await post(app, { do: "note", note: "x".repeat(50_000) });
    expect(much.statusCode).toBe(413);
    expect(parseHTML(much.body).document.querySelector("h1")?.textContent).toBe("That was too much text");
    expect((await app.inject({ method: "PUT", url: `/cases/${token}` })).statusCode).toBe(405);
    expect(host.notes).toEqual([]);
  });
});

describe("contact details are shown", () => {
  it("to the owner who asks for them, and the look is told to the host", async () => {
    const { app, host } = await pages();
    const shown = await post(app, { do: "contact" });
    expect(shown.body).toContain("ada@example.com");
    expect(host.looks).toEqual([{ id: "case-7f3a", by: "logistics" }]);
    expect(host.cases.link(token).ok).toBe(true);
  });

  it("to nobody whose case it no longer is", async () => {
    const { app, host } = await pages({ links: { [token]: sampleLink("note", "store-manager") } });
    const refused = await post(app, { do: "contact" });
    expect(refused.statusCode).toBe(403);
    expect(refused.body).not.toContain("ada@example.com");
    expect(host.looks).toEqual([]);
  });

  it("as a link to the producer that is a link, and as words when there are none", async () => {
    const at = (url: string) => ({ contact: { kind: "producer", url } }) as const;
    const { app } = await pages(at("https://survey.example.com/r/1?a=1&b=2"));
    const link = parseHTML((await post(app, { do: "contact" })).body).document.querySelector("a");
    expect(link?.getAttribute("href")).toBe("https://survey.example.com/r/1?a=1&b=2");
    const { app: hostile } = await pages(at("javascript:alert(1)"));
    expect((await post(hostile, { do: "contact" })).body).not.toContain("javascript:");
    const { app: none } = await pages({ contact: { kind: "not-contactable" } });
    expect((await post(none, { do: "contact" })).body).toContain("There is no way to reach this customer");
  });
});
