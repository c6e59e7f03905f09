import type { Change, ReportModel } from "@cxkit/report";
import { describe, expect, it } from "vitest";
import { findings } from "./findings.ts";
import { retailer } from "./retailer.ts";

const made = retailer(2026, { responses: 10 });
const returns = made.words.touchpoints["returns"]!;
const [store = ""] = made.truth.refusal.stores;
const { region } = made.truth.decline;

describe("findings", () => {
  it("miss what the report does not name", () => {
    const { planted, consequences, falseAlarms } = findings(report([]), made);
    expect(planted.map(({ found }) => found)).toEqual([false, false, false, false]);
    expect([consequences, falseAlarms]).toEqual([[], []]);
  });

  it("find each planted thing where the report says that it got worse", () => {
    const changes = [
      ...made.truth.refusal.stores.map((one) => change("csat", `${returns} · Store: ${one}`)),
      change("nps", `Recommendation · Region: ${region}`),
    ];
    const { planted, falseAlarms } = findings(report(changes), made);
    expect(planted.every(({ found }) => found)).toBe(true);
    expect(falseAlarms).toEqual([]);
  });

  it("take a change that is not marked, or the better way round, for no finding", () => {
    const label = `Recommendation · Region: ${region}`;
    expect(findings(report([change("nps", label, null)]), made).planted.at(-1)?.found).toBe(false);
    const better = findings(report([change("nps", label, "better")]), made);
    expect(better.planted.at(-1)?.found).toBe(false);
    expect(better.falseAlarms).toEqual([label]);
  });

  it("tell consequences from false alarms", () => {
    const { consequences, falseAlarms } = findings(
      report([
        change("csat", returns, "worse", "touchpoint"),
        change("nps", "Recommendation", "worse", "score"),
        change("csat", `${made.words.touchpoints["search"]} · Store: ${store}`),
      ]),
      made,
    );
    expect(consequences).toEqual([returns, "Recommendation"]);
    expect(falseAlarms).toEqual([`${made.words.touchpoints["search"]} · Store: ${store}`]);
  });
});

/** The parts of a report that findings look at. */
function report(changes: readonly Change[]): ReportModel {
  return { locale: "en", changes: { changes } } as unknown as ReportModel;
}

function change(
  metric: string,
  label: string,
  signal: Change["signal"] = "worse",
  kind: Change["kind"] = "segment",
): Change {
  return { kind, label, signal, metric: { id: metric } } as unknown as Change;
}
