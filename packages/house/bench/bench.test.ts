import { describe, expect, it } from "vitest";
import { contendersOf, workloadOf, workloads } from "./contenders.ts";
import type { Contender } from "./workload.ts";

describe.each(workloads())("the contenders of %s", (name) => {
  it("give the same answer, at a tiny size", async () => {
    const { smokeSize, goals } = await workloadOf(name);
    const answers: Record<string, string> = {};
    for (const contender of contendersOf(name)) {
      const { prepare, run } = (await import(`./${name}/${contender}.ts`)) as Contender;
      await prepare(smokeSize);
      answers[contender] = await run();
    }
    const right = answers["yardstick"];
    expect(right).toBeTypeOf("string");
    expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((contender) => [contender, right])));
    for (const { contender, against } of goals ?? [])
      expect(Object.keys(answers)).toEqual(expect.arrayContaining([contender, against]));
  });
});
