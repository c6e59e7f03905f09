import { expect, it } from "vitest";
import { contents, shopRequest, workbench } from "./fixtures/workbench.ts";

it("what waits for one entry does not wait for all that comes behind it, however much keeps coming", async () => {
  await using bench = await workbench();
  const { host, store } = bench;
  await host.receive("survey", shopRequest({ id: "a", score: 1, email: "ada@example.com" }));
  await host.settled();
  let sent = 0;
  const { append } = store;
  Object.assign(store, {
    // Each page finds the next request behind it: the flow never has nothing left to do.
    append: async (...call: Parameters<typeof append>) => {
      if (sent < 200) await host.receive("survey", shopRequest({ id: `b${(sent += 1)}`, score: 9 }));
      return append(...call);
    },
  });
  await host.cases.act({ action: "note", case: "shop:north/a", by: "ann", note: "called" });
  expect(sent).toBeLessThan(100);
  await host.erase({ kind: "email", value: "ada@example.com" });
  expect(sent).toBeLessThan(200);
  await host.settled();
  expect(await contents(store, ["survey.responded"])).toHaveLength(200);
});
