import { describe, expect, it } from "vitest";
import { answer, retraction } from "../fixtures/answers.ts";
import { at, call, hostOf } from "../fixtures/watched-host.ts";

const only = (host: ReturnType<typeof hostOf>) => host.engine().cases(host.state)[0];

describe("word that comes in another order", () => {
  it("of an answer that was withdrawn before opens nothing", async () => {
    const host = hostOf([call]);
    await host.see(retraction("r1", at(1, 9)));
    await host.see(answer("r1", at(1, 10), 1));
    expect(host.notifications).toEqual([]);
  });

  it("of an earlier revision than the one that is known opens nothing", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1, 9), 10, { revision: 2 }));
    await host.see(answer("r1", at(1, 10), 1, { revision: 1, time: at(1, 9) }));
    expect(host.notifications).toEqual([]);
  });

  it("of an answer and its withdrawal at once leaves no open case", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1, 9), 1), retraction("r1", at(1, 9)));
    expect(only(host)).toMatchObject({ state: "closed", reason: "withdrawn" });
  });

  it("of an answer and its better edit at once is noted", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1, 9), 1), answer("r1", at(1, 9), 10, { revision: 1 }));
    expect(only(host)?.steps.map(({ note }) => note)).toEqual([
      undefined,
      "The customer changed the answer; it no longer calls for a person.",
    ]);
  });
});

describe("a case about two answers of a customer", () => {
  it("stays open when one is withdrawn, and closes with the other", async () => {
    for (const [first, second] of [
      ["r1", "r2"],
      ["r2", "r1"],
    ] as const) {
      const host = hostOf([call]);
      await host.see(answer("r1", at(1, 9), 1, { subject: "s1" }));
      await host.see(answer("r2", at(1, 10), 2, { subject: "s1" }));
      await host.see(retraction(first, at(1, 11)));
      expect(only(host)?.state).toBe("open");
      await host.see(retraction(second, at(1, 12)));
      expect(only(host)).toMatchObject({ state: "closed", reason: "withdrawn" });
    }
  });
});

describe("an answer that joins a case which somebody is closing", () => {
  it("opens it again", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1, 9), 1, { subject: "s1" }));
    const engine = host.engine();
    const id = only(host)?.id ?? "";
    // Both are answered before either step has come back.
    const closed = engine.act({ action: "close", case: id, by: "ann" }, host.state, at(1, 10));
    const joined = await engine.seen([answer("r2", at(1, 10), 2, { subject: "s1" })], host.state);
    await host.take(closed, at(1, 10));
    await host.take(joined, at(1, 10));
    expect(only(host)).toMatchObject({ id, state: "open", due: at(1, 14) });
  });
});

describe("an answer that gets better and worse again", () => {
  it("calls for a person again, and opens its case again where that was closed", async () => {
    for (const closes of [false, true]) {
      const host = hostOf([call]);
      await host.see(answer("r1", at(1, 9), 1));
      await host.see(answer("r1", at(1, 10), 10, { revision: 1 }));
      const id = only(host)?.id ?? "";
      if (closes) await host.act({ action: "close", case: id, by: "ann" }, at(1, 11));
      await host.see(answer("r1", at(1, 12), 0, { revision: 2 }));
      expect(only(host)).toMatchObject({ id, state: "open" });
      expect(host.notifications.at(-1)).toMatchObject({ kind: "case", case: { id } });
      expect(host.notifications).toHaveLength(2);
      await host.see(answer("r1", at(1, 13), 1, { revision: 3 }));
      expect(host.notifications).toHaveLength(2);
    }
  });
});
