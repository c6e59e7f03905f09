import path from "node:path";
import { alertEngine } from "@cxkit/alerts";
import type { Notification, Secret, Store } from "@cxkit/core";
import { createHost, guardedHttp, type Host, type HostStatus, secret } from "@cxkit/host";
import { fiveStageJourney } from "@cxkit/journeys";
import { standardWebhooks } from "@cxkit/notifiers";
import { maskContactDetails } from "@cxkit/report";
import { duckdbStore } from "@cxkit/store-duckdb";
import { serveHost } from "../serve/serve-host.ts";
import { type Delivery, type DeliveryPlan, deliveryPlan } from "./deliveries.ts";
import { applicationRecord } from "./payloads.ts";
import { followLink } from "./follow-links.ts";
import { type Receiver, receiver } from "./receiver.ts";
import type { Retailer, RetailerAnswer } from "./retailer.ts";
import { callAtMost, retailerAlerts, retailerConnections } from "./retailer-workspace.ts";
import { sender } from "./send.ts";

/** What came of sending the retailer's answers to a workspace. */
export interface LiveDemo {
  readonly plan: DeliveryPlan;
  /** Answers to requests by kind of delivery and status: `{ forged: { 401: 1 } }`. */
  readonly answered: { readonly [kind: string]: { readonly [status: number]: number } };
  readonly status: HostStatus;
  readonly quarantined: readonly { readonly path: string; readonly reason: string }[];
  /** Alerts that fired at any time, in the order in which somebody was told. */
  readonly told: readonly Notification[];
  /** Cases opened, and how many of them their owners took and closed by the links in their messages. */
  readonly cases: { readonly opened: number; readonly acknowledged: number; readonly closed: number };
  /** The live customer of the end: from the request's first byte to the notification's arrival, in milliseconds. */
  readonly reached: { readonly notification: Notification; readonly milliseconds: number };
}

/** How the demo is run. */
export interface LiveDemoOptions {
  readonly language: "en" | "zh";
  readonly seed: number;
  /** Folder of the workspace, empty but for what says whose it is. */
  readonly directory: string;
  readonly progress: (phase: string) => void;
  readonly signal: AbortSignal;
}

const day = 86_400_000;
/** Requests under way at a time. */
const together = 8;

/**
 * Runs the retailer's workspace for real: a server on this machine, signed requests over HTTP, journal, store, rules, cases and
 * notifications; only the clock is the retailer's. Ends by handing the store to whoever reports.
 *
 * @param report called while the workspace is still open
 */
export async function liveDemo<Reported>(
  made: Retailer,
  options: LiveDemoOptions,
  report: (store: Store, live: LiveDemo) => Promise<Reported>,
): Promise<Reported> {
  const { language, seed, directory, progress, signal } = options;
  const plan = deliveryPlan(made, seed);
  const clock = { at: plan.deliveries[0]?.at ?? "2026-06-01T00:00:00.000Z" };
  const now = (): string => clock.at;
  const secrets = demoSecrets(seed);
  await using desk = await receiver(secrets.desk, now);
  const store = await duckdbStore({ path: path.join(directory, "store.duckdb") });
  const connections = retailerConnections(made, language, secrets.words);
  await using host = await createHost({
    directory,
    store,
    connections,
    engine: alertEngine(retailerAlerts(made, language)),
    notifiers: [
      {
        id: "desk",
        notifier: standardWebhooks,
        config: { url: desk.url },
        secrets: { webhook: [secrets.desk] },
      },
    ],
    people: ["care", "returns-desk"].map((id) => ({ id, notify: ["desk"] })),
    fallback: "care",
    publicUrl: "https://cx.retailer.example",
    key: new Uint8Array(32).fill(seed & 255),
    journey: fiveStageJourney,
    mask: (words) => maskContactDetails(words).text,
    language,
    now,
    http: guardedHttp({ allow: ["127.0.0.1"] }),
  });
  await using server = await serveHost(host, {
    connections,
    port: 0,
    limits: { perAddress: 1_000_000, perConnection: 1_000_000 },
  });
  using producers = sender(server.address, secrets);
  const answered: Record<string, Record<number, number>> = {};
  const send = async (delivery: Delivery): Promise<void> => {
    const status = await producers.send(delivery, now());
    const kind = (answered[delivery.kind] ??= {});
    kind[status] = (kind[status] ?? 0) + 1;
  };

  const owners = ownersAtWork(desk, server.address);

  progress("sending half a year of answers, signed, over HTTP");
  for (const [at, deliveries] of byDay(plan.deliveries)) {
    signal.throwIfAborted();
    for (const some of atOnce(deliveries)) {
      const [first] = some;
      // Whoever replays what they recorded is quick.
      if (first?.kind !== "replayed") clock.at = some.at(-1)?.at ?? clock.at;
      await Promise.all(some.map(send));
    }
    clock.at = new Date(at + day).toISOString();
    progress(clock.at.slice(0, 10));
    await host.tick();
    await owners.work();
  }
  await host.settled();
  const told = desk.heard.map(({ notification }) => notification);
  const reached = await liveCustomer(made, { host, send, until: desk.until, clock });
  return await report(store, {
    plan,
    answered,
    status: host.status(),
    quarantined: host.quarantine.list(),
    told,
    cases: owners.done(),
    reached,
  });
}

