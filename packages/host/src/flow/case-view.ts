import type { AlertEngine, CaseView, EngineState } from "@cxkit/core";

/** A case as it stands; of engines that cannot tell one alone, all are looked through. */
export function caseView(
  engine: AlertEngine | undefined,
  id: string,
  state: EngineState,
): CaseView | undefined {
  if (!engine) return undefined;
  return engine.case ? engine.case(id, state) : engine.cases(state).find((one) => one.id === id);
}
