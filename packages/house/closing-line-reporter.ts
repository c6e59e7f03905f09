import type { Reporter, TestModule } from "vitest/node";

/** What a test over reference values says of itself. */
interface Validation {
  readonly title: string;
  readonly cases: number;
  readonly largest: number;
}

/**
 * Prints `N passed, N failed, N skipped` alone on the last line, so that scripts can read the outcome.
 * A file that fails to load counts as one failed test.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const validations: Validation[] = [];
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "pending") continue;
        count[state] += 1;
        const { validation } = test.meta() as { validation?: Validation };
        if (validation) validations.push(validation);
      }
    }
    count.failed += errors.length;
    if (validations.length > 0) {
      process.stdout.write("\nReference values by area: cases, largest relative difference\n");
      for (const { title, cases, largest } of validations)
        process.stdout.write(
          `  ${title.padEnd(48)} ${String(cases).padStart(6)}  ${largest.toExponential(1)}\n`,
        );
    }
    process.on("exit", () => {
      process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
    });
  }
}
