import type { Capabilities } from "@cxkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capabilityWidening } from "./capability-widening.ts";

const host = fc.constantFrom("api.acme.com", "*.acme.com", "eu.acme.com", "other.com", "${config:shop}");
const why = fc.constantFrom("reviews", "replies");
const capabilities: fc.Arbitrary<Capabilities> = fc.record({
  network: fc.array(fc.record({ host, methods: fc.subarray(["GET", "POST", "PUT"], { minLength: 1 }), why })),
  data: fc.array(
    fc.record({
      classes: fc.subarray(["public" as const, "free-text" as const, "contact" as const], { minLength: 1 }),
      why,
    }),
  ),
  secrets: fc.array(
    fc.record({
      name: fc.constantFrom("token", "webhook"),
      hosts: fc.array(host, { minLength: 1, maxLength: 2 }),
      why,
    }),
  ),
});

describe("capabilityWidening", () => {
  it("finds nothing new in what was granted, or in less", () => {
    fc.assert(
      fc.property(capabilities, (granted) => {
        expect(capabilityWidening(granted, granted)).toEqual([]);
        for (const key of ["network", "data", "secrets"] as const)
          expect(capabilityWidening({ ...granted, [key]: granted[key]?.slice(1) ?? [] }, granted)).toEqual(
            [],
          );
      }),
    );
  });

  it("finds everything new where nothing was granted", () => {
    fc.assert(
      fc.property(capabilities, (asked) => {
        const parts = (asked.network ?? []).length + (asked.data ?? []).length + (asked.secrets ?? []).length;
        expect(capabilityWidening(asked)).toHaveLength(parts);
      }),
    );
  });

  const granted: Capabilities = {
    network: [{ host: "*.acme.com", methods: ["GET", "POST"], why: "x" }],
    data: [{ classes: ["public"], why: "x" }],
    secrets: [{ name: "token", hosts: ["api.acme.com"], why: "x" }],
  };

  it.each<[string, Capabilities, string[]]>([
    ["a new host", { network: [{ host: "acme.com", why: "x" }] }, ["network: GET acme.com (x)"]],
    [
      "a host two labels down",
      { network: [{ host: "a.b.acme.com", why: "x" }] },
      ["network: GET a.b.acme.com (x)"],
    ],
    [
      "a new method",
      { network: [{ host: "api.acme.com", methods: ["GET", "PUT"], why: "x" }] },
      ["network: PUT api.acme.com (x)"],
    ],
    ["a new data class", { data: [{ classes: ["public", "contact"], why: "x" }] }, ["data: contact (x)"]],
    ["a new secret", { secrets: [{ name: "webhook", why: "x" }] }, ["secret: webhook (x)"]],
    [
      "a new place for a secret",
      { secrets: [{ name: "token", hosts: ["eu.acme.com"], why: "x" }] },
      ["secret: token, sent to eu.acme.com (x)"],
    ],
    ["leave to run unfenced", { inProcess: { why: "x" } }, ["in the host's process, unfenced (x)"]],
  ])("names %s", (_, asked, expected) => {
    expect(capabilityWidening(asked, granted)).toEqual(expected);
  });
});
