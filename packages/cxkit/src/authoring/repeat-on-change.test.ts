import { expect, it } from "vitest";
import { repeatOnChange } from "./repeat-on-change.ts";

it("runs once, and again only for what changed, also while it ran", async () => {
  let sources = "a";
  const ran: string[] = [];
  async function* changes() {
    yield "touched";
    sources = "b";
    yield "changed";
    sources = "c";
    yield "changed";
  }
  await repeatOnChange({
    changes: changes(),
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