/** A customer who is very unhappy, now: how long until the person who can help knows. */
async function liveCustomer(
  made: Retailer,
  {
    host,
    send,
    until,
    clock,
  }: {
    readonly host: Host;
    readonly send: (delivery: Delivery) => Promise<void>;
    readonly until: Awaited<ReturnType<typeof receiver>>["until"];
    readonly clock: { readonly at: string };
  },
): Promise<LiveDemo["reached"]> {
  const [first] = made.answers;
  const answer: RetailerAnswer = {
    ...first!,
    id: "live",
    time: clock.at,
    channel: "app",
    email: "live@example.com",
    recommend: Math.min(1, callAtMost),
    ratings: { ...first!.ratings, returns: 1 },
    comment: made.words.refusedReturn[0]!,
  };
  host.start();
  const begun = performance.now();
  const heard = until(({ kind, at }) => kind === "case" && at >= clock.at);
  await send({
    connection: "application",
    id: "delivery-live",
    at: clock.at,
    contentType: "application/json",
    body: JSON.stringify(applicationRecord(answer)),
    kind: "new",
  });
  const { at, notification } = await heard;
  return { notification, milliseconds: at - begun };
}

/** The people of the retailer: they take every case on the day they hear of it, and close it the day after. */
function ownersAtWork(
  desk: Pick<Receiver, "heard">,
  address: string,
): { work(): Promise<void>; done(): LiveDemo["cases"] } {
  let seen = 0;
  let taken: readonly Notification[] = [];
  const counts = { opened: 0, acknowledged: 0, closed: 0 };
  const press = async (
    notifications: readonly Notification[],
    action: "acknowledge" | "close",
    note: string,
  ): Promise<number> => {
    let done = 0;
    for (const one of notifications) {
      const followed = await followLink(address, one, action, note);
      if (followed?.shown === 200 && followed.acted === 200) done += 1;
    }
    return done;
  };
  return {
    async work() {
      const fresh = desk.heard
        .slice(seen)
        .flatMap(({ notification }) => (notification.kind === "case" ? [notification] : []));
      seen = desk.heard.length;
      counts.opened += fresh.length;
      counts.closed += await press(taken, "close", "Called, put right, and the customer says so.");
      counts.acknowledged += await press(fresh, "acknowledge", "");
      taken = fresh;
    },
    done: () => ({ ...counts }),
  };
}

/** Deliveries by the day they are sent on. */
function byDay(deliveries: readonly Delivery[]): ReadonlyMap<number, readonly Delivery[]> {
  const days = new Map<number, Delivery[]>();
  for (const delivery of deliveries) {
    const at = Math.floor(Date.parse(delivery.at) / day) * day;
    const found = days.get(at);
    if (found) found.push(delivery);
    else days.set(at, [delivery]);
  }
  return days;
}

/** A few that go at the same time; a replay goes by itself. */
function atOnce(deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] {
  const groups: Delivery[][] = [];
  for (const delivery of deliveries) {
    const last = groups.at(-1);
    const alone = delivery.kind === "replayed" || last?.[0]?.kind === "replayed";
    if (last && last.length < together && !alone) last.push(delivery);
    else groups.push([delivery]);
  }
  return groups;
}

function demoSecrets(seed: number): {
  readonly words: { readonly application: string; readonly form: string };
  readonly application: Secret;
  readonly form: Secret;
  readonly forger: Secret;
  readonly desk: Secret;
} {
  const words = { application: `application-${seed}-made-up`, form: `form-${seed}-made-up` };
  return {
    words,
    application: secret(words.application, "application"),
    form: secret(words.form, "form"),
    forger: secret("a guess", "forger"),
    desk: secret(`desk-${seed}-made-up`, "desk"),
  };
}
