import { describe, expect, it } from "vitest";
import { cxError, isCxError } from "./error.ts";

describe("a CxError", () => {
  const cause = new TypeError("no route");
  const error = cxError("unavailable", "the store cannot be reached", { contribution: "acme/store", cause });

  it("is an Error with code, place and cause", () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "CxError",
      code: "unavailable",
      place: { contribution: "acme/store" },
    });
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe("CxError: the store cannot be reached");
    expect(error.place).not.toHaveProperty("cause");
  });

  it("has no cause where none was given", () => {
    expect(cxError("unsupported", "no")).not.toHaveProperty("cause");
  });

  it("is recognised by its code, also when another copy of the package made it", () => {
    const foreign = Object.assign(new Error("closed"), { name: "CxError", code: "unavailable", place: {} });
    expect(isCxError(error)).toBe(true);
    expect(isCxError(foreign, "unavailable")).toBe(true);
    expect(isCxError(error, "invalid-setup")).toBe(false);
  });

  it.each([[new Error("x")], [{ name: "CxError", code: "unavailable" }], ["CxError"], [null], [undefined]])(
    "is not %o",
    (thrown) => {
      expect(isCxError(thrown)).toBe(false);
    },
  );
});
