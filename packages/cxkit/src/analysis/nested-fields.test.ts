import { describe, expect, it } from "vitest";
import { madeUpInstrument, madeUpSurvey } from "./fixtures/made-up-survey.ts";
import { knownSums, nestingsOf } from "./nested-fields.ts";

const survey = async (rows: readonly { readonly [name: string]: string }[]) => {
  const { store } = await madeUpSurvey(
    rows.map((dimensions) => ({ answers: { recommend: 9 }, dimensions })),
    [madeUpInstrument("recommend", "nps")],
  );
  return nestingsOf(store, ["dimensions.region", "dimensions.shop"]);
};

describe("nestingsOf", () => {
  it("finds the shops of each region", async () => {
    const found = await survey([
      { region: "North", shop: "1" },
      { region: "North", shop: "2" },
      { region: "South", shop: "3" },
    ]);
    expect(found.map(({ outer, inner }) => [outer.value, inner.map(({ value }) => value)])).toEqual([
      ["North", ["1", "2"]],
      ["South", ["3"]],
    ]);
  });

  it("takes no chance meeting for a hierarchy", async () => {
    const found = await survey([
      { region: "North", shop: "1" },
      { region: "North", shop: "2" },
      { region: "South", shop: "1" },
      { region: "South", shop: "3" },
    ]);
    expect(found).toEqual([]);
  });
});

describe("knownSums", () => {
  it("adds the rows of a field to the shown total, and nested rows to their own", () => {
    const region = (value: string) => ({ field: "region", value });
    const shop = (value: string) => ({ field: "shop", value });
    const rows = [region("North"), region("South"), shop("1"), shop("2"), shop("3")];
    expect(knownSums(rows, [{ outer: region("North"), inner: [shop("1"), shop("2")] }])).toEqual([
      { rows: [0, 1] },
      { rows: [2, 3, 4] },
      { rows: [2, 3], total: 0 },
    ]);
  });
});
