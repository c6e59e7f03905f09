import type { Journey } from "@cxkit/core";

/** Something wrong with a journey. */
export interface JourneyProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What no single part of a journey can see: ids and items used twice, and no stage at all. */
export function journeyProblems({ stages }: Journey): JourneyProblem[] {
  const problems: JourneyProblem[] = [];
  if (stages.length === 0) problems.push({ path: ["stages"], message: "requires at least one stage" });
  const owners = {
    stage: new Map<string, string>(),
    touchpoint: new Map<string, string>(),
    item: new Map<string, string>(),
  };
  const claim = (
    kind: keyof typeof owners,
    id: string,
    owner: string,
    path: JourneyProblem["path"],
  ): void => {
    const before = owners[kind].get(id);
    if (before === undefined) owners[kind].set(id, owner);
    else problems.push({ path, message: `${kind} "${id}" is already ${before}` });
  };
  stages.forEach((stage, s) => {
    claim("stage", stage.id, `stages.${s}`, ["stages", s, "id"]);
    stage.touchpoints.forEach(({ id, items = [] }, t) => {
      const path = ["stages", s, "touchpoints", t];
      claim("touchpoint", id, `one of stage "${stage.id}"`, [...path, "id"]);
      items.forEach((item, i) => claim("item", item, `one of touchpoint "${id}"`, [...path, "items", i]));
    });
  });
  return problems;
}
