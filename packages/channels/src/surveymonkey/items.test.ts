import type { SetAside } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { describe, expect, it } from "vitest";
import { surveyMonkeyResponse, surveyMonkeySurvey } from "../fixtures/surveymonkey-responses.ts";
import { surveyMonkey, type SurveyMonkeyConfig, surveyMonkeyItems } from "../surveymonkey.ts";

await surveyMonkey.config["~standard"].load?.();

const { items, leftOut } = surveyMonkeyItems(surveyMonkeySurvey);

function answers(
  of: SurveyMonkeyConfig,
  given: object,
): { readonly values: object; readonly setAside: readonly SetAside[] } {
  const record = { response: surveyMonkeyResponse(1, { answers: given }) };
  const { events, setAside } = surveyMonkey.decode(record, createContext(of));
  const [event] = events;
  const told = event?.type === "survey.responded" ? event.data.answers : [];
  return { values: Object.fromEntries(told.map(({ item, value }) => [item, value])), setAside };
}

describe("surveyMonkeyItems", () => {
  it("says what a survey says", () => {
    expect(items["51"]).toMatchObject({
      item: "recommend",
      construct: "nps",
      choices: { 900: 0, 910: 10 },
      label: { en: "How likely are you to recommend us?" },
    });
    expect(items["52/522"]).toEqual({
      construct: "rating",
      scale: { min: 1, max: 3, step: 1 },
      choices: { 801: 1, 802: 2, 803: 3 },
      missingCodes: [{ code: "804", reason: "not-applicable" }],
      label: { en: "How easy was it?: Return" },
    });
    expect(items["53"]?.construct).toBe("verbatim");
    expect(items["54"]?.choices).toEqual({ 541: "Shoes", 542: "Socks", 549: "Something else" });
    expect(items["59"]?.construct).toBe("number");
  });

  it("and what it left out, with why: a scale that is not told is never guessed", () => {
    expect(leftOut).toEqual([
      { question: "55", family: "demographic", reason: "contact" },
      { question: "56", family: "open_ended", reason: "contact" },
      { question: "57", family: "matrix", reason: "unmapped-scale" },
      { question: "58", family: "presentation", reason: "no-answer" },
    ]);
  });

  it("is a configuration, and decodes without a rest", () => {
    const config = { survey: "105723396", items };
    expect(surveyMonkey.config["~standard"].validate(config)).not.toHaveProperty("issues");
    expect(answers(config, {}).setAside).toEqual([]);
  });

  it("takes nothing for a survey that is none", () => {
    for (const none of [null, 4, "survey", [], { pages: [null, { questions: [{}] }] }])
      expect(surveyMonkeyItems(none)).toEqual({ items: {}, leftOut: [] });
  });

  it("takes eleven points that are weighted otherwise for a rating", () => {
    const [page] = surveyMonkeySurvey.pages;
    const choices = page!.questions[0]!.answers!.choices.map((choice) => ({ ...choice, weight: 1 }));
    const survey = { pages: [{ questions: [{ ...page!.questions[0], answers: { choices } }] }] };
    expect(surveyMonkeyItems(survey).items["51"]).toMatchObject({
      construct: "rating",
      scale: { min: 0, max: 10, step: 1 },
    });
  });
});

describe("surveyMonkey guesses nothing", () => {
  const survey = "105723396";

  it("the weight of an NPS question is no point of it", () => {
    const weight = { choice_id: "908", row_id: "511", choice_metadata: { weight: "0" } };
    const { values, setAside } = answers({ survey, items: { 51: { construct: "nps" } } }, { 51: [weight] });
    expect(values).toEqual({});
    expect(setAside).toMatchObject([{ reason: "unmapped-choice" }, {}, {}, {}, {}]);
  });

  it("the weight of a rating is one where choices say nothing else", () => {
    const scale = { min: 1, max: 3, step: 1 };
    const told = { 52: [{ choice_id: "802", row_id: "521", choice_metadata: { weight: "2" } }] };
    expect(answers({ survey, items: { 52: { construct: "ces", scale } } }, told).values).toEqual({ 52: 2 });
    const turned = { 52: { construct: "ces", scale, choices: { 802: 3 } } };
    expect(answers({ survey, items: turned }, told).values).toEqual({ 52: 3 });
  });

  it("which row is meant, where there are several", () => {
    const { values, setAside } = answers(
      { survey, items: { 52: { construct: "ces", scale: { min: 1, max: 3, step: 1 } } } },
      { 51: undefined, 53: undefined, 54: undefined },
    );
    expect(values).toEqual({});
    expect(setAside).toMatchObject([{ path: "response.pages[0].questions[0]", reason: "several-rows" }]);
  });

  it.each([
    [[{ choice_id: "801" }, { choice_id: "802" }], "several-answers"],
    [[{ choice_id: "801" }], "off-scale"],
    [[{ row_id: "5" }], "missing-value"],
    [[{ text: "3 or so" }], "unknown-word"],
  ])("what %j says on 1–3", (given, reason) => {
    const meaning = { construct: "rating", scale: { min: 1, max: 3, step: 1 }, choices: { 801: 9, 802: 2 } };
    const { setAside } = answers({ survey, items: { ...items, 52: meaning } }, { 52: given });
    expect(setAside).toMatchObject([{ reason }]);
  });

  it("a choice that is not named is its id, and what was written beside it is itself", () => {
    const given = {
      54: [
        { choice_id: "541" },
        { choice_id: "542" },
        { other_id: "549", text: "Laces" },
        { other_id: "549" },
      ],
    };
    expect(answers({ survey, items: { 54: { construct: "choice" } } }, given).values).toEqual({
      54: ["541", "542", "Laces", "549"],
    });
  });

  it("and segments by nothing that reaches a person", () => {
    const record = {
      response: surveyMonkeyResponse(1, { more: { custom_variables: { store: "ada@example.org" } } }),
    };
    const of = { survey, variables: { store: "store" }, touchpoint: { variable: "store" } };
    const { events, setAside } = surveyMonkey.decode(record, createContext(of));
    expect(events[0]?.dimensions).toEqual({ collector: "50253586" });
    expect(events[0]).not.toHaveProperty("touchpoint");
    expect(setAside[0]).toMatchObject({ reason: "contact-detail", path: "response.custom_variables.store" });
  });
});

describe("surveyMonkey's configuration", () => {
  it.each([
    [{ survey: "abc" }, "must be the survey's number"],
    [{ survey: "1", region: "mars" }, "region"],
    [{ survey: "1", items: { 5: { construct: "csat" } } }, "a csat item needs its scale"],
    [{ survey: "1", items: { 5: { construct: "choice", chioces: {} } } }, 'did you mean \\"choices\\"?'],
    [
      {
        survey: "1",
        items: { 5: { item: "x", construct: "verbatim" }, 6: { item: "x", construct: "verbatim" } },
      },
      'two items are called \\"x\\"',
    ],
  ])("says of %j what is wrong", (value, message) => {
    expect(JSON.stringify(surveyMonkey.config["~standard"].validate(value))).toContain(message);
  });
});
