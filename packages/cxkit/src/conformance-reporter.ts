import process from "node:process";
import type { TestEvent } from "node:test/reporters";
import { conformanceEvidence, type ToldTest } from "./authoring/conformance-evidence.ts";

/**
 * A reporter for `node --test`: writes what became of every check of a conformance kit as evidence for `cxkit plugin quality`.
 *
 * ```sh
 * node --test --test-reporter=cxkit/conformance-reporter --test-reporter-destination=cxkit.conformance.json
 * ```
 *
 * @yields all of it, once, at the end
 */
async function* conformanceReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const told: ToldTest[] = [];
  for await (const event of source) {
    if (event.type !== "test:pass" && event.type !== "test:fail") continue;
    const { name, details } = event.data;
    const error = event.type === "test:fail" ? (details as { readonly error?: Error }).error : undefined;
    told.push({ name, passed: event.type === "test:pass", message: messageOf(error) });
  }
  const evidence = await conformanceEvidence(process.cwd(), told, {
    now: new Date().toISOString(),
    platform: `Node.js ${process.versions.node}`,
  });
  yield `${JSON.stringify(evidence, null, 2)}\n`;
}

/** Node wraps what a test threw. */
function messageOf(error: (Error & { readonly cause?: unknown }) | undefined): string {
  const inner = error?.cause instanceof Error ? error.cause : error;
  return inner?.message.slice(0, 500) ?? "";
}

// Node takes a reporter by no other name.
export { conformanceReporter as default };
