import { readFileSync } from "node:fs";
import type { Json } from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idleServices, installed, misbehaved, quick } from "./fixtures/misbehaved-plugin.ts";
import { processRunner } from "./process-runner.ts";

/** The processes that this one started. */
const children = (): readonly string[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").trim().split(" ").filter(Boolean);

async function killable() {
  const before = new Set(children());
  const runner = await processRunner(installed("misbehaved"), { limits: quick, log: () => {} });
  const pid = Number(children().find((one) => !before.has(one)));
  return { runner, kill: () => process.kill(pid, "SIGKILL") };
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
const call = { services: idleServices, config: {} };

describe.runIf(process.platform === "linux")("a process that is killed at any point", () => {
  it("answers a call whole or not at all, and whoever waits is told", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), async (after) => {
        const { runner, kill } = await killable();
        const asked = Array.from({ length: 12 }, (_, at) =>
          Array.from({ length: 50 }, (__, row) => ({ act: "answer", value: at * 50 + row })),
        );
        const answers = asked.map((records) => runner.call(misbehaved, "decode", [records], call));
        const settled = Promise.allSettled(answers);
        await turns(after);
        kill();
        for (const [at, outcome] of (await settled).entries()) {
          if (outcome.status === "rejected") {
            expect(outcome.reason).toMatchObject({
              code: "contribution-failed",
              place: { trouble: expect.stringMatching(/crash|cancelled/) },
            });
          } else {
            const values = (outcome.value as { readonly value: number }[]).map(({ value }) => value);
            expect(values).toEqual(asked[at]?.map(({ value }) => value));
          }
        }
        expect(await runner.ended).toMatchObject({
          why: "crashed",
          detail: expect.stringContaining("SIGKILL"),
        });
      }),
      { numRuns: 4 },
    );
  });

  it("loses no record of a stream: from the last cursor on, the rest comes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(5), fc.nat(3), async (pages, after) => {
        const rows: unknown[] = [];
        let waiting: unknown[] = [];
        let cursor: Json | undefined;
        let killed = 0;
        for (;;) {
          const { runner, kill } = await killable();
          let seen = 0;
          try {
            for await (const page of runner.pages(misbehaved, "pages", cursor, call)) {
              waiting.push(...page.records);
              // What a host keeps: rows with the cursor that covers them.
              if (page.cursor !== undefined) {
                rows.push(...waiting);
                waiting = [];
                cursor = page.cursor;
              }
              seen += 1;
              if (seen > pages && killed < 2) {
                killed += 1;
                kill();
                await turns(after);
              }
            }
            break;
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: "contribution-failed" });
            waiting = [];
          } finally {
            await runner[Symbol.asyncDispose]();
          }
        }
        expect(rows).toEqual(
          [0, 1, 2].flatMap((page) => Array.from({ length: 700 }, (_, id) => ({ id, page }))),
        );
      }),
      { numRuns: 3 },
    );
  });
});
