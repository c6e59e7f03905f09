import { expect, it } from "vitest";
import { fencedRunner } from "./fenced-runner.ts";
import { idleServices, misbehaved, misbehaving } from "./fixtures/misbehaved-plugin.ts";

it("what a plugin writes to its console is counted, and told only where that is asked for", async () => {
  for (const tellsWhatIsSaid of [undefined, true] as const) {
    const start = fencedRunner("process", tellsWhatIsSaid ? { tellsWhatIsSaid } : {});
    await using fixture = await misbehaving(start);
    expect(await fixture.act("console", { lines: 100_000 })).toBe(100_000);
    while (fixture.log.length === 0) await fixture.act("answer");
    expect(fixture.log).toEqual([
      {
        level: "info",
        event: "plugin-said",
        contribution: "fixture.misbehaved",
        facts: { lines: 100_000, ...(tellsWhatIsSaid && { text: "a line number" }) },
      },
    ]);
  }
});

it("a first module that is no such thing is told of", async () => {
  const start = fencedRunner("process", { main: new URL("data:text/javascript,") });
  await expect(misbehaving(start)).rejects.toThrow();
});

it("a process that speaks out of turn is ended for it", async () => {
  const start = fencedRunner("process", { main: new URL("probe-flood-child.ts", import.meta.url) });
  await using fixture = await misbehaving(start);
  expect(await fixture.runner.ended).toMatchObject({ why: "breach" });
  await expect(fixture.act("answer")).rejects.toMatchObject({ code: "contribution-failed" });
});

it("a stream that says between two pages that it failed is ended, and nobody waits for its next page", async () => {
  await using fixture = await misbehaving(fencedRunner("process"));
  const { runner } = fixture;
  const options = { services: idleServices, config: {} };
  const pages = runner.pages(misbehaved, "outOfTurn", undefined, options)[Symbol.asyncIterator]();
  expect(await pages.next()).toMatchObject({ done: false });
  expect(await runner.ended).toMatchObject({ why: "breach" });
  await expect(pages.next()).rejects.toMatchObject({ code: "contribution-failed" });
});

it("what a process says of its end names nothing but what was asked of it", async () => {
  await using fixture = await misbehaving(fencedRunner("process"));
  const lost = fixture.act("blame", { contribution: "ada@example.com ".repeat(1000) });
  await expect(lost).rejects.toMatchObject({ place: { contribution: "fixture.misbehaved/misbehaved" } });
  expect(await fixture.runner.ended).toMatchObject({
    why: "crashed",
    during: { contribution: "misbehaved", member: "hydrate.complete" },
  });
});
