import type { HostStatus, LogEntry } from "@cxkit/host";

/**
 * What has happened between two looks at a host, as lines of its log: what came in, what was set aside or refused, what people were told.
 */
export function statusChanges(before: HostStatus, after: HostStatus): readonly LogEntry[] {
  const found: LogEntry[] = [];
  for (const [id, now] of Object.entries(after.connections)) {
    // Steps of cases, which are told below.
    if (id === "cxkit") continue;
    const then = before.connections[id];
    const facts = grown({
      received: [then?.received, now.received],
      new: [then?.appended, now.appended],
      known: [then?.duplicates, now.duplicates],
      conflicts: [then?.conflicts, now.conflicts],
      challenges: [then?.challenges, now.challenges],
      "pulls-cut-short": [then?.pullsCutShort, now.pullsCutShort],
      "set-aside": [then?.setAside, now.setAside],
    });
    if (facts) {
      const level = facts["set-aside"] === undefined && facts["conflicts"] === undefined ? "info" : "warn";
      found.push({ level, event: "received", contribution: id, facts });
    }
    const refused = grown(
      Object.fromEntries(
        Object.entries(now.refused).map(([reason, count]) => [
          reason,
          [then?.refused[reason], count] as const,
        ]),
      ),
    );
    if (refused) found.push({ level: "warn", event: "refused", contribution: id, facts: refused });
  }
  const told = grown({
    delivered: [before.notifications.delivered, after.notifications.delivered],
    "given-up": [before.notifications.dead, after.notifications.dead],
  });
  if (told)
    found.push({ level: told["given-up"] === undefined ? "info" : "warn", event: "notified", facts: told });
  const { open, overdue } = after.cases;
  if (open !== before.cases.open || overdue !== before.cases.overdue)
    found.push({ level: overdue > 0 ? "warn" : "info", event: "cases", facts: { open, overdue } });
  return found;
}

/** By how much counters have grown; nothing when none has. */
function grown(counters: {
  readonly [name: string]: readonly [number | undefined, number];
}): { readonly [name: string]: number } | null {
  const facts = Object.entries(counters)
    .map(([name, [then = 0, now]]) => [name, now - then] as const)
    .filter(([, more]) => more > 0);
  return facts.length === 0 ? null : Object.fromEntries(facts);
}
