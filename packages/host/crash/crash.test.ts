import { describe, expect, it } from "vitest";
import { crashRun } from "./crash-run.ts";
import { mutants, weakMoments } from "./mutants.ts";

/** Real processes, real kills: seconds on an idle machine, minutes on a busy one. */
const patience = 600_000;

describe("a workspace that is killed at any moment", () => {
  it(
    "loses nothing, doubles nothing, invents nothing",
    async () => {
      // Hundreds of them by command: `pnpm crash`.
      for (let seed = 1; seed <= 8; seed += 1) {
        const { killed, acknowledged, violations } = await crashRun(seed);
        expect({ seed, killed, violations }).toEqual({ seed, killed, violations: [] });
        expect(acknowledged).toBeGreaterThan(10);
      }
    },
    patience,
  );
});

describe("who watches the crashes", () => {
  for (const mutant of mutants) {
    it(
      `finds the mistake ${mutant}`,
      async () => {
        const found: string[] = [];
        for (let seed = 1; seed <= 6 && found.length === 0; seed += 1)
          found.push(...(await crashRun(seed, { mutant, at: weakMoments[mutant] })).violations);
        expect(found).not.toEqual([]);
      },
      patience,
    );
  }
});
