import type { Channel } from "@cxkit/core";
import { channelConformance, type FileSamples } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { qualtricsCsv } from "./qualtrics-csv.ts";
import { surveyCsv } from "./survey-csv.ts";

const survey: FileSamples = {
  name: "survey.csv",
  head: [["Response ID", "Submitted", "How likely are you to recommend us? (0-10)", "Why?"]],
  row: (n) => [`r-${n}`, `2026-01-0${(n % 9) + 1}`, String(n % 11), `because of ${n}`],
  malformed: [
    ["r-late", "soon", "5", ""],
    ["r-high", "2026-01-02", "99", ""],
  ],
};
const qualtrics: FileSamples = {
  name: "qualtrics.csv",
  head: [
    ["StartDate", "EndDate", "Status", "Progress", "Finished", "RecordedDate", "ResponseId", "Q1"],
    [
      "Start Date",
      "End Date",
      "Response Type",
      "Progress",
      "Finished",
      "Recorded Date",
      "Response ID",
      "How likely are you to recommend us?",
    ],
    ["startDate", "endDate", "status", "progress", "finished", "recordedDate", "_recordId", "QID1"].map(
      (name) => JSON.stringify({ ImportId: name }),
    ),
  ],
  row: (n) => [
    "2026-01-02 03:04:05",
    "2026-01-02 03:05:05",
    "IP Address",
    "100",
    "True",
    "2026-01-02 03:05:05",
    `R_${n}`,
    String(n % 11),
  ],
};

for (const [channel, file] of [
  [surveyCsv, survey],
  [qualtricsCsv, qualtrics],
] as const) {
  describe(`${channel.id} conforms`, () => {
    const rows = [...file.head, ...Array.from({ length: 30 }, (_, n) => file.row(n))];
    const table = rows.map((cells, at) => ({ line: at + 1, cells }));
    const config: unknown = channel.file?.propose(table, { name: file.name }).config;
    const checks = channelConformance(channel as unknown as Channel, { config, file });
    for (const { name, check } of checks) it(name, check);

    it("leaves out no check of a file, nor of what is decoded", () => {
      const applies = checks.flatMap(({ id, left }) => (left ? [] : [id.charAt(0)]));
      expect(applies.filter((family) => family === "F")).toHaveLength(9);
      expect(applies.filter((family) => family === "N").length).toBeGreaterThan(3);
    });
  });
}
