import { broken, shown } from "../law.ts";
import type { Plan } from "./check.ts";

/** What every contribution says of itself: its kind where it is a plugin's, an id, a title. */
export function definitionPlan(
  id: string,
  kind: string,
  definition: {
    readonly id: string;
    readonly title?: string;
    readonly kind?: string;
    readonly spec?: string;
  },
): Plan {
  return {
    id,
    title: `it says that it is a ${kind}, with an id and words for people`,
    why: "A tool finds it by that, and people read it for years.",
    check() {
      const { id: own, title = "–", kind: said, spec } = definition;
      if (!/^[a-z][a-z\d]*(?:[-.][a-z\d]+)*$/.test(own))
        broken(`${shown(own)} is no id: lower case, digits, single hyphens or points`);
      if (title.trim() === "") broken("the title is empty");
      if (said !== undefined && said !== kind) broken(`its kind is ${shown(said)}`);
      if (said !== undefined && spec !== "v1") broken(`its version of the contract is ${shown(spec)}`);
    },
  };
}
