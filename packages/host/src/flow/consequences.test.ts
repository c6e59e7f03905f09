import type { Notification } from "@cxkit/core";
import { expect, it } from "vitest";
import { caseLinks } from "./case-links.ts";
import { consequencesOf } from "./consequences.ts";
import { testKey } from "./fixtures/workbench.ts";

const notification: Notification = {
  idempotencyKey: "1",
  kind: "case",
  title: "Unhappy",
  language: "en",
  to: { owner: "care" },
  at: "2026-03-01T10:00:00Z",
  since: "2026-03-01T10:00:00Z",
  where: {},
};

/** What is queued of a notification. */
async function completed(change: Partial<Notification>, url?: string): Promise<Notification | undefined> {
  const queued: Notification[] = [];
  const consequences = consequencesOf({
    engine: undefined,
    ledger: {
      get: (key: string) => (key === "case/c" && url !== undefined ? { time: "", url } : undefined),
    } as never,
    vault: { has: () => false },
    queue: { enqueue: (some) => (queued.push(...some), []) },
    links: caseLinks(testKey),
    options: { mask: (words) => words.replaceAll("ada@example.com", "•••") },
    instruments: [],
    log: () => {},
  });
  await consequences({ changes: [], events: [], notifications: [{ ...notification, ...change }] }, []);
  return queued[0];
}

const about = { id: "c", owner: "care", contact: "not-contactable" } as const;
const producer = (url: string) => ({ action: "producer", url }) as const;

it("no link of a producer's leaves that is none of the web, whether or not it is about a case", async () => {
  const links = [
    producer("javascript:alert(1)"),
    producer("data:text/html,x"),
    producer("https://x.example/1"),
  ];
  expect((await completed({ links }))?.links).toEqual([producer("https://x.example/1")]);
  expect((await completed({ links, case: about }))?.links).toEqual([producer("https://x.example/1")]);
});

it("a link that the engine and the host both know is told once", async () => {
  const url = "https://x.example/1";
  expect((await completed({ links: [producer(url)], case: about }, url))?.links).toEqual([producer(url)]);
  expect((await completed({ case: about }, url))?.links).toEqual([producer(url)]);
});

it("words without end are told in part, with no half of an address where they are cut", async () => {
  const words = `${"x ".repeat(4_995)}ada@example.com and more ${"y".repeat(1_000_000)}`;
  const { verbatim = "" } = (await completed({ verbatim: words })) ?? {};
  expect(verbatim.length).toBeLessThan(10_010);
  expect(verbatim).toMatch(/x …$/);
  expect(verbatim).not.toContain("ada");
});
