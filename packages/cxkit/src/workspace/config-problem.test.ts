import { isCxError } from "@cxkit/core";
import { expect, it } from "vitest";
import { keyPath, refuseProblems } from "./config-problem.ts";

it("refuseProblems says all of them at once, with their keys", () => {
  let thrown: unknown;
  try {
    refuseProblems(
      [
        { path: "key", message: 'expected env("NAME")' },
        { path: "", message: "expected an object" },
      ],
      "cxkit.config.ts",
    );
  } catch (error) {
    thrown = error;
  }
  expect(isCxError(thrown, "invalid-setup") && [thrown.message, thrown.place]).toEqual([
    'cxkit.config.ts: 2 things are wrong\n  key: expected env("NAME")\n  expected an object',
    { file: "cxkit.config.ts", path: "key" },
  ]);
});

it("refuseProblems puts a single one on one line, and lets what is right pass", () => {
  expect(() => refuseProblems([{ path: "zone", message: "expected text" }], "a.json")).toThrow(
    /^a\.json: zone: expected text$/,
  );
  expect(() => refuseProblems([], "a.json")).not.toThrow();
});

it("keyPath writes a path as people do", () => {
  expect(keyPath(["people", "anna", "notify", 0])).toBe("people.anna.notify[0]");
  expect(keyPath([{ key: "rules" }, "low"])).toBe("rules.low");
});
