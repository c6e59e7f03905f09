import { describe, expect, it } from "vitest";
import { contendersOf, workloadOf, workloads } from "./contenders.ts";
import type { Contender } from "./workload.ts";

for (const name of workloads()) {
  const { smokeSize, goals = [] } = await workloadOf(name);
  const contenders = contendersOf(name);

  describe(`the contenders of ${name}`, () => {
    for (const contender of contenders) {
      it(`${contender} answers as the yardstick does`, async ({ skip }) => {
        const { available, prepare, ready, run, close } = await load(name, contender);
        skip(available?.() === false, "not on this machine");
        const right = await load(name, "yardstick");
        await right.prepare(smokeSize);
        await prepare(smokeSize);
        await ready?.();
        const answer = await run();
        await right.ready?.();
        const expected = await right.run();
        await close?.();
        if (contender !== "yardstick") await right.close?.();
        expect(answer).not.toBe("");
        expect(answer).toBe(expected);
      });
    }

    it("are those that the goals name", () => {
      for (const goal of goals)
        expect(contenders).toEqual(
          expect.arrayContaining([goal.contender, ...("against" in goal ? [goal.against] : [])]),
        );
    });
  });
}

async function load(workload: string, contender: string): Promise<Contender> {
  return (await import(`./${workload}/${contender}.ts`)) as Contender;
}
