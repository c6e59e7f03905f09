import type { HostStatus } from "@cxkit/host";
import { expect, it } from "vitest";
import { statusChanges } from "./status-changes.ts";

const connection = {
  received: 1,
  appended: 1,
  duplicates: 0,
  conflicts: 0,
  setAside: 0,
  refused: { stale: 1 },
  challenges: 0,
  pullsCutShort: 0,
  incomplete: 0,
  troubles: [],
  lastReceived: null,
};
const before: HostStatus = {
  state: "running",
  since: "2026-01-01T00:00:00Z",
  journal: { entries: 1, bytes: 1 },
  backlog: 0,
  connections: { orders: connection },
  notifications: { waiting: 0, delivered: 0, dead: 0 },
  cases: { open: 0, overdue: 0 },
};

it("statusChanges says nothing of what stayed as it was", () => {
  expect(statusChanges(before, before)).toEqual([]);
});

it("statusChanges says what came, what was refused, who was told, and what is open", () => {
  const after: HostStatus = {
    ...before,
    connections: {
      orders: { ...connection, received: 4, appended: 3, setAside: 1, refused: { stale: 3, replayed: 1 } },
      cxkit: { ...connection, appended: 9 },
    },
    notifications: { waiting: 0, delivered: 2, dead: 1 },
    cases: { open: 2, overdue: 1 },
  };
  expect(statusChanges(before, after)).toEqual([
    {
      level: "warn",
      event: "received",
      contribution: "orders",
      facts: { received: 3, new: 2, "set-aside": 1 },
    },
    { level: "warn", event: "refused", contribution: "orders", facts: { stale: 2, replayed: 1 } },
    { level: "warn", event: "notified", facts: { delivered: 2, "given-up": 1 } },
    { level: "warn", event: "cases", facts: { open: 2, overdue: 1 } },
  ]);
});
