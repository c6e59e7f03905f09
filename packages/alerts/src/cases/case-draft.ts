import type { CaseStep, EventDraft, Instant } from "@cxkit/core";
import { caseSource, type CaseStepType } from "./case-memory.ts";

/** What a step copies from the event, or the case, that it belongs to, so that erasing the subject removes it, too. */
export interface CaseEnvelope {
  readonly channel: string;
  readonly subject?: string;
  readonly touchpoint?: string;
  readonly journey?: string;
  readonly stage?: string;
  readonly dimensions: { readonly [name: string]: string };
}

/**
 * A step of a case as an event.
 *
 * @param step what makes its key unique within the case: the same step has the same key, whoever makes it again
 */
export function caseDraft(
  type: CaseStepType,
  id: string,
  step: string,
  time: Instant,
  from: CaseEnvelope,
  data: Omit<CaseStep, "case">,
): EventDraft {
  const { channel, subject, touchpoint, journey, stage, dimensions } = from;
  return {
    type,
    source: caseSource,
    key: `${id}/${step}`,
    time,
    channel,
    ...(subject !== undefined && { subject }),
    ...(touchpoint !== undefined && { touchpoint }),
    ...(journey !== undefined && { journey }),
    ...(stage !== undefined && { stage }),
    dimensions,
    data: { case: id, ...data },
  };
}
