import { describe, expect, it } from "vitest";
import { answer, erasure, retraction } from "../fixtures/answers.ts";
import { at, call, hostOf } from "../fixtures/watched-host.ts";

describe("one customer's answer", () => {
  it("opens one case, with an owner, whatever the revisions and deliveries", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2, { subject: "s1", url: "https://example.com/r1" }));
    await host.see(answer("r1", at(1, 10), 1, { subject: "s1", revision: 1 }));
    expect(host.notifications).toHaveLength(1);
    const [told] = host.notifications;
    expect(told).toMatchObject({
      kind: "case",
      title: "Somebody should call – recommend: 2 – delivery",
      to: { owner: "logistics" },
      because: "the answer 2 is at or below 6",
      answer: { item: "recommend", value: 2 },
      links: [{ action: "producer", url: "https://example.com/r1" }],
      case: { owner: "logistics", due: at(1, 13), contact: "producer" },
    });
    const [opened] = host.engine().cases(host.state);
    expect(opened).toMatchObject({
      id: told?.case?.id,
      state: "open",
      owner: "logistics",
      due: at(1, 13),
      overdue: false,
    });
    expect(host.steps.map(({ type, source, subject }) => [type, source, subject])).toEqual([
      ["case.opened", "cxkit:cases", "s1"],
    ]);
  });

  it("tells nobody of what happened long before it reached us", async () => {
    const host = hostOf([call]);
    await host.see(answer("old", at(20), 0, { time: at(1) }));
    expect(host.notifications).toEqual([]);
    await host.see(answer("new", at(20), 0, { time: at(18) }));
    expect(host.notifications).toHaveLength(1);
  });

  it("of a customer with an open case is a note in it, told to its owner; after it is closed, a new case", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2, { subject: "s1" }), answer("r2", at(1), 1, { subject: "s1" }));
    const [first] = host.engine().cases(host.state);
    expect(first?.steps.map(({ type }) => type)).toEqual(["case.opened", "case.noted"]);
    expect(host.notifications.map(({ title }) => title.slice(0, 6))).toEqual(["Somebo", "Again:"]);
    await host.act({ action: "close", case: first?.id ?? "", by: "ann", reason: "solved" }, at(1, 10));
    await host.see(answer("r3", at(2), 1, { subject: "s1" }));
    expect(
      host
        .engine()
        .cases(host.state)
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(["closed", "open"]);
  });

  it("that is edited to a good one adds a note and closes nothing; withdrawn, it closes the case", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2, { subject: "s1" }));
    await host.see(answer("r1", at(1, 10), 9, { subject: "s1", revision: 1 }));
    const [noted] = host.engine().cases(host.state);
    expect(noted).toMatchObject({ state: "open", steps: [{ type: "case.opened" }, { type: "case.noted" }] });
    await host.see(retraction("r1", at(1, 11)));
    const [closed] = host.engine().cases(host.state);
    expect(closed).toMatchObject({ state: "closed", reason: "withdrawn", due: null, overdue: false });
  });

  it("of somebody erased leaves nothing in memory, and its owner is told", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2, { subject: "s-erased" }));
    await host.see(erasure("s-erased", at(1, 10)));
    expect(JSON.stringify(host.kept())).not.toContain("s-erased");
    expect(JSON.stringify(host.kept())).not.toContain("r1");
    expect(host.engine().cases(host.state)).toEqual([]);
    expect(host.notifications.at(-1)).toMatchObject({ kind: "case", to: { owner: "logistics" } });
  });

  it("is told with others at the end of the hour where there are too many, and every one has its case", async () => {
    const host = hostOf([{ ...call, most: 3 }]);
    await host.see(
      ...Array.from({ length: 10 }, (_, one) => answer(`r${one}`, at(1, 9, one), 0, { subject: `s${one}` })),
    );
    expect(host.notifications).toHaveLength(3);
    expect(host.engine().cases(host.state)).toHaveLength(10);
    await host.tickUntil(at(1, 10));
    const digest = host.notifications.at(-1);
    expect(digest).toMatchObject({
      kind: "case",
      at: at(1, 10),
      to: { owner: "logistics" },
      facts: { count: 7 },
    });
    expect(host.notifications).toHaveLength(4);
  });

  it("is forgotten when it can no longer be fresh", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2));
    await host.tickUntil(at(8));
    expect(Object.keys(host.kept()).filter((key) => key.startsWith("told/"))).toEqual([]);
  });

  it("counts only where the rule's condition holds", async () => {
    const host = hostOf([{ ...call, where: { field: "dimensions.region", in: ["north"] } }]);
    await host.see(answer("r1", at(1), 2, { region: "south" }), answer("r2", at(1), 2, { region: "north" }));
    expect(host.notifications).toHaveLength(1);
  });
});
