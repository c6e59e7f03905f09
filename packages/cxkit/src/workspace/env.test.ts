import { describe, expect, it } from "vitest";
import { env, isEnvironmentHandle } from "./env.ts";

describe("env", () => {
  it("stands for a variable and holds nothing but its name", () => {
    expect(env("CXKIT_KEY")).toEqual({ env: "CXKIT_KEY" });
    expect(isEnvironmentHandle(env("CXKIT_KEY"))).toBe(true);
  });

  it("refuses a secret in the place of a name, without repeating it", () => {
    const secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    expect(() => env(secret)).toThrow(RangeError);
    expect(() => env(secret)).not.toThrow(/C2FV/);
  });

  it.each([[""], ["1A"], ["A B"], ["A-B"]])("refuses %j", (name) => {
    expect(() => env(name)).toThrow(/name of a variable/);
  });

  it.each([[null], ["CXKIT_KEY"], [{}], [{ env: "" }], [{ env: "A", more: 1 }], [{ env: 3 }]])(
    "%j is no handle",
    (value) => {
      expect(isEnvironmentHandle(value)).toBe(false);
    },
  );
});
