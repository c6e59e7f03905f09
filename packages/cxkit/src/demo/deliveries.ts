import { applicationRecord, formDelivery } from "./payloads.ts";
import { seededRandom } from "./random.ts";
import type { Retailer, RetailerAnswer } from "./retailer.ts";

/** One request to the workspace. */
export interface Delivery {
  /** Connection it is sent to. */
  readonly connection: "application" | "form";
  /** The producer's identity of the delivery; sent again, it is the same. */
  readonly id: string;
  /** When it is sent, RFC 3339. */
  readonly at: string;
  readonly contentType: "application/json" | "application/x-ndjson";
  readonly body: string;
  /** What the demo makes of it, to hold the outcome against. */
  readonly kind: "history" | "new" | "again" | "late" | "edited" | "forged" | "replayed" | "broken";
}

/** Everything that is sent, and what has to come of it. */
export interface DeliveryPlan {
  /** In the order in which they are sent. */
  readonly deliveries: readonly Delivery[];
  /** Answers that count in the end, each as it was told last. */
  readonly answers: readonly RetailerAnswer[];
}

/** From here on answers come one by one; what was before is sent in bulk. */
export const liveFrom = "2026-06-01T00:00:00Z";
const batch = 100;
const day = 86_400_000;

/**
 * How the retailer's answers reach the workspace: half a year in bulk, June one by one, from two producers; some twice, some days
 * late, some corrected by the customer; one forged by somebody who does not know the secret, one recorded and sent once more, one that
 * is no answer.
 *
 * @param seed decides which come twice, late or corrected
 */
export function deliveryPlan(made: Retailer, seed: number): DeliveryPlan {
  const random = seededRandom(seed + 1);
  const past = made.answers.filter(({ time }) => time < liveFrom);
  const live = made.answers.filter(({ time }) => time >= liveFrom);
  const deliveries: Delivery[] = [];
  for (let from = 0; from < past.length; from += batch) {
    deliveries.push({
      connection: "application",
      id: `history-${from / batch}`,
      at: liveFrom,
      contentType: "application/x-ndjson",
      body: past
        .slice(from, from + batch)
        .map((answer) => JSON.stringify(applicationRecord(answer)))
        .join("\n"),
      kind: "history",
    });
  }
  const told = new Map<string, RetailerAnswer>(made.answers.map((answer) => [answer.id, answer]));
  const singles: Delivery[] = [];
  for (const answer of live) {
    const byForm = answer.channel === "email";
    const late = random.next() < 0.01;
    const first = {
      connection: byForm ? ("form" as const) : ("application" as const),
      id: `delivery-${answer.id}`,
      at: later(answer.time, late ? 2 * day : 60_000),
      contentType: "application/json" as const,
      body: JSON.stringify(byForm ? formDelivery(answer, made) : applicationRecord(answer)),
      kind: late ? ("late" as const) : ("new" as const),
    };
    singles.push(first);
    // A producer that heard nothing sends again after some hours.
    if (random.next() < 0.02) singles.push({ ...first, at: later(first.at, 6 * 3_600_000), kind: "again" });
    if (!byForm && answer.recommend >= 7 && random.next() < 0.02) {
      const corrected = { ...answer, recommend: answer.recommend - 1 };
      told.set(answer.id, corrected);
      singles.push({
        ...first,
        id: `${first.id}-corrected`,
        at: later(first.at, 3_600_000),
        body: JSON.stringify(applicationRecord(corrected, 1)),
        kind: "edited",
      });
    }
  }
  const [sample] = live;
  if (sample) {
    const at = "2026-06-10T09:00:00Z";
    const contentType = "application/json" as const;
    const forged = { ...sample, id: "R999999", recommend: 0, email: null };
    singles.push(
      {
        connection: "application",
        id: "forged",
        at,
        contentType,
        body: JSON.stringify(applicationRecord(forged)),
        kind: "forged",
      },
      replayed(singles, at),
      {
        connection: "application",
        id: "broken",
        at,
        contentType,
        body: JSON.stringify({ ...applicationRecord(sample), response: null }),
        kind: "broken",
      },
    );
  }
  singles.sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
  return {
    deliveries: [...deliveries, ...singles],
    answers: made.answers.map(({ id }) => told.get(id)!),
  };
}

/** What somebody recorded on the way, sent once more as it was, at once. */
function replayed(singles: readonly Delivery[], before: string): Delivery {
  const newest = singles
    .filter(({ kind, connection, at }) => kind === "new" && connection === "application" && at < before)
    .reduce((last, one) => (one.at > last.at ? one : last));
  return { ...newest, at: later(newest.at, 1), kind: "replayed" };
}

function later(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + milliseconds).toISOString();
}
