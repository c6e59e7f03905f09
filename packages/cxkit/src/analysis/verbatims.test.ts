import { describe, expect, it } from "vitest";
import {
  madeUpInstrument,
  type MadeUpResponse,
  madeUpSurvey,
  plainReport,
} from "./fixtures/made-up-survey.ts";
import { reportModel } from "./report-model.ts";

const instruments = [madeUpInstrument("recommend", "nps"), madeUpInstrument("comment", "text")];
const verbatims = async (responses: readonly MadeUpResponse[], limit: number) => {
  const model = await reportModel(await madeUpSurvey(responses, instruments), {
    ...plainReport,
    verbatims: limit,
  });
  return { ...model, told: model.verbatims! };
};
const said = (recommend: number | null, i: number, comment = `Comment ${i}.`): MadeUpResponse => ({
  date: `2026-05-${String(1 + (i % 28)).padStart(2, "0")}`,
  answers: { recommend, comment },
});

describe("verbatims", () => {
  it("hold as many of every group, its newest, lowest scores first: praise is not hidden behind complaints", async () => {
    const responses = Array.from({ length: 90 }, (_, i) => said([0, 3, 7, 9][i % 4]!, Math.floor(i / 4)));
    const { told } = await verbatims(responses, 12);
    expect([told.total, told.selection]).toEqual([90, "spread"]);
    const groups = told.rows.map(({ group }) => group);
    expect(groups).toEqual([
      ...Array(4).fill("detractor"),
      ...Array(4).fill("passive"),
      ...Array(4).fill("promoter"),
    ]);
    expect(told.rows.at(-1)?.date).toBe("2026-05-19");
  });

  it("give the room a small group cannot fill to the others", async () => {
    const responses = [said(9, 1), ...Array.from({ length: 30 }, (_, i) => said(2, i))];
    const { told } = await verbatims(responses, 10);
    expect(told.rows.map(({ group }) => group).filter((group) => group === "detractor")).toHaveLength(9);
    expect(told.rows).toHaveLength(10);
  });

  it("are all there when they fit, masked and counted, those without a score last", async () => {
    const { told, privacy } = await verbatims(
      [said(null, 1, "Write to jo@example.com"), ...Array.from({ length: 12 }, (_, i) => said(5, i))],
      50,
    );
    expect([told.selection, told.rows.length, told.rows.at(-1)?.score]).toEqual(["all", 13, null]);
    expect(told.rows.at(-1)?.text).not.toContain("jo@example.com");
    expect(privacy.masked.email).toBe(1);
  });

  it("are left out at zero", async () => {
    const { verbatims: none, privacy } = await verbatims([said(5, 1)], 0);
    expect([none, privacy.verbatimsOmitted]).toEqual([null, true]);
  });
});
