import { describe, expect, it } from "vitest";
import { contents, shopRequest, workbench } from "./flow/fixtures/workbench.ts";

describe("createHost", () => {
  it("takes a signed request all the way: journal, store, engine, case, notification", async () => {
    await using bench = await workbench();
    const { host, store, told } = bench;
    const reply = await host.receive(
      "survey",
      shopRequest({ id: "a", email: "ada@example.com", score: 2, words: "slow" }),
    );
    expect(reply).toEqual({ status: 202, body: "thanks" });
    await host.settled();
    expect((await contents(store)).map(({ type }) => type).toSorted()).toEqual([
      "case.opened",
      "survey.responded",
    ]);
    expect(host.cases.list()).toMatchObject([{ id: "shop:north/a", state: "open", owner: "care" }]);
    expect(told).toMatchObject([{ kind: "case", case: { id: "shop:north/a", contact: "vault" } }]);
    expect(host.status()).toMatchObject({
      state: "running",
      backlog: 0,
      journal: { entries: 2 },
      connections: { survey: { received: 1, appended: 1, duplicates: 0, conflicts: 0, setAside: 0 } },
      notifications: { waiting: 0, delivered: 1, dead: 0 },
      cases: { open: 1, overdue: 0 },
    });
  });
});
