import { type ConformanceCheck, families } from "./check.ts";
import { kitVersion } from "./kit-version.ts";

/** What became of one check. */
export interface CheckOutcome {
  readonly id: string;
  readonly family: string;
  readonly title: string;
  readonly outcome: "passed" | "failed" | "skipped" | "not-tried" | "not-applicable";
  /** Why it was not run, or what failed: the smallest case found, and the producer's script. */
  readonly reason?: string;
  /** What to run to see a failure again. */
  readonly again?: string;
}

/** What became of all checks: `cxkit.conformance.json`. */
export interface ConformanceReport {
  readonly subject: string;
  readonly kit: string;
  /** Version of Node.js or of whatever ran it, as the caller says. */
  readonly platform: string | null;
  readonly tier: string | null;
  /** Hash of the package that was tried, as the caller says. */
  readonly integrity: string | null;
  readonly counts: { readonly [outcome in CheckOutcome["outcome"]]: number };
  readonly checks: readonly CheckOutcome[];
}

/** Where the checks ran; nothing here is read from the platform. */
export interface ReportSetting {
  /** What was tried: `acme.parcels/parcel-reviews@1.2.0`. */
  readonly subject: string;
  /** `Node.js 24.21.0`. */
  readonly platform?: string;
  readonly tier?: string;
  /** As the package manager writes it: `sha512-…`. */
  readonly integrity?: string;
}

/**
 * Runs every check, one after the other, and says what became of each. Nothing is thrown for what fails.
 *
 * @param checks as a kit gives them
 * @param setting what was tried, and where
 * @example
 * const checks = [{ id: "R3", family: "R", title: "nothing to tell is no error", why: "New accounts.", name: "R3 …", check() {} }] as const;
 * (await conformanceReport(checks, { subject: "acme.parcels" })).counts.passed // => 1
 */
export async function conformanceReport(
  checks: readonly ConformanceCheck[],
  { subject, platform, tier, integrity }: ReportSetting,
): Promise<ConformanceReport> {
  const outcomes: CheckOutcome[] = [];
  for (const check of checks) outcomes.push(await outcomeOf(check));
  const count = (outcome: CheckOutcome["outcome"]): number =>
    outcomes.filter((one) => one.outcome === outcome).length;
  return {
    subject,
    kit: kitVersion,
    platform: platform ?? null,
    tier: tier ?? null,
    integrity: integrity ?? null,
    counts: {
      passed: count("passed"),
      failed: count("failed"),
      skipped: count("skipped"),
      "not-tried": count("not-tried"),
      "not-applicable": count("not-applicable"),
    },
    checks: outcomes,
  };
}

async function outcomeOf({ id, family, title, left, check }: ConformanceCheck): Promise<CheckOutcome> {
  const said = { id, family: families[family], title };
  if (left) return { ...said, outcome: left.as, reason: left.reason };
  try {
    await check();
    return { ...said, outcome: "passed" };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { ...said, outcome: "failed", reason, again: `checks.find(({ id }) => id === "${id}").check()` };
  }
}
