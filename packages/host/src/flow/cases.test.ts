import { describe, expect, it } from "vitest";
import { caseLinks, linkLife } from "./case-links.ts";
import { contents, everyByte, shopRequest, testKey, workbench } from "./fixtures/workbench.ts";

const complaint = {
  id: "a",
  score: 2,
  email: "ada@example.com",
  words: "slow, call ada@example.com",
  time: "2026-03-01T08:00:00Z",
};
const publicUrl = "https://cx.example.com/base/";

async function complained(options: Parameters<typeof workbench>[0] = {}) {
  const bench = await workbench({ publicUrl, ...options });
  await bench.host.receive("survey", shopRequest(complaint));
  await bench.host.settled();
  return bench;
}

function tokenOf(bench: Awaited<ReturnType<typeof workbench>>, action: string): string {
  const link = bench.told[0]?.links?.find((one) => one.action === action);
  return link?.url.slice("https://cx.example.com/base/cases/".length) ?? "";
}

describe("cases", () => {
  it("are acted on, and a step is known when it is told", async () => {
    await using bench = await complained();
    const { cases } = bench.host;
    expect(await cases.act({ action: "acknowledge", case: "shop:north/a", by: "care" })).toMatchObject({
      state: "acknowledged",
    });
    expect(
      await cases.act({ action: "close", case: "shop:north/a", by: "care", note: "called" }),
    ).toMatchObject({ state: "closed" });
    expect(cases.get("shop:north/a")?.steps.map(({ type }) => type)).toEqual([
      "case.opened",
      "case.acknowledged",
      "case.closed",
    ]);
    await expect(cases.act({ action: "acknowledge", case: "nothing", by: "care" })).rejects.toMatchObject({
      code: "invalid-setup",
    });
  });

  it("let one of two win that exclude each other", async () => {
    await using bench = await complained();
    const both = await Promise.allSettled(
      ["ann", "ben"].map((by) => bench.host.cases.act({ action: "acknowledge", case: "shop:north/a", by })),
    );
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("tell the customer's words from the store", async () => {
    await using bench = await complained();
    expect(await bench.host.cases.words("shop:north/a")).toBe("slow, call ada@example.com");
  });

  it("tell the words without contact details, where somebody masks them", async () => {
    await using bench = await complained({ mask: (words) => words.replace("ada@example.com", "•••") });
    expect(await bench.host.cases.words("shop:north/a")).toBe("slow, call •••");
  });

  it("tell how to reach the customer, and write the look down first", async () => {
    await using bench = await complained();
    const contact = await bench.host.cases.contact("shop:north/a", "ann");
    expect(contact).toEqual({ kind: "vault", details: [{ kind: "email", value: "ada@example.com" }] });
    await bench.host.settled();
    expect(await contents(bench.store, ["contact.viewed"])).toMatchObject([
      { data: { by: "ann", case: "shop:north/a" } },
    ]);
  });

  it("say where the producer shows the customer, and when nobody can be reached", async () => {
    await using bench = await workbench();
    await bench.host.receive(
      "survey",
      shopRequest([
        { id: "u", score: 1, url: "https://shop.example.com/r/1" },
        { id: "n", score: 1, url: "javascript:alert(1)" },
      ]),
    );
    await bench.host.settled();
    expect(bench.told.map((one) => one.case?.contact)).toEqual(["producer", "not-contactable"]);
    expect(await bench.host.cases.contact("shop:north/u", "ann")).toEqual({
      kind: "producer",
      url: "https://shop.example.com/r/1",
    });
    expect(await bench.host.cases.contact("shop:north/n", "ann")).toEqual({ kind: "not-contactable" });
  });
});

describe("notifications", () => {
  it("leave without the words unless somebody masks them", async () => {
    await using bare = await complained();
    expect(bare.told[0]).not.toHaveProperty("verbatim");
    await using masking = await complained({ mask: (words) => words.replace(/\S+@\S+/, "…") });
    expect(masking.told[0]?.verbatim).toBe("slow, call …");
    await using failing = await complained({
      mask: () => {
        throw new Error("slow, call");
      },
    });
    expect(failing.told[0]).not.toHaveProperty("verbatim");
    expect(JSON.stringify(failing.log)).not.toContain("slow");
  });

  it("come again a day later, and not at every tick", async () => {
    await using bench = await complained();
    bench.clock.advance(86_400_000);
    await bench.host.tick();
    await bench.host.tick();
    expect(bench.told.map(({ kind, case: about }) => [kind, about?.contact])).toEqual([
      ["case", "vault"],
      ["reminder", "vault"],
    ]);
  });
});

describe("a link in a message", () => {
  it("shows and changes nothing, then acts once", async () => {
    await using bench = await complained();
    const { cases } = bench.host;
    const token = tokenOf(bench, "close");
    expect(cases.link(token)).toMatchObject({
      ok: true,
      action: "close",
      owner: "care",
      case: { state: "open" },
    });
    expect(cases.get("shop:north/a")?.state).toBe("open");
    const both = await Promise.all([cases.follow(token, "called"), cases.follow(token)]);
    expect(both).toMatchObject([{ state: "closed" }, { ok: false, reason: "used" }]);
    expect(cases.link(token)).toEqual({ ok: false, reason: "used" });
    expect(cases.link(tokenOf(bench, "acknowledge"))).toEqual({ ok: false, reason: "not-possible" });
    const host = await bench.reopen();
    await host.settled();
    expect(host.cases.link(token)).toEqual({ ok: false, reason: "used" });
  });

  it("is good for fourteen days, and forgotten after", async () => {
    await using bench = await complained();
    const token = tokenOf(bench, "note");
    await bench.host.cases.follow(token, "called");
    bench.clock.advance(linkLife);
    expect(bench.host.cases.link(token)).toEqual({ ok: false, reason: "expired" });
    await bench.host.tick();
    await bench.reopen();
    expect(await everyByte(bench.directory)).toContain("used-link/");
  });

  it("is nothing when a bit of it is changed, or it is made with another key", async () => {
    await using bench = await complained();
    const token = tokenOf(bench, "close");
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      expect(bench.host.cases.link(changed)).toEqual({ ok: false, reason: "invalid" });
    }
    for (const text of ["", ".", "a.b", `${token}.`, `${token}=`, "x".repeat(5_000), null as never]) {
      expect(bench.host.cases.link(text)).toEqual({ ok: false, reason: "invalid" });
    }
    const claim = {
      case: "shop:north/a",
      action: "close",
      owner: "care",
      at: "2026-03-01T10:00:00Z",
      idempotencyKey: "k",
    } as const;
    const theirs = caseLinks(new Uint8Array(32).fill(9)).token(claim);
    expect(bench.host.cases.link(theirs)).toEqual({ ok: false, reason: "invalid" });
  });

  it("is the same when the message is sent again, and another in another message", () => {
    const links = caseLinks(testKey);
    const claim = {
      case: "c",
      action: "close",
      owner: "care",
      at: "2026-03-01T10:00:00Z",
      idempotencyKey: "k",
    } as const;
    expect(links.token(claim)).toBe(links.token({ ...claim }));
    expect(links.token(claim)).not.toBe(links.token({ ...claim, idempotencyKey: "l" }));
    expect(links.read(links.token(claim))).toMatchObject({ case: "c", action: "close", owner: "care" });
  });
});
