import { storeConformance } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
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

describe("memory passes the conformance kit", () => {
  const checks = storeConformance(() => memory.open({}, { directory: "/" }), { reopen: null });
  for (const { name, check } of checks) it(name, check);

  it("but for what outlives a process", () => {
    expect(checks.flatMap(({ id, left }) => (left ? [`${id} ${left.as}`] : []))).toEqual([
      "S8 not-applicable",
      "S10 not-applicable",
    ]);
  });
});
