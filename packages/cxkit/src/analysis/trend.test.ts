import { describe, expect, it } from "vitest";
import {
  madeUpInstrument,
  type MadeUpResponse,
  madeUpSurvey,
  plainReport,
} from "./fixtures/made-up-survey.ts";
import { reportModel } from "./report-model.ts";
import type { ReportOptions } from "./report-options.ts";

const day = 86_400_000;

/** Twelve answers on each of the days from the first to the last that the rule keeps. */
function daily(
  first: string,
  last: string,
  keep: (weekday: number) => boolean = () => true,
): MadeUpResponse[] {
  const found: MadeUpResponse[] = [];
  for (let time = Date.parse(first); time <= Date.parse(last); time += day) {
    if (!keep(new Date(time).getUTCDay())) continue;
    const date = new Date(time).toISOString().slice(0, 10);
    for (let i = 0; i < 12; i += 1) found.push({ date, answers: { recommend: i % 11 } });
  }
  return found;
}

async function points(responses: readonly MadeUpResponse[], options: Partial<ReportOptions>) {
  const bench = await madeUpSurvey(responses, [madeUpInstrument("recommend", "nps")]);
  const model = await reportModel(bench, { ...plainReport, ...options });
  return (model.scores[0]?.trend?.points ?? []).map(
    ({ label, partial }) => `${label}${partial ? " partial" : ""}`,
  );
}

const working = (weekday: number): boolean => weekday > 0 && weekday < 6;

describe("periods", () => {
  it("are whole where nobody answers at weekends and the month begins or ends with one", async () => {
    // 1 August 2026 is a Saturday, 31 May a Sunday.
    expect(await points(daily("2026-05-01", "2026-10-30", working), { every: "month" })).toEqual([
      "2026-05",
      "2026-06",
      "2026-07",
      "2026-08",
      "2026-09",
      "2026-10",
    ]);
  });

  it("are whole weeks that end on a Friday", async () => {
    const found = await points(daily("2026-05-04", "2026-06-12", working), { every: "week" });
    expect(found.at(0)).toBe("2026-W19");
    expect(found.at(-1)).toBe("2026-W24");
  });

  it("are partial where daily data begin on the 3rd or end on the 20th", async () => {
    expect(await points(daily("2026-03-03", "2026-05-20"), { every: "month" })).toEqual([
      "2026-03 partial",
      "2026-04",
      "2026-05 partial",
    ]);
  });

  it("are whole weeks where answers come on Mondays only", async () => {
    const found = await points(
      daily("2026-05-04", "2026-07-06", (weekday) => weekday === 1),
      { every: "week" },
    );
    expect(found.filter((label) => label.includes("partial"))).toEqual([]);
  });

  it("begin at the zone's midnight, in the months in which clocks change too", async () => {
    const found = await points(daily("2026-03-01", "2026-04-30"), {
      every: "month",
      zone: "America/New_York",
    });
    expect(found).toEqual(["2026-03", "2026-04"]);
  });
});

it("waves stand in order of time, whatever they are called", async () => {
  const waves: readonly (readonly [string, string])[] = [
    ["May", "2026-05-10"],
    ["April", "2026-04-10"],
    ["June", "2026-06-10"],
  ];
  const responses = waves.flatMap(([wave, date]) =>
    Array.from({ length: 20 }, (_, i) => ({ wave, date, answers: { recommend: i % 11 } })),
  );
  expect(await points(responses, {})).toEqual(["April", "May", "June"]);
});

it("a small period is hidden, and the next smallest with it", async () => {
  const responses = [5, 40, 20].flatMap((count, i) =>
    Array.from({ length: count }, () => ({ wave: `W${i}`, answers: { recommend: 9 } })),
  );
  const bench = await madeUpSurvey(responses, [madeUpInstrument("recommend", "nps")]);
  const [score] = (await reportModel(bench, plainReport)).scores;
  expect(score?.trend?.points.map(({ estimate }) => estimate?.n ?? null)).toEqual([null, 40, null]);
});
