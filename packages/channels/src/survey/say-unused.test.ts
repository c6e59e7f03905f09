import { describe, expect, it } from "vitest";
import { assumed, constructs, cycle, propose, refusal, zeroToTen } from "../fixtures/proposals.ts";

const said = (proposal: ReturnType<typeof propose>) => assumed(proposal, "unused-columns");

describe("a column that nothing uses", () => {
  it("is named once, with the others of its reason", () => {
    const proposal = propose([
      ["nps", zeroToTen],
      ["Tags", () => ""],
      ["Ending", () => ""],
      ["Survey kind", () => "pulse"],
      ["Permalink", (row) => `https://example.org/r/${row}`],
    ]);
    expect(said(proposal)).toHaveLength(1);
    expect(said(proposal)[0]?.text["en"]).toBe(
      'not used: empty ("Tags", "Ending"); one value only ("Survey kind"); values that hardly repeat ("Permalink")',
    );
  });

  it("with numbers that could be a rating is named with its range and the option that reads it", () => {
    const proposal = propose([
      ["4、产品质量", cycle(1, 2, 3, 4, 5, -3)],
      ["5、物流速度", cycle(5, 4, 3, 2, 1, -3)],
      ["3、渠道", cycle(1, 2, 3)],
    ]);
    expect(assumed(proposal, "scale-unknown")[0]).toMatchObject({
      path: "4、产品质量, 5、物流速度",
      text: { en: expect.stringMatching(/2 columns .* hold 1–5 and could be ratings/) },
      override: "--scale '4、产品质量=1-5'",
    });
    expect(said(proposal)[0]).toMatchObject({ path: "3、渠道", override: "--segment '3、渠道'" });
  });

  it("asked as a recommendation and answered off 0–10 says so", () => {
    const proposal = propose([["recommend", (row) => String(20 + (row % 11))]]);
    expect(assumed(proposal, "item")[0]).toMatchObject({
      path: "recommend",
      text: { en: expect.stringMatching(/"recommend" is not used: none of its answers are on 0–10/) },
    });
    expect(said(proposal)).toEqual([]);
  });
});

describe("headings in German, French and Spanish", () => {
  it("name comments, weights and constructs", () => {
    for (const name of ["Kommentar", "Bemerkungen", "Anmerkung", "Commentaires", "Comentarios"]) {
      const { config } = propose([[name, cycle("zu langsam", "Sehr schön", "ok", "")]]);
      expect([config.verbatims.length, config.dimensions.length], name).toEqual([1, 0]);
    }
    for (const name of ["Grund Ihrer Bewertung", "Motivo", "Pourquoi ?"]) {
      const { config } = propose([[name, cycle("Es war viel zu langsam", "La app no funciona bien hoy")]]);
      expect(config.verbatims.length, name).toBe(1);
    }
    for (const name of ["Gewicht", "Gewichtung", "poids", "peso"])
      expect(propose([[name, cycle("0,85", "1,17")]]).config.weight, name).toEqual({
        column: name,
        decimal: ",",
      });
    const five = cycle(1, 2, 3, 4, 5);
    for (const [name, construct, values] of [
      ["Weiterempfehlungsbereitschaft", "nps", zeroToTen],
      ["Recommanderiez-vous notre magasin ?", "nps", zeroToTen],
      ["¿Nos recomendaría?", "nps", zeroToTen],
      ["Zufriedenheit mit dem Service", "csat", five],
      ["Satisfacción general", "csat", five],
      ["Wie einfach war es?", "ces", five],
      ["¿Qué tan fácil fue?", "ces", five],
    ] as const)
      expect(constructs(propose([[name, values]])), name).toEqual([[name, construct]]);
  });
});

describe("effort in words", () => {
  const effort = "How much effort did you personally have to put forth?";
  const directions = (values: (row: number) => string) =>
    propose([[effort, values]]).config.items.map(({ construct, direction, words }) => [
      construct,
      direction,
      words?.["Very low effort"] ?? words?.["Very low"],
    ]);

  it("is a CES item of which less is better, and no segment", () => {
    const proposal = propose([
      [effort, cycle("Very low effort", "Low effort", "Neutral", "High effort", "Very high effort")],
    ]);
    expect(proposal.config.dimensions).toEqual([]);
    expect(
      directions(cycle("Very low effort", "Low effort", "Neutral", "High effort", "Very high effort")),
    ).toEqual([["ces", "lower-is-better", 1]]);
    expect(directions(cycle("Very low", "Low", "Medium", "High", "Very high"))).toEqual([
      ["ces", "lower-is-better", 1],
    ]);
  });
});

describe("a column beside that names the survey's type", () => {
  it("says what a bare score is", () => {
    const score = cycle(3, 4, 5, 6, 7, 8, 9, 10);
    for (const [type, construct] of [
      ["nps", "nps"],
      ["CSAT", "csat"],
      ["pulse", "rating"],
    ] as const)
      expect(
        constructs(
          propose([
            ["Score", score],
            ["Survey type", () => type],
          ]),
        ),
        type,
      ).toEqual([["Score", construct]]);
  });
});

describe("a direction", () => {
  it("is refused on an NPS item, with its column and what to do", () => {
    const name = "How likely are you to recommend us?";
    expect(refusal(() => propose([[name, zeroToTen]], { direction: "How likely*=lower" }))).toBe(
      `"${name}" is read as an NPS item, and NPS has one direction, 10 is best: leave it out of --direction, or report it as a rating with --rating '${name}'`,
    );
    expect(propose([[name, zeroToTen]], { direction: "How likely*=higher" }).config.items).toHaveLength(1);
  });
});

describe("comments among segments", () => {
  it("are segments all the same when told", () => {
    const values = cycle("I was here before", "We came for the first time");
    const { config } = propose([["Visit", values]], { segment: "Visit" });
    expect([config.verbatims.length, config.dimensions.length]).toEqual([0, 1]);
  });

  it("are told by their sentences whatever the heading, lists of answers stay segments", () => {
    for (const [name, ...values] of [
      [
        "Q3",
        "Delivery took too long",
        "Great service, friendly staff",
        "good",
        "The app crashed twice",
        "n/a",
      ],
      ["Q9", "很好，下次还来", "物流太慢，等了一周", "包装破损"],
      ["F7", "Das hat mir gut gefallen", "Ich war sehr zufrieden damit", "zu teuer"],
    ] as const) {
      const { config } = propose([[name, cycle(...values)]]);
      expect([config.verbatims.length, config.dimensions.length], name).toEqual([1, 0]);
    }
    for (const [name, ...values] of [
      ["Tenure", "Less than 6 months", "6 to 12 months", "More than 12 months"],
      ["Town", "London, UK", "Paris, FR", "Lyon, FR"],
      ["Source of visit", "Recommendation from a friend", "Search engine", "Social media, newsletter"],
      ["门店", "北京朝阳大悦城旗舰店", "上海南京东路步行街店"],
      ["Plan", "Pro", "Basic"],
    ] as const) {
      const { config } = propose([[name, cycle(...values)]]);
      expect([config.verbatims.length, config.dimensions.length], name).toEqual([0, 1]);
    }
  });
});
