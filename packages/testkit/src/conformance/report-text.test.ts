import { describe, expect, it } from "vitest";
import { checksOf, untried } from "./check.ts";
import { conformanceReport } from "./conformance-report.ts";
import { reportJunit, reportText } from "./report-text.ts";

const hostile = 'quotes <b>"it"</b>\n&\u0000\uD800';
const report = await conformanceReport(
  checksOf([
    { id: "R1", title: "holds", why: "Because.", check: () => {} },
    { id: "R10", title: "breaks", why: "Because.", check: () => Promise.reject(new Error(hostile)) },
    {
      id: "V1",
      title: "has nothing to try it with",
      why: "Because.",
      unless: untried("no records are given"),
      check() {},
    },
    { id: "W1", title: "cannot apply", why: "Because.", unless: "there is no webhook", check: () => {} },
  ]),
  { subject: "acme.parcels", platform: "Node.js 24.1.0" },
);

describe("a report for people", () => {
  it("has a line for each check, what failed and how to see it again, and the sums", () => {
    expect(reportText(report).split("\n")).toEqual([
      "acme.parcels, kit 1, Node.js 24.1.0",
      "R1   ok       holds",
      "R10  FAILED   breaks",
      '              quotes <b>"it"</b> &??',
      '              again: checks.find(({ id }) => id === "R10").check()',
      "V1   untried  has nothing to try it with",
      "              because no records are given",
      "W1   –        cannot apply",
      "              because there is no webhook",
      "1 passed, 1 failed, 0 skipped, 1 not tried, 1 not applicable",
      "",
    ]);
  });
});

describe("a report for build servers", () => {
  it("is XML, whatever failed", () => {
    const xml = reportJunit(report);
    expect(xml).toContain('<testsuite name="acme.parcels" tests="4" failures="1" skipped="2">');
    expect(xml).toContain('<testcase classname="acme.parcels reading" name="R1 holds"/>');
    expect(xml).toContain('<failure message="quotes &lt;b&gt;&quot;it&quot;&lt;/b&gt;&#10;&amp;??">');
    expect(xml).toContain('<skipped message="not-applicable: there is no webhook"/>');
    expect(xml).not.toMatch(/[^\P{Cc}\n]|\p{Cs}/u);
  });
});
