import { type CaseAction, type CaseView, cxError } from "@cxkit/core";
import { callCommand, printResult } from "./call-command.ts";
import { columnsOf, type Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { plain, textTable } from "./text-table.ts";
import type { CaseFlags, WorkspaceFlags } from "./workspace-flags.ts";

/** `cxkit cases list`: overdue first. */
export async function casesList(
  flags: WorkspaceFlags & { readonly all?: boolean },
  console: Console,
): Promise<number> {
  const cases = await callCommand("cases.list", flags.all ? { all: true } : {}, flags, console);
  printResult(cases, flags, console, () => {
    if (cases.length === 0) return "No case is open.\n";
    const rows = cases.map(({ id, state, overdue, owner, due, title }) => [
      id,
      overdue ? `${state}, overdue` : state,
      owner,
      due?.slice(0, 16) ?? null,
      title,
    ]);
    return textTable({ columns: ["id", "state", "owner", "due", "title"], rows }, columnsOf(console.out));
  });
  return exitCodes.done;
}

/** `cxkit cases show ID`. */
export async function casesShow(id: string, flags: WorkspaceFlags, console: Console): Promise<number> {
  const found = await callCommand("cases.show", { id }, flags, console);
  printResult(found, flags, console, () => {
    const { case: one, words } = found;
    const steps = one.steps.map(({ at, type, by, note }) => [at.slice(0, 16), type, by, note ?? ""]);
    return [
      caseInWords(one),
      ...(words === null ? [] : [`> ${plain(words)}\n`]),
      textTable({ columns: ["when", "step", "by", "note"], rows: steps }, columnsOf(console.out)),
    ].join("\n");
  });
  return exitCodes.done;
}

/** `cxkit cases open TITLE`. */
export async function casesOpen(
  title: string,
  flags: WorkspaceFlags & CaseFlags,
  console: Console,
): Promise<number> {
  const { owner, stage, note } = flags;
  return act(
    {
      action: "open",
      title,
      by: whoActs(flags, console),
      ...(owner !== undefined && { owner }),
      ...(stage !== undefined && { stage }),
      ...(note !== undefined && { note }),
    },
    flags,
    console,
  );
}

/** `cxkit cases ack|note|close|reopen|assign ID`. */
export async function casesStep(
  step: {
    readonly action: "acknowledge" | "note" | "close" | "reopen" | "assign";
    readonly id: string;
    /** The note of `note`, the owner of `assign`. */
    readonly word?: string | undefined;
  },
  flags: WorkspaceFlags & CaseFlags,
  console: Console,
): Promise<number> {
  const { action, id, word } = step;
  const note = action === "note" ? word : flags.note;
  return act(
    {
      action,
      case: id,
      by: whoActs(flags, console),
      ...(note !== undefined && { note }),
      ...(action === "assign" && word !== undefined && { owner: word }),
      ...(action === "close" && flags.reason !== undefined && { reason: flags.reason }),
    },
    flags,
    console,
  );
}

async function act(action: CaseAction, flags: WorkspaceFlags, console: Console): Promise<number> {
  const done = await callCommand("cases.act", action, flags, console);
  printResult(done, flags, console, () => caseInWords(done));
  return exitCodes.done;
}

function whoActs({ by }: CaseFlags, console: Console): string {
  const { env, user } = console;
  const names = by === undefined ? [env["USER"], env["USERNAME"], user] : [by];
  const name = names.find((one) => one !== undefined && one.trim() !== "");
  if (name !== undefined) return name;
  throw cxError("invalid-setup", "say who does this with --by", { path: "by" });
}

function caseInWords({ id, title, state, owner, due, overdue, reason }: CaseView): string {
  const until = due === null ? "" : `, due ${due.slice(0, 16)}${overdue ? " (overdue)" : ""}`;
  const why = reason === undefined ? "" : ` (${reason})`;
  return plain(`${id}  ${title}: ${state}${why}, ${owner} has it${until}`) + "\n";
}
