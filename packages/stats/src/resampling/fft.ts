/**
 * Sums `Σₖ spectrum[k] · exp(−2πi·jk/N)` for every j, in place: the radix-2 transform from which exact distributions come.
 * `real` and `imaginary` have the same power of two as length.
 *
 * @source Cooley and Tukey (1965), An algorithm for the machine calculation of complex Fourier series,
 *   Mathematics of Computation 19(90) 297–301
 */
export function fourierTransform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  reverseBits(real, imaginary);
  const { cosine, sine } = rotations(size);
  for (let half = 1; half < size; half *= 2) {
    const stride = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half)
      for (let offset = 0; offset < half; offset++) {
        const even = start + offset;
        const odd = even + half;
        const c = cosine[offset * stride] as number;
        const s = sine[offset * stride] as number;
        const x = real[odd] as number;
        const y = imaginary[odd] as number;
        const turnedReal = c * x + s * y;
        const turnedImaginary = c * y - s * x;
        real[odd] = (real[even] as number) - turnedReal;
        imaginary[odd] = (imaginary[even] as number) - turnedImaginary;
        real[even] = (real[even] as number) + turnedReal;
        imaginary[even] = (imaginary[even] as number) + turnedImaginary;
      }
  }
}

function reverseBits(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let index = 1, reversed = 0; index < size; index++) {
    let bit = size >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index >= reversed) continue;
    swap(real, index, reversed);
    swap(imaginary, index, reversed);
  }
}

function swap(values: Float64Array, left: number, right: number): void {
  const value = values[left] as number;
  values[left] = values[right] as number;
  values[right] = value;
}

/** Cosines and sines of the half circle; each from the library, because a recurrence would lose digits. */
function rotations(size: number): { readonly cosine: Float64Array; readonly sine: Float64Array } {
  const cosine = new Float64Array(size >> 1);
  const sine = new Float64Array(size >> 1);
  for (let index = 0; index < size >> 1; index++) {
    const angle = (2 * Math.PI * index) / size;
    cosine[index] = Math.cos(angle);
    sine[index] = Math.sin(angle);
  }
  return { cosine, sine };
}
