import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hiddenCells, hiddenRows, type KnownSum } from "./small-cells.ts";

describe("hiddenRows", () => {
  it("hides bases below the minimum and the next smallest where one alone could be computed", () => {
    expect(hiddenRows([120, 7, 45], 10)).toEqual([null, "small", "complement"]);
  });

  it("needs no complement where the hidden rows together are enough, and each could be another number", () => {
    expect(hiddenRows([120, 7, 45, 8], 10)).toEqual([null, "small", null, "small"]);
  });

  it("hides one more where the hidden rows together are themselves a small cell", () => {
    expect(hiddenRows([120, 2, 45, 3], 10)).toEqual([null, "small", "complement", "small"]);
  });

  it("hides one more where the sum leaves each hidden row one value: two of nine", () => {
    expect(hiddenRows([120, 9, 45, 9], 10)).toEqual([null, "small", "complement", "small"]);
    expect(hiddenRows([120, 1, 10], 10)).toEqual(["complement", "small", "complement"]);
  });

  it("does not count rows without any answer as something to hide", () => {
    expect(hiddenRows([0, 12, 0], 10)).toEqual([null, null, null]);
  });

  it("shows everything where the minimum is one", () => {
    expect(hiddenRows([1, 0, 3], 1)).toEqual([null, null, null]);
  });

  it("never shows a small base, and leaves every hidden one at least two values wherever some row is shown", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 14 }), { maxLength: 5 }),
        fc.integer({ min: 2, max: 8 }),
        (bases, minimum) => {
          const hidden = hiddenRows(bases, minimum);
          bases.forEach((n, row) => {
            if (n > 0 && n < minimum) expect(hidden[row]).toBe("small");
          });
          if (!bases.some((n, row) => n > 0 && hidden[row] === null)) return;
          for (const [row, values] of possible(bases, hidden, [{ rows: bases.map((_, i) => i) }], minimum)) {
            expect(values.size, `row ${row} of ${bases.join()}`).toBeGreaterThan(1);
          }
        },
      ),
    );
  });
});

describe("hiddenCells of tables that hang together", () => {
  it("hides a second store of the same region, which is shown, and then something where that one could be computed", () => {
    //             West  North  s13 s14  s01 s02
    const rows = [[55], [90], [5], [50], [40], [50]];
    const sums = [
      { rows: [0, 1] },
      { rows: [2, 3, 4, 5] },
      { rows: [2, 3], total: 0 },
      { rows: [4, 5], total: 1 },
    ];
    expect(hiddenCells(rows, sums, 10)).toEqual([null, null, "small", "complement", null, null]);
  });

  it("hides the parts of a hidden total too, which they would add up to", () => {
    const rows = [[4], [60], [30], [30], [34]];
    // Rows 2 and 3 add up to row 1; 0 and 1 to a total that is shown, and so do 2, 3 and 4.
    const hidden = hiddenCells(rows, [{ rows: [0, 1] }, { rows: [2, 3], total: 1 }], 10);
    expect(hidden.slice(0, 4).filter((why) => why === null).length).toBeLessThanOrEqual(1);
    expect(hidden[0]).toBe("small");
  });

  it("shows both cells of a row or neither", () => {
    const rows = [
      [50, 4],
      [30, 40],
      [60, 60],
    ];
    expect(hiddenCells(rows, [{ rows: [0, 1, 2] }], 10)).toEqual(["small", "complement", null]);
  });

  it("takes rows hidden for another reason into account", () => {
    expect(hiddenCells([[50], [40], [60]], [{ rows: [0, 1, 2] }], 10, new Set([2]))).toEqual([
      null,
      "complement",
      "small",
    ]);
  });

  it("leaves every hidden small cell at least two values whatever nests in what", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }), {
          minLength: 2,
          maxLength: 3,
        }),
        (groups) => {
          const minimum = 4;
          const totals = groups.map((group) => group.reduce((sum, n) => sum + n, 0));
          const bases = [...totals, ...groups.flat()];
          let next = totals.length;
          const nested = groups.map((group, total): KnownSum => {
            const rows = group.map((_, i) => next + i);
            next += group.length;
            return { rows, total };
          });
          const sums = [{ rows: totals.map((_, i) => i) }, ...nested];
          const hidden = hiddenCells(
            bases.map((n) => [n]),
            sums,
            minimum,
          );
          if (!bases.some((_, row) => hidden[row] === null)) return;
          // Trying all takes its time: five unknown cells are enough.
          fc.pre(hidden.filter((why) => why !== null).length <= 5);
          const left = possible(bases, hidden, sums, minimum);
          for (const [row, values] of left) {
            if (hidden[row] === "small")
              expect(values.size, `${bases.join()} ${hidden.join()}`).toBeGreaterThan(1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Every value each hidden cell could have, by trying all: what somebody with patience learns. */
function possible(
  bases: readonly number[],
  hidden: readonly (string | null)[],
  sums: readonly KnownSum[],
  minimum: number,
): ReadonlyMap<number, ReadonlySet<number>> {
  const unknown = bases.flatMap((n, row) => (hidden[row] !== null && n > 0 ? [row] : []));
  const constants = sums.map(({ rows, total }) =>
    total === undefined ? rows.reduce((sum, row) => sum + bases[row]!, 0) : 0,
  );
  const found = new Map(unknown.map((row) => [row, new Set<number>()]));
  const values = [...bases];
  const all = bases.reduce((sum, n) => sum + n, 0);
  const place = (at: number): void => {
    if (at === unknown.length) {
      const fits = sums.every(
        ({ rows, total }, i) =>
          rows.reduce((sum, row) => sum + values[row]!, 0) - (total === undefined ? 0 : values[total]!) ===
          constants[i],
      );
      if (fits) for (const row of unknown) found.get(row)!.add(values[row]!);
      return;
    }
    const row = unknown[at]!;
    const small = hidden[row] === "small";
    for (let n = small ? 1 : minimum; n <= (small ? minimum - 1 : Math.min(all, 30)); n += 1) {
      values[row] = n;
      place(at + 1);
    }
    values[row] = bases[row]!;
  };
  place(0);
  return found;
}
