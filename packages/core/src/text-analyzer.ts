import type { StandardSchema } from "./standard-schema.ts";

/** Finds language, topics and sentiment in verbatims. A batch in, the same ids out; what an analyzer does not look for it leaves out. */
export interface TextAnalyzer<Params = unknown> {
  readonly kind?: "text-analyzer";
  readonly spec?: "v1";
  readonly id: string;
  readonly title: string;
  /** BCP 47 tags it understands; `und` for any. */
  readonly languages: readonly string[];
  /** Whether no text leaves the process. */
  readonly offline: boolean;
  readonly params: StandardSchema<unknown, Params>;
  analyze(
    batch: readonly { readonly id: string; readonly text: string; readonly language?: string }[],
    params: Params,
  ): Promise<readonly TextFinding[]>;
}

/** What was found in one text. `null`: looked for, and not to be told; absent: not looked for. */
export interface TextFinding {
  readonly id: string;
  /** BCP 47 tag of the text's main language, and how sure that is, 0…1. */
  readonly language?: { readonly tag: string; readonly confidence: number } | null;
  /** ISO 15924 code of the text's main script: `Latn`, `Hans`, `Cyrl`. */
  readonly script?: string | null;
  readonly topics?: readonly { readonly topic: string; readonly confidence: number }[];
  /** −1 (bad) … 1 (good), `null` where it cannot be told. */
  readonly sentiment?: number | null;
}
