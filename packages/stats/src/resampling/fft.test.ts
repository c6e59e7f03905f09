import { describe, expect, it } from "vitest";
import { fourierTransform } from "./fft.ts";

describe("fourierTransform", () => {
  it.each([1, 2, 8, 64])("gives the sums that define it, for %i numbers", (size) => {
    const real = Float64Array.from({ length: size }, (_, k) => Math.sin(3 * k) + k / 7);
    const imaginary = Float64Array.from({ length: size }, (_, k) => Math.cos(5 * k));
    const [x, y] = [real.slice(), imaginary.slice()];
    fourierTransform(real, imaginary);
    for (let j = 0; j < size; j++) {
      let [sumReal, sumImaginary] = [0, 0];
      for (let k = 0; k < size; k++) {
        const angle = (-2 * Math.PI * j * k) / size;
        sumReal += (x[k] ?? 0) * Math.cos(angle) - (y[k] ?? 0) * Math.sin(angle);
        sumImaginary += (x[k] ?? 0) * Math.sin(angle) + (y[k] ?? 0) * Math.cos(angle);
      }
      expect(real[j]).toBeCloseTo(sumReal, 10);
      expect(imaginary[j]).toBeCloseTo(sumImaginary, 10);
    }
  });
});
