import type { WorkspaceStatus } from "../workspace/operations.ts";
import { plain } from "./text-table.ts";

/**
 * What keeps connections from working, and when it is tried again: one line each, nothing where all is well.
 *
 * @example
 * troublesInWords({}) // => ""
 */
export function troublesInWords(
  connections: Readonly<Record<string, Pick<WorkspaceStatus["connections"][string], "troubles">>>,
): string {
  const lines = Object.entries(connections).flatMap(([id, { troubles }]) =>
    troubles.map(({ stage, stream, trouble, next }) => {
      const where = stream === undefined ? stage : `${stage} of ${stream}`;
      const again = next === null ? "" : `, tried again at ${next}`;
      return `${plain(`${id}, ${where}: ${trouble}${again}`)}\n`;
    }),
  );
  return lines.length === 0 ? "" : `\n${lines.join("")}`;
}
