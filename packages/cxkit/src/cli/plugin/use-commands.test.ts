import { describe, expect, it } from "vitest";
import { writeKit } from "../../workspace/fixtures/kit-plugin.ts";
import { shopEnvironment, writeShop } from "../../workspace/fixtures/shop.ts";
import { temporaryFolder } from "../../workspace/fixtures/temporary-folder.ts";
import { called } from "../fixtures/called.ts";

describe("what a plugin contributes, from the command line", () => {
  it("is done and shown, by name, with parameters", { timeout: 60_000 }, async () => {
    await using folder = await temporaryFolder();
    await writeKit(folder.path);
    await writeShop(folder.path, {
      plugins: ["./kit"],
      pluginSettings: { "acme.kit": { region: "north" } },
      isolation: { advisory: "accept" },
    });
    const seat = { env: shopEnvironment };
    const plugin = (...args: string[]) => called(["plugin", ...args, "-C", folder.path], seat);
    const run = await plugin("run", "answers", "--params", '{"from": 7}', "--json");
    expect(JSON.parse(run.out)).toEqual({ count: 7 });
    const report = await plugin("report", "acme.kit/board");
    expect(report.out).toBe("items: \n");
    expect((await plugin("analyze", "tone")).out).toBe("0 texts, nothing found\n");
    expect((await plugin("run", "answers", "--params", "{")).code).not.toBe(0);
    expect((await plugin("run", "answerz")).err).toContain("did you mean answers?");
  });
});
