import { describe, expect, it } from "vitest";
import { clusterDesignEffect } from "./cluster-design-effect.ts";

describe("clusterDesignEffect", () => {
  it("is 1 for answers that are not alike or come alone, and the cluster's size for answers that are all alike", () => {
    expect(clusterDesignEffect(30, 0)).toBe(1);
    expect(clusterDesignEffect(1, 0.3)).toBe(1);
    expect(clusterDesignEffect(30, 1)).toBe(30);
  });

  it("is Kish's Σm²/Σm for clusters of different size with answers that are all alike", () => {
    const sizes = [5, 10, 30];
    const mean = 15;
    const variation = Math.sqrt(sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / 3) / mean;
    expect(clusterDesignEffect(mean, 1, variation)).toBeCloseTo((25 + 100 + 900) / 45, 12);
  });

  it("stops at what is no cluster", () => {
    expect(() => clusterDesignEffect(0.5, 0.1)).toThrow(
      new RangeError("clusterDesignEffect requires a finite size ≥ 1, got 0.5"),
    );
    expect(() => clusterDesignEffect(5, 2)).toThrow(
      new RangeError("clusterDesignEffect requires −1 ≤ intraclassCorrelation ≤ 1, got 2"),
    );
    expect(() => clusterDesignEffect(5, -0.5)).toThrow(
      new RangeError("clusterDesignEffect requires a correlation that leaves some variance, got -0.5"),
    );
    expect(() => clusterDesignEffect(5, 0.1, -1)).toThrow(RangeError);
  });
});
