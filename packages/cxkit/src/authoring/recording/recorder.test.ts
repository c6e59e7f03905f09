import { execFileSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { defineReport, type Report } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { watchedDefine } from "./recorder.ts";

const recorder = pathToFileURL(path.join(import.meta.dirname, "recorder.ts")).href;
const { CXKIT_WATCH_PLAN: _, NODE_OPTIONS: __, ...env } = process.env;

describe("the recorder", () => {
  it("leaves a process as it is where nobody plans to watch", () => {
    const asked =
      "console.log(fetch.toString().includes('did'), require('node:util').types.isProxy(process.env))";
    const said = (given: NodeJS.ProcessEnv): string =>
      execFileSync(process.execPath, [`--import=${recorder}`, "-e", asked], {
        env: given,
        encoding: "utf8",
        stdio: "pipe",
      });
    expect(said(env)).toBe("false false\n");
    // With a plan it does watch, or this would say nothing.
    const plan = { folder: "/nowhere", own: [], notes: "/nowhere" };
    expect(() => said({ ...env, CXKIT_WATCH_PLAN: JSON.stringify(plan) })).toThrow("ENOENT");
  });

  it("defines what is defined, and nothing that an older version does not define", () => {
    const define = watchedDefine<Report, Report>("report", defineReport, () => []);
    const report = { id: "board", title: "Board", formats: [], data: async () => [], render: () => "" };
    expect(define?.(report)).toEqual({ ...report, kind: "report", spec: "v1" });
    expect(watchedDefine("store", undefined, () => [])).toBeUndefined();
  });
});
