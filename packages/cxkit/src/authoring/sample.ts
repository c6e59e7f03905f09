/** How a sample is written. */
export type SampleFormat = "json" | "form" | "xml";

/** One value of a sample, wherever it stands. */
export interface SampleValue {
  /** Keys and places from the outside in, as written. */
  readonly path: readonly string[];
  /** Its text, escapes resolved; for a number as it is written. */
  readonly text: string;
  readonly kind: "text" | "number";
}

/** Gives every value of a sample, and every key that is to be looked at, another text. */
export type Rewrite = (
  sample: string,
  value: (value: SampleValue) => string,
  key: (key: string) => string,
) => string;
