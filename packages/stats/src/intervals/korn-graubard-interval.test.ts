import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { clopperPearsonInterval } from "./clopper-pearson-interval.ts";
import { kornGraubardInterval } from "./korn-graubard-interval.ts";

const clustered = kornGraubardInterval({ responses: 240, degreesOfFreedom: 11 });

describe("kornGraubardInterval keeps the laws of intervals for a proportion", () => {
  const withDefault = Object.assign(
    (successes: number, trials: number, confidenceLevel = 0.95) =>
      clustered(successes, trials, confidenceLevel),
    { method: clustered.method },
  );
  for (const law of proportionIntervalLaws(withDefault, { name: "kornGraubardInterval" }))
    it(law.name, law.check);
});

describe("kornGraubardInterval", () => {
  it("is Clopper and Pearson's interval on the effective base where the design costs no degrees of freedom", () => {
    const simple = kornGraubardInterval({ responses: 101, degreesOfFreedom: 100 });
    expect(simple(20, 90, 0.95)).toEqual(clopperPearsonInterval(20, 90, 0.95));
  });

  it("is wider the fewer clusters there were", () => {
    const few = kornGraubardInterval({ responses: 240, degreesOfFreedom: 3 })(36.4, 130, 0.95);
    const more = clustered(36.4, 130, 0.95);
    expect(few.low).toBeLessThan(more.low);
    expect(few.high).toBeGreaterThan(more.high);
  });

  it("stops at surveys without degrees of freedom, naming them", () => {
    expect(() => kornGraubardInterval({ responses: 1, degreesOfFreedom: 5 })).toThrow(
      new RangeError("kornGraubardInterval requires finite responses > 1, got 1"),
    );
    expect(() => kornGraubardInterval({ responses: 100, degreesOfFreedom: 0 })).toThrow(
      new RangeError("kornGraubardInterval requires degreesOfFreedom > 0, got 0"),
    );
  });
});
