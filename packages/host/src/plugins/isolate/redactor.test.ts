import { secretOf } from "@cxkit/signing";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { redactor } from "./redactor.ts";

it("a secret is taken out in every form that it is written in, whatever stands around it", () => {
  const value = fc.string({
    minLength: 4,
    unit: fc.constantFrom("a", "Z", "0", "/", "+", "ü", " ", '"', "&", "水"),
  });
  fc.assert(
    fc.property(value, fc.constantFrom("<", "|"), (secret, around) => {
      const { learn, redact } = redactor();
      learn(secretOf(secret, "env:SECRET"));
      for (const form of [
        secret,
        Buffer.from(secret).toString("base64"),
        Buffer.from(secret).toString("base64url"),
        Buffer.from(secret).toString("hex"),
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
      ]) {
        expect(redact(`${around}${form}${around}`)).toBe(`${around}…${around}`);
      }
    }),
  );
});

it("what is no secret stays, and so does what is too short to be told from words", () => {
  const { learn, redact } = redactor();
  expect(redact("as it was")).toBe("as it was");
  learn(secretOf("as", "env:SHORT"));
  learn({ ...secretOf("hidden-value", "env:FOREIGN") });
  expect(redact("as it was")).toBe("as it was");
});
