import { describe, expect, it } from "vitest";
import { fakePlugin } from "./fixtures/fake-plugins.ts";
import { managerBench as bench } from "./fixtures/manager-bench.ts";

const crash = { why: "crashed", detail: "exit 1" } as const;

describe("quarantine", () => {
  it("quarantines after three crashes in five minutes, and only an operator lets it out", async () => {
    const { runners, call, of, time, manager, logged } = bench();
    for (const wait of [2000, 4000, 0]) {
      await call("acme.a");
      runners.end("acme.a", crash);
      await time.advance(wait);
    }
    expect(of("acme.a")).toMatchObject({ state: "quarantined", why: "failed 3 times: exit 1" });
    expect(logged).toContain("plugin-quarantined acme.a");
    await time.advance(86_400_000);
    await expect(call("acme.a")).rejects.toMatchObject({ code: "contribution-failed" });
    await manager.release("acme.a");
    expect(await call("acme.a", "run", [1])).toEqual([1]);
  });

  it("quarantines at once on a breach", async () => {
    const { runners, call, of, time } = bench();
    await call("acme.a");
    runners.end("acme.a", { why: "breach", detail: "more pages than asked for" });
    await time.advance(0);
    expect(of("acme.a").state).toBe("quarantined");
  });

  it("keeps what is quarantined there when it begins anew, and lets out what an operator releases", async () => {
    const kept = new Map<string, string>();
    const quarantine = {
      reason: (id: string, version: string) => kept.get(`${id} ${version}`) ?? null,
      put: (id: string, version: string, why: string) => void kept.set(`${id} ${version}`, why),
      take: (id: string) => void kept.delete(`${id} 1.0.0`),
    };
    const first = bench({ quarantine });
    await first.call("acme.a");
    first.runners.end("acme.a", { why: "breach", detail: "x" });
    await first.time.advance(0);
    const second = bench({ quarantine });
    expect(second.of("acme.a")).toMatchObject({
      state: "quarantined",
      why: "broke out of what it may do: x",
    });
    expect(bench({ quarantine }, [fakePlugin("acme.a", { version: "1.0.1" })]).of("acme.a").state).toBe(
      "registered",
    );
    await second.manager.release("acme.a");
    expect([second.of("acme.a").state, kept.size]).toEqual(["registered", 0]);
  });

  it("lets another version out of quarantine", async () => {
    const { runners, call, of, time, manager } = bench();
    await call("acme.a");
    runners.end("acme.a", { why: "breach", detail: "x" });
    await time.advance(0);
    await manager.replace(fakePlugin("acme.a", { version: "1.0.1" }));
    expect(of("acme.a")).toMatchObject({ state: "registered", version: "1.0.1" });
  });

  it("forgets crashes that lie further apart", async () => {
    const { runners, call, of, time } = bench();
    for (let crashes = 0; crashes < 6; crashes += 1) {
      await call("acme.a");
      runners.end("acme.a", crash);
      await time.advance(300_000);
    }
    expect(of("acme.a")).toMatchObject({ state: "registered", crashes: 6 });
  });
});
