import { expect, it } from "vitest";
import { repeatOnChange } from "./repeat-on-change.ts";

it("runs once, and again only for what changed, also while it ran", async () => {
  let sources = "a";
  const ran: string[] = [];
  const saved = ["a", "b", "c"];
  const changes: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const [value] = saved.splice(0, 1);
        // One after the other: each is seen before the next.
        await new Promise<void>((resolve) => setImmediate(resolve));
        if (value !== undefined && value !== "a") sources = value;
        return value === undefined ? { done: true, value: "" } : { done: false, value };
      },
    }),
  };
  await repeatOnChange({
    changes,
    fingerprint: () => Promise.resolve(sources),
    run() {
      ran.push(sources);
      // Saved again while it runs, once.
      if (sources === "b") sources = "b2";
      return Promise.resolve();
    },
  });
  expect(ran).toEqual(["a", "b", "b2", "c"]);
});
