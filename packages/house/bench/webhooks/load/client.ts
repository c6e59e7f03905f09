/**
 * The other side of the webhook workloads, in a process of its own: sends signed requests over connections that stay open, one at a
 * time on each, and counts what was accepted. Written on sockets, so that it takes less of the machine than what it measures.
 */
import { createHmac } from "node:crypto";
import { type Socket, connect } from "node:net";

/** What to send. */
export interface Orders {
  readonly path: string;
  readonly key: string;
  readonly requests: number;
  /** Events in each request; one is sent as an object, more as JSON lines. */
  readonly batch: number;
  readonly connections: number;
}

/** What became of it. */
export interface Delivered {
  readonly accepted: number;
  /** Milliseconds from a request to its answer. */
  readonly median: number;
  readonly percentile99: number;
}

/** Made-up answers, none like another. */
let made = 0;
const run = `${Date.now().toString(36)}${process.pid.toString(36)}`;

/** What is ready to be sent: signing and writing down is the producer's work, and done before it counts. */
let ready: { readonly orders: Orders; readonly requests: readonly Buffer[] } | undefined;

process.on("message", (message: { readonly make: Orders } | { readonly send: number }) => {
  if ("make" in message) {
    const { make: orders } = message;
    ready = { orders, requests: Array.from({ length: orders.requests }, () => requestOf(orders)) };
    process.send?.("made");
  } else void deliver(message.send).then((delivered) => process.send?.(delivered));
});
process.on("disconnect", () => process.exit());

async function deliver(port: number): Promise<Delivered> {
  if (!ready) throw new RangeError("deliver requires requests that were made");
  const { orders, requests } = ready;
  let at = 0;
  let accepted = 0;
  const times: number[] = [];
  const next = (): Buffer | undefined => requests[at++];
  const seen = (status: number, milliseconds: number): void => {
    if (status === 202 || status === 204) accepted += orders.batch;
    times.push(milliseconds);
  };
  await Promise.all(Array.from({ length: orders.connections }, () => converse(port, next, seen)));
  times.sort((a, b) => a - b);
  const quantile = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  return { accepted, median: quantile(0.5), percentile99: quantile(0.99) };
}

/** One connection, until there is nothing left to send. */
function converse(
  port: number,
  next: () => Buffer | undefined,
  seen: (status: number, milliseconds: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, "127.0.0.1");
    let answer = "";
    let sent = 0;
    const send = (): void => {
      const request = next();
      if (request === undefined) return void socket.destroy();
      sent = performance.now();
      socket.write(request);
    };
    socket.setNoDelay(true);
    socket.on("connect", send);
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
      if (!isWhole(answer)) return;
      const status = Number(answer.slice(9, 12));
      answer = "";
      seen(status, performance.now() - sent);
      send();
    });
    socket.on("close", () => resolve());
    socket.on("error", reject);
  });
}

/** Whether the head and as much of a body as it says are there. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end === -1) return false;
  const [, length = "0"] = /^content-length: *(\d+)/im.exec(answer.slice(0, end)) ?? [];
  return answer.length >= end + 4 + Number(length);
}

/** A request signed as Standard Webhooks ask, about 320 bytes an event. */
function requestOf({ path, key, batch }: Orders): Buffer {
  const body = Buffer.from(Array.from({ length: batch }, eventOf).join("\n"));
  const id = `msg_${run}_${made}`;
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", Buffer.from(key, "base64")).update(`${id}.${seconds}.`).update(body);
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    "connection: keep-alive",
    `content-type: ${batch === 1 ? "application/json" : "application/x-ndjson"}`,
    `content-length: ${body.length}`,
    `webhook-id: ${id}`,
    `webhook-timestamp: ${seconds}`,
    `webhook-signature: v1,${signature.digest("base64")}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), body]);
}

const channels = ["web", "app", "store", "phone", "email", "wechat", "chat", "kiosk"];
const words =
  "The parcel came two days late and nobody could say where it was until I called the third time.";

function eventOf(): string {
  made += 1;
  const time = new Date(Date.now() - 60_000).toISOString();
  return JSON.stringify({
    id: `${run}-${made}`,
    time,
    customer: `customer-${(made * 7919) % 100_000}`,
    // One in a thousand needs a person.
    score: made % 1_000 === 0 ? 0 : 5 + ((made * 31) % 6),
    channel: channels[made % 8],
    region: `region-${made % 50}`,
    comment: words.slice(0, 40 + (made % 55)),
    survey: "relationship-2026",
    agent: `agent-${made % 120}`,
  });
}
