/** Codes of a column in the narrowest array that holds them. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Gives each text a code: 1, 2, 3… in order of first appearance; 0 is "absent". */
export interface Dictionary {
  /** `values[code − 1]` is the text of a code. */
  readonly values: readonly string[];
  code(value: string): number;
  /** The code of a text that has one, else 0. */
  find(value: string): number;
}

/** An empty dictionary. */
export function dictionary(): Dictionary {
  const values: string[] = [];
  const codes = new Map<string, number>();
  // Neighbouring rows mostly agree, and comparing one string is cheaper than hashing it.
  let lastValue = "";
  let lastCode = 0;
  return {
    values,
    code(value) {
      if (value === lastValue && lastCode > 0) return lastCode;
      let code = codes.get(value);
      if (code === undefined) {
        code = values.push(value);
        codes.set(value, code);
      }
      lastValue = value;
      lastCode = code;
      return code;
    },
    find: (value) => codes.get(value) ?? 0,
  };
}

/** Room for `length` codes up to `largest`. */
export function codesFor(largest: number, length: number): Codes {
  if (largest < 2 ** 8) return new Uint8Array(length);
  return largest < 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length);
}

/** The same codes in an array wide enough for `largest`. */
export function widened(codes: Codes, largest: number): Codes {
  if (largest < 2 ** (8 * codes.BYTES_PER_ELEMENT)) return codes;
  const wider = codesFor(largest, codes.length);
  wider.set(codes);
  return wider;
}
