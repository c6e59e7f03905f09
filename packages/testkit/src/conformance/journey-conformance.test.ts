import type { CxEvent, Journey, Json } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { told } from "../sample-history.ts";
import { lives, unproven } from "./fixtures/lives.ts";
import { journeyConformance } from "./journey-conformance.ts";

const title = (en: string, zh: string) => ({ en, zh });
const good: Journey = {
  id: "buying",
  title: title("Buying", "购买"),
  stages: [
    {
      id: "choose",
      title: title("Choose", "选择"),
      aliases: ["browse"],
      touchpoints: [{ id: "shop", title: title("Shop", "商店"), items: ["recommend"] }],
    },
    {
      id: "use",
      title: title("Use", "使用"),
      touchpoints: [{ id: "app", title: title("App", "应用"), items: ["ease"], aliases: ["mobile"] }],
    },
  ],
};
type Follow = (journey: Journey, events: readonly CxEvent[]) => Json;
/** Who was where, in order of time, each thing once. */
const follow: Follow = ({ id }, events) => {
  const once = new Map(events.map((event) => [event.id, event]));
  const order = [...once.values()].toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time));
  return { journey: id, path: order.map(({ key }) => key) };
};
const events = [1, 2, 3].map((n) => told({ key: `r${n}`, time: `2026-03-0${n}T12:00:00Z` }));
const stages = (change: (stage: Journey["stages"][number], at: number) => object): Journey => ({
  ...good,
  stages: good.stages.map((stage, at) => ({ ...stage, ...change(stage, at) })),
});
let calls = 0;

const mutants: readonly (readonly [id: string, what: string, journey: Journey, follow?: Follow])[] = [
  ["J1", "has no stages", { ...good, stages: [] }],
  ["J1", "has what nobody knows", { ...good, owner: "ada" } as Journey],
  ["J1", "has two stages of one id", stages(() => ({ id: "choose" }))],
  ["J2", "calls two stages alike", stages((_, at) => ({ aliases: at === 0 ? ["browse"] : ["choose"] }))],
  [
    "J2",
    "calls two touchpoints alike",
    stages(({ touchpoints }) => ({ touchpoints: touchpoints.map((one) => ({ ...one, aliases: ["here"] })) })),
  ],
  [
    "J3",
    "rates two touchpoints by one item",
    stages(({ touchpoints }) => ({
      touchpoints: touchpoints.map((one) => ({ ...one, items: ["recommend"] })),
    })),
  ],
  ["J4", "speaks one language in one place", stages((_, at) => (at === 1 ? { title: { en: "Use" } } : {}))],
  ["J4", "says nothing in one language", stages((_, at) => (at === 1 ? { title: title("Use", " ") } : {}))],
  [
    "J5",
    "says another path every time",
    good,
    (journey, given) => ({ ...(follow(journey, given) as object), call: (calls += 1) }),
  ],
  ["J5", "asks the clock", good, (journey, given) => (Date.now() > 0 ? follow(journey, given) : null)],
  [
    "J6",
    "takes the order of arrival for that of time",
    good,
    (_, given) => [...new Set(given.map(({ key }) => key))],
  ],
  [
    "J7",
    "counts what it is told",
    good,
    (journey, given) => ({ ...(follow(journey, given) as object), n: given.length }),
  ],
  [
    "J8",
    "tells the latest first",
    good,
    (journey, given) => (follow(journey, given) as { readonly path: readonly Json[] }).path.toReversed(),
  ],
];

describe("a journey in good order conforms", () => {
  for (const check of journeyConformance(good, { follow, events })) it(check.name, check.check);
});

describe("every mutant of a journey dies", () => {
  for (const [id, what, journey, other = follow] of mutants)
    it(`${id} sees one that ${what}`, async () => {
      expect(await lives(journeyConformance(journey, { follow: other, events }), id)).toBe("dies");
    });

  it("and every check kills one", () => {
    expect(
      unproven(
        journeyConformance(good, { follow, events }),
        mutants.map(([id]) => id),
      ),
    ).toEqual([]);
  });
});

it("a journey that nothing follows is data, and tried as such", () => {
  expect(
    journeyConformance(good)
      .filter(({ left }) => left)
      .map(({ id }) => id),
  ).toEqual(["J5", "J6", "J7", "J8"]);
});
