import { describe, expect, it } from "vitest";
import { readGuide } from "./read-guide.ts";
import { projectTree } from "./tree.ts";

const page = (name: string) => readGuide(projectTree().get(`docs/${name}`) ?? "");

describe("the guide to a first channel", () => {
  it("is a list of files to write and commands to run", () => {
    const text = [
      "```sh",
      "npm test",
      "```",
      "```text",
      "fail 0",
      "```",
      "```ts no-run [src/a.ts]",
      "1;",
      "```",
      "```sh fails",
      "x",
      "```",
      "```sh stays",
      "serve",
      "```",
    ];
    expect(readGuide(text.join("\n"))).toEqual([
      { does: "run", command: "npm test", fails: false, stays: false, shows: ["fail 0"], line: 1 },
      { does: "write", file: "src/a.ts", text: "1;\n", line: 7 },
      { does: "run", command: "x", fails: true, stays: false, shows: [], line: 10 },
      { does: "run", command: "serve", fails: false, stays: true, shows: [], line: 13 },
    ]);
  });

  it("begins in an empty folder, and goes wrong twice on purpose: a broken channel, a wrong secret", () => {
    const steps = page("plugins/first-channel.md");
    expect(steps[0]).toMatchObject({
      does: "run",
      command: expect.stringMatching(/^npm create cxkit-plugin@latest /),
    });
    expect(steps.filter((step) => step.does === "run" && step.fails)).toHaveLength(2);
    expect(steps.filter(({ does }) => does === "write").length).toBeGreaterThan(1);
  });

  it("says the same in Chinese", () => {
    const told = (name: string) => page(name).map((step) => ({ ...step, line: 0 }));
    expect(told("zh/plugins/first-channel.md")).toEqual(told("plugins/first-channel.md"));
  });
});
