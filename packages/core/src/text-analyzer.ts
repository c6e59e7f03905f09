import type { StandardSchema } from "./standard-schema.ts";

/** Finds topics and sentiment in verbatims. A batch in, the same ids out. */
export interface TextAnalyzer<Params = unknown> {
  readonly id: string;
  readonly title: string;
  /** BCP 47 tags it understands. */
  readonly languages: readonly string[];
  /** Whether no text leaves the process. */
  readonly offline: boolean;
  readonly params: StandardSchema<unknown, Params>;
  analyze(
    batch: readonly { readonly id: string; readonly text: string; readonly language?: string }[],
    params: Params,
  ): Promise<readonly TextFinding[]>;
}

/** What was found in one text. */
export interface TextFinding {
  readonly id: string;
  readonly topics: readonly { readonly topic: string; readonly confidence: number }[];
  /** −1 (bad) … 1 (good), `null` where it cannot be told. */
  readonly sentiment: number | null;
}
