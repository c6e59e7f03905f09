import { expect, it } from "vitest";
import { effectOn } from "./refresh-running.ts";

const status = { id: "acme.a", version: "1.0.0", state: "registered", why: null } as const;

it("says what becomes of what was written down, where the workspace runs and where it does not", () => {
  const words = (...given: Parameters<typeof effectOn>) => effectOn(...given);
  expect(words(null, "acme.a", "1.0.0")).toEqual({
    takesEffect: "start",
    words: "takes effect when the workspace starts",
  });
  const inUse = { takesEffect: "now", words: "the running workspace uses it from now on" };
  expect(words([status], "acme.a", "1.0.0")).toEqual(inUse);
  expect(words([], "acme.a", "1.0.0")).toEqual(inUse);
  expect(words([status], "acme.b", "1.0.0").takesEffect).toBe("start");
  expect(words([status], "acme.a", "1.1.0")).toEqual({
    takesEffect: "start",
    words: "the running workspace was started with 1.0.0; 1.1.0 is used when it is started again",
  });
  const why = "not granted: secret: token (Signs in)";
  expect(words([{ ...status, state: "blocked", why }], "acme.a", null)).toEqual({
    takesEffect: "now",
    words: `in the running workspace it is blocked: ${why}`,
  });
});
