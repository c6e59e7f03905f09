import { expect, it } from "vitest";
import { repeatOnChange } from "./repeat-on-change.ts";

/** A folder in which a test saves, and what watches it. */
function folder() {
  let sources = "a";
  let wake = (): void => {};
  const told: string[] = [];
  const watching = { on: true };
  async function* changes(): AsyncGenerator<string> {
    while (watching.on || told.length > 0) {
      const [one] = told.splice(0, 1);
      if (one === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else yield one;
    }
  }
  return {
    changes: changes(),
    fingerprint: () => Promise.resolve(sources),
    now: () => sources,
    /** `null`: without anybody being told. */
    save(text: string, change: string | null = text): void {
      sources = text;
      if (change !== null) told.push(change);
      wake();
    },
    leave(): void {
      watching.on = false;
      wake();
    },
  };
}

/** Until everything that waits for nothing has happened. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

it("runs once, and again only for what changed, with what told of it", async () => {
  const plugin = folder();
  const ran: (readonly [string, string | null])[] = [];
  const over = repeatOnChange({
    ...plugin,
    run(change) {
      ran.push([plugin.now(), change]);
      return Promise.resolve();
    },
  });
  await turn();
  plugin.save("a", "touched");
  await turn();
  plugin.save("b");
  await turn();
  plugin.save("c");
  await turn();
  plugin.leave();
  await over;
  expect(ran).toEqual([
    ["a", null],
    ["b", "b"],
    ["c", "c"],
  ]);
});

it("tells a run that there is something newer, and runs that as soon as it is over", async () => {
  const plugin = folder();
  const ran: string[] = [];
  const over = repeatOnChange({
    ...plugin,
    async run(change, superseded) {
      const what = plugin.now();
      if (what === "a") {
        const newer = new Promise<void>((resolve) => superseded.addEventListener("abort", () => resolve()));
        // Of a file that was touched a run need not know.
        plugin.save("a", "touched");
        await turn();
        ran.push(`${what} ${superseded.aborted}`);
        plugin.save("b");
        await newer;
      }
      ran.push(`${what} ${superseded.aborted} ${change}`);
    },
  });
  await turn();
  await turn();
  await turn();
  plugin.leave();
  await over;
  expect(ran).toEqual(["a false", "a true null", "b false b"]);
});

it("sees afterwards what changed while it ran without anybody being told", async () => {
  const plugin = folder();
  const ran: string[] = [];
  const over = repeatOnChange({
    ...plugin,
    run() {
      ran.push(plugin.now());
      if (plugin.now() === "a") plugin.save("b", null);
      return Promise.resolve();
    },
  });
  await turn();
  plugin.leave();
  await over;
  expect(ran).toEqual(["a", "b"]);
});

it("ends when nobody watches any more, and tells a run that goes on so", async () => {
  const plugin = folder();
  let given = false;
  await repeatOnChange({
    ...plugin,
    async run(_change, superseded) {
      plugin.leave();
      await new Promise<void>((resolve) => superseded.addEventListener("abort", () => resolve()));
      given = superseded.aborted;
    },
  });
  expect(given).toBe(true);
});
