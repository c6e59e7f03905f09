import { createInterface } from "node:readline/promises";
import { cxError } from "@cxkit/core";
import { callCommand, printResult } from "./call-command.ts";
import type { Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import type { WorkspaceFlags } from "./workspace-flags.ts";

/**
 * `cxkit erase KIND VALUE`: removes a person from everything. Asks first, unless `--yes`; where nobody can answer, it wants `--yes`.
 *
 * @returns the exit code: 130 when the answer was no
 */
export async function eraseCommand(
  kind: string,
  value: string,
  flags: WorkspaceFlags & { readonly yes?: boolean },
  console: Console,
): Promise<number> {
  if (!flags.yes && !(await confirmed(kind, console))) {
    console.err.write("cxkit: nothing was erased\n");
    return exitCodes.interrupted;
  }
  const done = await callCommand("erase", { kind, value }, flags, console);
  printResult(done, flags, console, () =>
    done.events + done.journalEntries === 0
      ? `Nothing of this ${kind} was here: if somebody was meant to be, look at the kind and the spelling.\n`
      : `erased: ${done.events} events, ${done.journalEntries} entries of the journal changed\n`,
  );
  return exitCodes.done;
}

async function confirmed(kind: string, { in: input, err, signal }: Console): Promise<boolean> {
  if (input?.isTTY !== true)
    throw cxError("invalid-setup", "erasing cannot be undone: say --yes where nobody can be asked", {
      path: "yes",
    });
  const reader = createInterface({ input, output: err });
  try {
    const question = `Everything of this ${kind} will be gone from journal, store, quarantine and vault, for good. Go on? [y/N] `;
    return /^y(?:es)?$/i.test((await reader.question(question, { signal })).trim());
  } finally {
    reader.close();
  }
}
