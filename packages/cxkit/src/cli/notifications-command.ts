import { callCommand, printResult } from "./call-command.ts";
import { columnsOf, type Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { textTable } from "./text-table.ts";
import type { WorkspaceFlags } from "./workspace-flags.ts";

/** `cxkit notifications`: what was not delivered yet, and what was given up on. */
export async function notificationsCommand(flags: WorkspaceFlags, console: Console): Promise<number> {
  const queued = await callCommand("notifications", {}, flags, console);
  printResult(queued, flags, console, () => {
    if (queued.length === 0) return "Everything was delivered.\n";
    const rows = queued.map(({ notification, notifier, attempts, state, next, lastFailure }) => [
      state === "dead" ? "given up" : `again ${next?.slice(0, 16) ?? ""}`,
      notifier,
      notification.to.owner,
      attempts,
      notification.title,
      lastFailure ?? "",
      notification.idempotencyKey,
    ]);
    const columns = ["state", "by", "to", "attempts", "title", "last failure", "key"];
    return textTable({ columns, rows }, columnsOf(console.out));
  });
  return exitCodes.done;
}

/** `cxkit notifications retry`: puts what was given up on into the queue again, and tries once. */
export async function notificationsRetry(
  keys: readonly string[],
  flags: WorkspaceFlags,
  console: Console,
): Promise<number> {
  const done = await callCommand("notifications.retry", keys.length > 0 ? { keys } : {}, flags, console);
  printResult(done, flags, console, () => `${done.retried} sent again\n`);
  return exitCodes.done;
}
