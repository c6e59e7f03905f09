import { expect, it } from "vitest";
import { fencedRunner } from "./fenced-runner.ts";
import { idleServices, misbehaved, misbehaving } from "./fixtures/misbehaved-plugin.ts";
import { openAsks } from "./message.ts";

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

it("a process that hands out more pages than were asked for is ended for it", async () => {
  const start = fencedRunner("process", { main: new URL("fixtures/unruly-child.ts", import.meta.url) });
  await using fixture = await misbehaving(start);
  const options = { services: idleServices, config: {} };
  const pages = fixture.runner.pages(misbehaved, "pages", undefined, options)[Symbol.asyncIterator]();
  expect(await pages.next()).toMatchObject({ value: { records: [{ id: 1 }] } });
  expect(await fixture.runner.ended).toMatchObject({
    why: "breach",
    detail: "a page came that nobody asked for",
  });
});

it("a process that asks for more at once than it may is ended for it, and no more is done for it", async () => {
  const start = fencedRunner("process", { main: new URL("fixtures/unruly-child.ts", import.meta.url) });
  await using fixture = await misbehaving(start);
  let asked = 0;
  const http = (): Promise<never> => {
    asked += 1;
    return new Promise(() => {});
  };
  const call = fixture.act("answer", {}, { services: { ...idleServices, http } });
  await expect(call).rejects.toMatchObject({ place: { trouble: "crash" } });
  expect(await fixture.runner.ended).toMatchObject({ detail: "it asked for more at once than it may" });
  expect(asked).toBe(openAsks.most);
});

it("a stream that says that it gets on and lets nothing else happen is ended, by name", async () => {
  await using fixture = await misbehaving(fencedRunner("process"), { callMs: 1000 });
  const options = { services: idleServices, config: {} };
  const pages = fixture.runner.pages(misbehaved, "busy", undefined, options)[Symbol.asyncIterator]();
  await expect(pages.next()).rejects.toMatchObject({
    code: "contribution-failed",
    place: { contribution: "fixture.misbehaved/misbehaved" },
  });
  expect(await fixture.runner.ended).toMatchObject({
    why: expect.stringMatching(/unresponsive|breach|memory/),
    during: { contribution: "misbehaved", member: "streams.busy" },
  });
});

it("what is thrown late is charged to who began it, not to who runs meanwhile", async () => {
  await using fixture = await misbehaving(fencedRunner("process"));
  await fixture.act("throwLater");
  const neighbour = { ...misbehaved, id: "neighbour", export: "neighbour" };
  const other = fixture.runner.call(neighbour, "hydrate.complete", [{ act: "hang" }], {
    services: idleServices,
    config: {},
  });
  await expect(other).rejects.toMatchObject({ place: { contribution: "fixture.misbehaved/neighbour" } });
  expect(await fixture.runner.ended).toEqual({
    why: "crashed",
    detail: "TypeError: later",
    during: { contribution: "misbehaved", member: "hydrate.complete" },
  });
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
