import { describe, expect, it } from "vitest";
import { saidEvidence, saidState } from "./said-evidence.ts";

describe("evidence", () => {
  it("is taken as it is where it is evidence, without what does not belong to it", () => {
    const because = { en: "late", zh: "晚" };
    for (const one of [
      { kind: "no-match" },
      { kind: "no-data" },
      { kind: "match", because, item: "effort" },
      { kind: "p-value", pValue: 0, because: "two\nlines" },
      { kind: "e-value", eValue: 20, because },
    ])
      expect(saidEvidence({ ...one, more: "x".repeat(10_000) })).toEqual(one);
  });

  it.each([
    ["nothing", null],
    ["a list", []],
    ["bytes", new Uint8Array(3)],
    ["no kind", { because: "x" }],
    ["no reason", { kind: "match" }],
    ["a reason of nothing", { kind: "match", because: {} }],
    ["a reason of bytes", { kind: "match", because: new Uint8Array(3) }],
    ["a reason that is no text", { kind: "match", because: { en: { deep: 1 } } }],
    [
      "a reason in a thousand languages",
      { kind: "match", because: Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [at, "x"])) },
    ],
    ["an item that is none", { kind: "match", because: "x", item: { toString: 1 } }],
    ["no number", { kind: "p-value", pValue: NaN, because: "x" }],
    ["a negative e-value", { kind: "e-value", eValue: -1, because: "x" }],
    ["an infinite e-value", { kind: "e-value", eValue: Infinity, because: "x" }],
  ])("is none: %s", (_, value) => {
    expect(saidEvidence(value)).toBeNull();
  });

  it("has a reason that can be shown anywhere, and stored", () => {
    const because = `\u001b[2Jgone\u0000 \u202Edrawkcab ${"x".repeat(10_000_000)}`;
    const said = saidEvidence({ kind: "match", because });
    const reason = said?.kind === "match" && typeof said.because === "string" ? said.because : "";
    expect(reason).toMatch(/^ \[2Jgone {2}drawkcab x+…$/u);
    expect(reason).toHaveLength(2_000);
  });
});

describe("a state", () => {
  it("is what JSON says of it", () => {
    expect([saidState({ at: NaN, more: undefined }, 20), saidState(undefined, 20)]).toEqual([
      { state: { at: null } },
      { state: null },
    ]);
  });

  it("is refused where it is too much", () => {
    expect([saidState("x".repeat(18), 20), saidState("x".repeat(19), 20)]).toEqual([
      { state: "x".repeat(18) },
      null,
    ]);
  });
});
