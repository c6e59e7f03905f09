import { instantSchema } from "@cxkit/core/schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, instantReader } from "./instant.ts";

describe("instantOf", () => {
  it("takes exactly what events may carry, as it was written", () => {
    const part = (max: number) =>
      fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, "0"));
    const text = fc
      .tuple(
        part(13),
        part(32),
        part(24),
        part(60),
        part(60),
        fc.constantFrom("Z", "+08:00", "-03:30", "", "+24:00", "+08:60"),
      )
      .map(
        ([month, day, hour, minute, second, zone]) =>
          `2024-${month}-${day}T${hour}:${minute}:${second}${zone}`,
      );
    fc.assert(
      fc.property(text, (written) => {
        const taken = instantOf(written);
        if (taken !== undefined) {
          expect(taken).toBe(written);
          expect(Date.parse(taken)).not.toBeNaN();
        }
        expect(taken !== undefined).toBe(instantSchema.safeParse(written).success);
      }),
      { numRuns: 500 },
    );
  });

  it("knows which February has 29 days", () => {
    expect(instantOf("2024-02-29T00:00:00Z")).toBeDefined();
    expect(instantOf("2026-02-29T00:00:00Z")).toBeUndefined();
    expect(instantOf("2100-02-29T00:00:00Z")).toBeUndefined();
  });
});

it("times since 1970 are the instants that Date has for them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 253_402_300_799_999 }), (milliseconds) => {
      expect(instantReader("unix-milliseconds")(milliseconds)).toBe(new Date(milliseconds).toISOString());
      expect(instantReader("unix-milliseconds")(String(milliseconds))).toBe(
        new Date(milliseconds).toISOString(),
      );
    }),
  );
  for (const none of [0, -1, NaN, Infinity, 1e300, "soon", "", null, true])
    expect(instantReader("unix-seconds")(none)).toBeUndefined();
});
