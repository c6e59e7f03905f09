// A whole workspace in a test: `node --test`
import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { Notification } from "@cxkit/core";
import { createHost } from "@cxkit/host";
import { memoryStore } from "@cxkit/store-memory";
import { recorder } from "./recorder.ts";
import { engine, survey } from "./workspace.ts";

await test("who gives 3 or less is somebody's case, and that somebody is reminded after four hours", async () => {
  let now = "2026-03-01T09:00:00Z";
  const told: Notification[] = [];
  const directory = await mkdtemp(path.join(tmpdir(), "cxkit-test-"));
  const notifiers = [{ id: "desk", notifier: recorder(told), config: {} }];
  const people = [{ id: "care", notify: ["desk"] }];
  const key = new Uint8Array(32).fill(1);
  const rest = { connections: [survey], engine, notifiers, people, key, now: () => now };
  await using host = await createHost({ directory, store: memoryStore(), ...rest });

  const answer = { id: 17, answered_at: "2026-03-01T08:59:00Z", nps: 2, why: "Left in the rain" };
  const body = new TextEncoder().encode(JSON.stringify(answer));
  const headers = { "content-type": "application/json" };
  await host.receive("survey", { method: "POST", url: "https://cx.example.com/hooks/survey", headers, body });
  await host.settled();
  assert.deepEqual(
    told.map(({ kind, to }) => [kind, to.owner]),
    [["case", "care"]],
  );

  now = "2026-03-01T13:00:01Z";
  await host.tick();
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ["case", "reminder"],
  );
});
