/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi rotations, which find small eigenvalues to full accuracy.
 *
 * @param matrix symmetric, row by row
 * @returns eigenvalues in no order; `vectors[i][k]` is component i of the k-th eigenvector
 * @source Golub and Van Loan (2013), Matrix computations, 4th ed., section 8.5
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
} {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  const at = (m: number[][], i: number, j: number) => (m[i] as number[])[j] as number;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) for (let q = 0; q < p; q++) off += at(a, p, q) ** 2;
    if (off < 1e-34) break;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        const pivot = at(a, p, q);
        if (pivot === 0) continue;
        const theta = (at(a, q, q) - at(a, p, p)) / (2 * pivot);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < size; k++) {
          const [kp, kq] = [at(a, k, p), at(a, k, q)];
          (a[k] as number[])[p] = c * kp - s * kq;
          (a[k] as number[])[q] = s * kp + c * kq;
        }
        for (let k = 0; k < size; k++) {
          const [pk, qk] = [at(a, p, k), at(a, q, k)];
          (a[p] as number[])[k] = c * pk - s * qk;
          (a[q] as number[])[k] = s * pk + c * qk;
          const [vp, vq] = [at(vectors, k, p), at(vectors, k, q)];
          (vectors[k] as number[])[p] = c * vp - s * vq;
          (vectors[k] as number[])[q] = s * vp + c * vq;
        }
      }
  }
  return { values: a.map((row, i) => row[i] as number), vectors };
}
