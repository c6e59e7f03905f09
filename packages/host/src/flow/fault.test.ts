import { cxError } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { faultOf, waitAfter } from "./fault.ts";

describe("faultOf", () => {
  it("names trouble, else code, else error, and never what was said", () => {
    expect(faultOf(cxError("unavailable", "sentinel", { trouble: "rate-limited", retryAfter: 30 }))).toEqual({
      what: "rate-limited",
      passing: true,
      retryAfter: 30,
    });
    expect(faultOf(cxError("invalid-setup", "sentinel"))).toEqual({ what: "invalid-setup", passing: false });
    expect(faultOf(new TypeError("sentinel"))).toEqual({ what: "TypeError", passing: false });
    expect(faultOf(null)).toEqual({ what: "object", passing: false });
    expect(faultOf(cxError("unavailable", "", { retryAfter: -1 })).retryAfter).toBeUndefined();
  });
});

describe("waitAfter", () => {
  const passing = { what: "unavailable", passing: true };
  it("doubles from ten seconds, up to the most", () => {
    expect([1, 2, 3, 20].map((failures) => waitAfter(passing, failures, 900_000))).toEqual([
      10_000, 20_000, 40_000, 900_000,
    ]);
  });

  it("waits as long as the other side asks, beyond the most", () => {
    expect(waitAfter({ ...passing, retryAfter: 3_600 }, 1, 900_000)).toBe(3_600_000);
  });

  it("asks those rarely who do not believe who we are", () => {
    const auth = { what: "auth", passing: false };
    expect([1, 2, 20].map((failures) => waitAfter(auth, failures, 60_000))).toEqual([
      900_000, 1_800_000, 21_600_000,
    ]);
  });
});
