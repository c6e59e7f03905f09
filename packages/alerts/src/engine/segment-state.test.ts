import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SegmentMemory } from "./kept.ts";
import { afterEvaluation, freshSegment, unsaid, type Verdict } from "./segment-state.ts";

const patience = { for: 2, recoverAfter: 2 };

/** One letter an evaluation: m(atch), h(old), n(o match), - (no data), and a dot for one that was missed. */
function run(verdicts: string, given = patience): { readonly states: string[]; readonly said: string[] } {
  const words: { readonly [letter: string]: Verdict } = {
    m: "match",
    h: "hold",
    n: "no-match",
    "-": "no-data",
  };
  let segment: SegmentMemory = freshSegment("2025-05-01T00:00:00Z", null);
  let consecutive = true;
  const states: string[] = [];
  const said: string[] = [];
  for (const [at, letter] of verdicts.split("").entries()) {
    const verdict = words[letter];
    if (verdict === undefined) {
      consecutive = false;
      continue;
    }
    segment = afterEvaluation(
      segment,
      verdict,
      new Date(Date.UTC(2025, 4, 2 + at)).toISOString(),
      given,
      consecutive,
    );
    consecutive = true;
    const transition = unsaid(segment);
    const told = { alert: "firing", recovery: "quiet", "no-data": "no-data" } as const;
    if (transition) {
      said.push(transition);
      segment = { ...segment, said: told[transition] };
    }
    states.push(segment.state);
  }
  return { states, said };
}

describe("the state of an alert", () => {
  it("fires after so many matches in a row, and recovers after so many evaluations without a sign", () => {
    expect(run("mmnn")).toEqual({
      states: ["pending", "firing", "recovering", "quiet"],
      said: ["alert", "recovery"],
    });
    expect(run("mnmn").said).toEqual([]);
  });

  it("holds while the evidence is neither enough for an alarm nor gone", () => {
    expect(run("mmhnhnn")).toEqual({
      states: ["pending", "firing", "firing", "recovering", "firing", "recovering", "quiet"],
      said: ["alert", "recovery"],
    });
    expect(run("mhm").states).toEqual(["pending", "quiet", "pending"]);
  });

  it("starts counting anew where an evaluation was missed", () => {
    expect(run("m.m").states).toEqual(["pending", "pending"]);
    expect(run("mmn.n").states).toEqual(["pending", "firing", "recovering", "recovering"]);
  });

  it("says once that a firing alert lost its data, remembers that it fired, and recovers once", () => {
    expect(run("mm---nn").said).toEqual(["alert", "no-data", "recovery"]);
    expect(run("mm--m").said).toEqual(["alert", "no-data", "alert"]);
    expect(run("--nn").said).toEqual([]);
  });

  it("whatever happens, says recovery only after an alert or a loss of data, never twice", () => {
    const letters = fc.string({ unit: fc.constantFrom("m", "h", "n", "-", "."), maxLength: 60 });
    const counts = fc.record({
      for: fc.integer({ min: 1, max: 4 }),
      recoverAfter: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(letters, counts, (verdicts, given) => {
        const { said, states } = run(verdicts, given);
        for (const [at, transition] of said.entries()) {
          const before = said[at - 1] ?? "recovery";
          expect(transition).not.toBe(before);
          if (transition === "no-data") expect(before).toBe("alert");
        }
        const fired = states.findIndex((state) => state === "firing");
        if (fired >= 0) expect(verdicts).toContain("m".repeat(given.for));
      }),
    );
  });
});
