import { expect, it } from "vitest";
import { memory } from "./plugin.ts";

it("opens a store of its own each time, and takes no configuration", async () => {
  const [one, other] = await Promise.all([
    memory.open({}, { directory: "/" }),
    memory.open({}, { directory: "/" }),
  ]);
  expect(one).not.toBe(other);
  expect(await one.items()).toEqual([]);
  expect(await memory.config["~standard"].validate({})).toEqual({ value: {} });
  expect(await memory.config["~standard"].validate({ file: "x" })).toMatchObject({ issues: [{}] });
});
