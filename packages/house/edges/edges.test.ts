import { describe, expect, it } from "vitest";
import { exemptions } from "./exemptions.ts";
import { furtherCalls } from "./further-calls.ts";
import { type Exported, recordedCalls } from "./recorded-calls.ts";
import { findings } from "./sweep.ts";

const exported = [...(await recordedCalls("stats")), ...(await recordedCalls("metrics"))]
  // Its callers have checked what they pass, as the entry says.
  .filter(({ entry }) => entry !== "@cxkit/stats/unchecked")
  .map((one) => ({ ...one, calls: furtherCalls[one.name] ?? one.calls }));

describe.each(["@cxkit/stats", "@cxkit/metrics"])("a function of %s", (name) => {
  const own = exported.filter(({ entry }) => entry.startsWith(name));

  it("has an example that calls it, or a call in further-calls.ts", () => {
    expect(own.length).toBeGreaterThan(80);
    expect(own.filter(({ calls }) => calls.length === 0).map((one) => one.name)).toEqual([]);
  });

  it.each(own.map((one) => [one.name, one] as const))(
    "%s gives something finite or null, or says function, condition and value, whatever a number is",
    (_, one) => {
      expect(findings(one, exemptions[one.name])).toEqual([]);
    },
  );
});

it("exempts, and calls further, only what there is", () => {
  const names = new Set(exported.map(({ name }) => name));
  const rates = /^(?:contact|cooperation|refusal|response)Rate\d$/;
  const unknown = [...Object.keys(exemptions), ...Object.keys(furtherCalls)].filter(
    (name) => !names.has(name) && !rates.test(name),
  );
  expect(unknown).toEqual([]);
});

describe("the sweep finds out a function that", () => {
  const found = (name: string, run: Exported["run"], ...call: unknown[]): readonly string[] =>
    findings({ entry: "made-up", name, run, calls: [call] });

  it("passes on what is not finite", () => {
    expect(found("twice", (x) => ({ of: [2 * Number(x)] }), 1)).toEqual([
      "0 = NaN: gives NaN at of.0",
      "0 = Infinity: gives Infinity at of.0",
      "0 = -Infinity: gives -Infinity at of.0",
    ]);
  });

  it("complains in another name, of another value, or not at all", () => {
    const refuse = (message: string) => () => {
      throw new RangeError(message);
    };
    expect(found("mine", refuse("other requires more, got 0 95 -1 3 NaN -Infinity"), { n: 1 })[0]).toBe(
      "0.n = NaN: names another function: other requires more, got 0 95 -1 3 NaN -Infinity",
    );
    expect(found("mine", refuse("mine requires more, got 7"), [1])).toContain(
      "0.0 = 95: names another value: mine requires more, got 7",
    );
    expect(found("mine", refuse("mine requires more, got 0 95 -1 3 NaN -Infinity"), [1])).toEqual([]);
    const broken = (x: unknown): unknown => (x as { a: number }[])[0]!.a.toFixed();
    expect(found("mine", broken, [{ a: 1 }])).toEqual([
      '0.0.a = "3": throws TypeError: x[0].a.toFixed is not a function',
    ]);
  });

  it("gives a result whose methods do so", () => {
    const made = found("made", () => ({ at: (x: number) => x / 2 }), "text");
    expect(made).toContain("made(…).at of NaN: gives NaN at the top");
  });
});
