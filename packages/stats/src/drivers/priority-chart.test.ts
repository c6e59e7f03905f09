import { describe, expect, it } from "vitest";
import { priorityChart } from "./priority-chart.ts";

const outcome = [10, 9, 3, 0, 7, 4, 8, 2, 6, 5];
const scale = { min: 1, max: 5 };

describe("priorityChart", () => {
  it("puts items where importance and performance put them, and shows the n of each", () => {
    const { items, importanceLine } = priorityChart(
      {
        staff: [3, 3, 1, 1, 2, 1, 3, 1, 2, 2],
        price: [4, 5, 4, 5, 5, 4, 5, 4, 4, 5],
        website: [null, null, null, null, null, null, null, null, null, 4],
      },
      outcome,
      { scale },
    );
    expect(items.map(({ quadrant }) => quadrant)).toEqual(["concentrate-here", "possible-overkill", null]);
    expect(items.map(({ importanceN, performanceN }) => [importanceN, performanceN])).toEqual([
      [10, 10],
      [10, 10],
      [1, 1],
    ]);
    expect(items[2]?.importance).toBeNull();
    expect(importanceLine).toBeCloseTo(((items[0]?.importance ?? 0) + (items[1]?.importance ?? 0)) / 2, 12);
    expect(items[0]?.certain).toBe(true);
  });

  it("calls no quadrant certain whose intervals reach over a line", () => {
    const few = priorityChart({ a: [1, 2, 3, 4, 5], b: [5, 3, 4, 2, 1] }, [1, 3, 2, 5, 4], { scale });
    expect(few.items.map(({ certain }) => certain)).toEqual([false, false]);
  });

  it("takes lines of its own, and knows no importance of what does not vary", () => {
    const { items } = priorityChart({ same: [4, 4, 4, 4, 4] }, [1, 3, 2, 5, 4], {
      scale,
      lines: { importance: 0.3, performance: 3 },
    });
    expect(items[0]).toMatchObject({ importance: null, performance: 4, quadrant: null });
    const perfect = priorityChart({ one: [1, 2, 3, 4, 5] }, [2, 4, 6, 8, 10], {
      scale,
      lines: { importance: 0.3, performance: 4 },
    });
    expect(perfect.items[0]).toMatchObject({ importance: 1, importanceInterval: { low: 1, high: 1 } });
  });

  it("stops at ratings off the scale and at rows that do not fit", () => {
    expect(() => priorityChart({ a: [1, 2] }, [1, 2, 3], { scale })).toThrow(
      new RangeError("priorityChart requires 3 ratings of a, got 2"),
    );
    expect(() => priorityChart({ a: [1, 6, 2] }, [1, 2, 3], { scale })).toThrow(
      new RangeError("priorityChart requires ratings of a from 1 to 5 or null at 1, got 6"),
    );
    for (const line of [NaN, Infinity])
      expect(() =>
        priorityChart({ a: [1, 2] }, [1, 2], { scale, lines: { importance: 0.3, performance: line } }),
      ).toThrow(new RangeError(`priorityChart requires finite lines, got 0.3 and ${line}`));
    expect(() => priorityChart({ a: [1, 2] }, [1, 2], { scale: { min: 5, max: 1 } })).toThrow(
      new RangeError("priorityChart requires a finite scale with min < max, got 5 to 1"),
    );
    expect(() => priorityChart({ a: [1, 2, 2] }, [1, NaN, 3], { scale })).toThrow(
      "finite outcomes or null at 1",
    );
  });
});
