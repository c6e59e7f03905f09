import type { CxEvent, Notification } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { answeringPlugin } from "./fixtures/answering-plugin.ts";
import { grantedClasses, grantedNotification, grantedStore } from "./granted-data.ts";
import type { StoreView } from "./plugin-command.ts";

const asking = (...classes: readonly ("behavioural" | "contact" | "identifier")[]) => ({
  ...answeringPlugin,
  manifest: { ...answeringPlugin.manifest, capabilities: { data: [{ classes, why: "to tell" }] } },
});
const event = {
  type: "survey.responded",
  key: "a",
  subject: "who",
  stage: "use",
  dimensions: {},
  data: {},
} as unknown as CxEvent;
const store = {
  items: async () => [],
  tally: async () => [],
  async *events() {
    yield event;
  },
} as unknown as StoreView;

describe("what a plugin was granted to see", () => {
  it("is what it names, and nothing where it names nothing", () => {
    expect(grantedClasses(asking("contact", "contact"))).toEqual(["contact"]);
    expect(grantedClasses(answeringPlugin)).toEqual([]);
  });

  it("leaves the rest out of notifications", () => {
    const notification = {
      kind: "case",
      to: { owner: "care", address: "ada@example.com" },
      where: {},
    } as unknown as Notification;
    expect(JSON.stringify(grantedNotification(asking("behavioural"), notification))).not.toContain("ada@");
    expect(JSON.stringify(grantedNotification(asking("contact"), notification))).toContain("ada@");
  });

  it("leaves the rest out of what a store tells", async () => {
    const told: CxEvent[] = [];
    const view = grantedStore(asking("identifier"), store);
    for await (const one of view.events({ types: ["survey.responded"] })) told.push(one);
    expect(told).toMatchObject([{ key: "a", subject: "who" }]);
    expect(told[0]).not.toHaveProperty("stage");
    expect([await view.items(), await view.tally({} as never)]).toEqual([[], []]);
    await expect(view.tally({ by: ["stage"] } as never)).rejects.toMatchObject({
      place: { trouble: "capability" },
    });
  });
});
