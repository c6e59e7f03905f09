import type { Store } from "@cxkit/core";
import { reportConformance } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { answeredItems } from "./plugin.ts";

const scale = { min: 0, max: 10, step: 1 };
const instrument = { id: "nps", version: "1", construct: "nps", scale, direction: "higher-is-better" };
const store = {
  items: () =>
    Promise.resolve([
      { item: "=recommend", instrument, answers: 12 },
      { item: "why", instrument: { ...instrument, id: "why", scale: null }, answers: 3 },
    ]),
  [Symbol.asyncDispose]: () => Promise.resolve(),
} as unknown as Store;

describe("answeredItems passes the conformance kit", () => {
  const checks = reportConformance(answeredItems, { open: async () => store });
  for (const { name, check } of checks) it(name, check);

  it("with all that it is written as", () => {
    expect(checks.flatMap(({ id, left }) => (left ? [`${id} ${left.reason}`] : []))).toEqual([
      "B4 it is not written as html",
    ]);
  });
});

it("commands no terminal and adds no line, whoever prints what it gives", () => {
  const items = [{ item: "a\u001B[2J\r\nb\u202E", instrument: "nps@1", scale: null, answers: 1 }];
  expect(answeredItems.render(items, "text")).toBe("a [2J b   nps@1    1\n");
});

it("tells what was answered in every format that it names, the same each time", async () => {
  const model = await answeredItems.data(store, undefined);
  expect(answeredItems.formats.map((format) => answeredItems.render(model, format))).toEqual([
    '[{"item":"=recommend","instrument":"nps@1","scale":"0–10","answers":12},{"item":"why","instrument":"why@1","scale":null,"answers":3}]\n',
    "\uFEFFitem,instrument,scale,answers\r\n'=recommend,nps@1,0–10,12\r\nwhy,why@1,,3\r\n",
    "=recommend  nps@1  0–10  12\nwhy  why@1    3\n",
  ]);
  expect(answeredItems.render(model, "csv")).toBe(answeredItems.render(model, "csv"));
});
