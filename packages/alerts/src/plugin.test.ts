import { expect, it } from "vitest";
import { detractorNeedsPerson } from "./plugin.ts";
import { rulesFrom } from "./rules-from.ts";

it("the rule as data is one that a workspace takes", () => {
  const { id, data } = detractorNeedsPerson;
  const [watched] = rulesFrom({ [id]: data }, { metrics: {} });
  expect(watched).toMatchObject({
    id,
    rule: { id: "needs-person" },
    params: { item: "recommend", atMost: 6 },
  });
});
