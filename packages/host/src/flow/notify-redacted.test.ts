import * as fc from "fast-check";
import { expect, it } from "vitest";
import { redacted, textsOf } from "./notify-redacted.ts";

it("a failure in words has no address, no way behind a host, no number to call and nothing like a key", () => {
  expect(redacted("550 <ada@example.com> unknown")).toBe("550 <…> unknown");
  expect(redacted("POST https://u:p@hooks.test:8443/T0/B1?t=1#x: 500")).toBe(
    "POST https://hooks.test:8443/… 500",
  );
  expect(redacted("smtps://me@mail.test:hunter2@mx.test:465 refused")).not.toContain("hunter2");
  expect(redacted("call +49 (170) 123 45 67 now")).toBe("call … now");
  expect(redacted("Bearer sk_live_0123456789abcdefghij")).toBe("Bearer …");
  expect(redacted("connect ECONNREFUSED 127.0.0.1:25")).toBe("connect ECONNREFUSED 127.0.0.1:25");
});

it("it is one short line", () => {
  expect(redacted("a\r\nb\u2028c\u0000d\u202ee")).toBe("a b c d e");
  expect(redacted("x ".repeat(900)).length).toBeLessThanOrEqual(200);
});

it("what is hidden is in no part of it, wherever it stands", () => {
  const secret = fc.string({ minLength: 6, unit: fc.constantFrom("a", "b", "$", "*", "(", "é", "水", " ") });
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.string(), (secrets, between) => {
      const said = redacted(secrets.join(between), secrets);
      for (const one of secrets) {
        if (one.trim().replace(/ +/g, " ").length >= 6) expect(said).not.toContain(one);
      }
    }),
  );
  expect(redacted("said: it never\r\ncame", ["it  never came"])).toBe("said: …");
});

it("a configuration's texts are found at any depth", () => {
  expect(textsOf({ url: "a", auth: [{ pass: "b" }, null, 1] })).toEqual(["a", "b"]);
});
