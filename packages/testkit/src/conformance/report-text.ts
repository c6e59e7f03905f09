import type { CheckOutcome, ConformanceReport } from "./conformance-report.ts";

const marks: { readonly [outcome in CheckOutcome["outcome"]]: string } = {
  passed: "ok",
  failed: "FAILED",
  skipped: "skipped",
  "not-tried": "untried",
  "not-applicable": "–",
};

/**
 * A report as a table for people: a line per check, what failed with its smallest case and how to see it again, then the sums.
 *
 * @example
 * import { conformanceReport } from "@cxkit/testkit/conformance";
 * const report = await conformanceReport([], { subject: "acme.parcels" });
 * reportText(report) // => "acme.parcels, kit 1\n0 passed, 0 failed, 0 skipped, 0 not tried, 0 not applicable\n"
 */
export function reportText({ subject, kit, platform, tier, checks, counts }: ConformanceReport): string {
  const widest = Math.max(0, ...checks.map(({ id }) => id.length));
  const lines = checks.flatMap(({ id, outcome, title, reason, again }) => [
    `${id.padEnd(widest)}  ${marks[outcome].padEnd(7)}  ${title}`,
    ...(outcome === "passed" || reason === undefined
      ? []
      : [`${" ".repeat(widest + 11)}${outcome === "failed" ? "" : "because "}${oneLine(reason)}`]),
    ...(again === undefined ? [] : [`${" ".repeat(widest + 11)}again: ${again}`]),
  ]);
  const head = [subject, `kit ${kit}`, platform, tier && `tier ${tier}`].filter(Boolean).join(", ");
  const sums = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${counts["not-tried"]} not tried, ${counts["not-applicable"]} not applicable`;
  return [head, ...lines, sums, ""].join("\n");
}

/**
 * A report as JUnit XML, which build servers read.
 *
 * @example
 * import { conformanceReport } from "@cxkit/testkit/conformance";
 * reportJunit(await conformanceReport([], { subject: "acme.parcels" })).startsWith("<?xml") // => true
 */
export function reportJunit({ subject, checks, counts }: ConformanceReport): string {
  const cases = checks.map(({ id, family, title, outcome, reason = "", again }) => {
    const open = `    <testcase classname="${xml(`${subject} ${family}`)}" name="${xml(`${id} ${title}`)}"`;
    if (outcome === "passed") return `${open}/>`;
    const inner =
      outcome === "failed"
        ? `<failure message="${xml(reason)}">${xml(`${reason}\n${again ?? ""}`)}</failure>`
        : `<skipped message="${xml(`${outcome}: ${reason}`)}"/>`;
    return `${open}>${inner}</testcase>`;
  });
  const left = counts.skipped + counts["not-tried"] + counts["not-applicable"];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="${xml(subject)}" tests="${checks.length}" failures="${counts.failed}" skipped="${left}">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/\p{Cc}|\p{Cs}/gu, "?");
}

/** Text in XML 1.0: what it cannot hold at all stands as a question mark. */
function xml(text: string): string {
  const entities: { readonly [letter: string]: string } = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
  };
  return text
    .replaceAll(/\p{Cs}|[\uFFFE\uFFFF]/gu, "?")
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, "?")
    .replaceAll(/[&<>"\n]/g, (letter) => entities[letter] ?? letter);
}
