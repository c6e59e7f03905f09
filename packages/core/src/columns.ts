/**
 * Values of one text field, dictionary-coded: `values[codes[row] − 1]`, and code 0 where the field is absent.
 */
export interface DictionaryColumn {
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  readonly values: readonly string[];
}

/**
 * Rows in bulk, as typed columns in time order: what stores stream and metrics fold. Columns of one page have one length.
 */
export interface Columns {
  readonly length: number;
  /** Milliseconds since 1970-01-01T00:00Z, ascending within a page. */
  readonly time: Float64Array;
  /** The selected value; `NaN` where there is none (its reason stands in `missing`). */
  readonly value: Float64Array;
  /** 0 where there is a value, else 1 + the position of the reason in `missingReasons`. Absent: nothing is missing. */
  readonly missing?: Uint8Array;
  /** Design or calibration weights. Absent: unweighted. */
  readonly weight?: Float64Array;
  /** The fields asked for, by path. */
  readonly fields: { readonly [path: string]: DictionaryColumn };
}
