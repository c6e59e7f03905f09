import type { DataClass, TallyQuery } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { grantedQuery } from "./granted-query.ts";

const capability = expect.objectContaining({ place: { contribution: "acme.kit", trouble: "capability" } });
const count = (more: Partial<TallyQuery>): TallyQuery => ({
  select: { types: ["survey.responded"] },
  by: [],
  zone: "UTC",
  ...more,
});

describe("grantedQuery", () => {
  const cases: readonly (readonly [needs: DataClass, what: string, query: TallyQuery])[] = [
    ["identifier", "customers", count({ by: ["subject"] })],
    ["identifier", "accounts", count({ by: ["dimensions.account"] })],
    ["behavioural", "regions", count({ by: ["dimensions.region"] })],
    ["behavioural", "stages", count({ by: ["channel", "stage"] })],
    [
      "free-text",
      "what was posted",
      count({ select: { types: ["feedback.posted"], value: "data.text", tally: "category" } }),
    ],
    [
      "free-text",
      "the words of an answer",
      count({ select: { types: ["survey.responded"], item: "why", tally: "category" } }),
    ],
    [
      "identifier",
      "one customer, however deep that is said",
      count({
        select: {
          types: ["survey.responded"],
          where: { all: [{ not: { any: [{ field: "subject", in: ["5f2c"] }] } }] },
        },
      }),
    ],
  ];
  for (const [needs, what, query] of cases)
    it(`asks about ${what} for those alone who were granted ${needs}`, () => {
      const others = (["public", "behavioural", "free-text", "contact", "identifier"] as const).filter(
        (one) => one !== needs,
      );
      expect(() => grantedQuery("acme.kit", query, others)).toThrow(capability);
      expect(grantedQuery("acme.kit", query, [needs])).toEqual(query);
    });

  it("picks events by what may be seen of them", () => {
    const query = { types: ["feedback.posted"], where: { field: "data.text", in: ["no"] } } as const;
    expect(() => grantedQuery("acme.kit", query, ["behavioural"])).toThrow(capability);
    expect(grantedQuery("acme.kit", query, ["free-text"])).toBe(query);
  });

  it("counts answers on their scale without a word of anybody's", () => {
    const query = count({ select: { types: ["survey.responded"], item: "nps" }, by: ["channel"] });
    expect(grantedQuery("acme.kit", query, []).select).toEqual({ ...query.select, tally: "scale" });
  });

  it("refuses fields that nobody knows, and what is no field, unless everything was granted", () => {
    const odd = count({ by: ["data.secret"] });
    expect(() => grantedQuery("acme.kit", odd, ["behavioural", "free-text"])).toThrow(capability);
    expect(() => grantedQuery("acme.kit", count({ by: ["constructor"] }), [])).toThrow(capability);
    const hidden = { ...count({ select: { types: ["feedback.posted"], value: "data.text" } }), types: [] };
    expect(() => grantedQuery("acme.kit", hidden, ["behavioural"])).toThrow(capability);
    const none = { types: ["feedback.posted"], where: { field: 3 } } as never;
    expect(() => grantedQuery("acme.kit", none, ["identifier"])).toThrow(capability);
    expect(
      grantedQuery("acme.kit", odd, ["public", "behavioural", "free-text", "contact", "identifier"]),
    ).toBe(odd);
  });
});
