/** What a rule says of each respondent. A flag is a question, not a verdict: nobody is dropped by it. */
export interface Flags {
  /** The rule in words, as it belongs beside any figure that uses it. */
  readonly rule: string;
  /** In the order of the respondents. */
  readonly flagged: readonly boolean[];
}
