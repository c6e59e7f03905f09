/**
 * The process that is killed: a host on a folder, behind HTTP. Prints `listening <port>` when it is ready, and `reached <moment>` where it
 * was told to stop. What it is told comes as JSON in its only argument.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import type { Json, Store } from "@cxkit/core";
import { standardWebhooks } from "../../notifiers/src/standard-webhooks.ts";
import { duckdbStore } from "../../store-duckdb/src/index.ts";
import { createHost } from "../src/create-host.ts";
import { shopChannel, type ShopRecord } from "../src/flow/fixtures/shop-channel.ts";
import { shopConnection } from "../src/flow/fixtures/workbench.ts";
import { guardedHttp } from "../src/guarded-http.ts";
import type { Host } from "../src/host.ts";
import { disk, reached, stopAt, watchDisk } from "./moments.ts";
import { mutatedNotifier, mutatedStore } from "./mutants.ts";
import type { Orders } from "./orders.ts";
import { crashOptions, eventsOf, receiverSecret } from "./workspace.ts";

const orders = JSON.parse(process.argv[2] ?? "{}") as Orders;
const { directory, receiver, clock, mutant } = orders;
const started = Date.now();
const now = () => new Date(Date.parse(clock) + Date.now() - started).toISOString();

watchDisk();
stopAt(orders.stop);
const opened = await duckdbStore({
  path: path.join(directory, "events.duckdb"),
  threads: 1,
  memoryMegabytes: 128,
});
const store = withMoments(mutatedStore(opened, mutant));
const channel = shopChannel();
const options = crashOptions();
const http = guardedHttp({ allow: [new URL(receiver).host] });
const host = await createHost({
  ...options,
  directory,
  store,
  now,
  connections: [
    shopConnection({
      ...channel,
      decode(raw, context) {
        reached("decode");
        return channel.decode(raw, context);
      },
      hydrate: {
        needs: (raw) => "whole" in raw,
        async complete(raw) {
          reached("hydrate");
          await new Promise((resolve) => setImmediate(resolve));
          reached("hydrated");
          return (raw as { readonly whole?: ShopRecord }).whole ?? raw;
        },
      },
    }),
  ],
  ...(options.engine && {
    engine: {
      ...options.engine,
      seen(events, state) {
        reached("judge");
        const outcome = options.engine?.seen(events, state) ?? { changes: [], events: [], notifications: [] };
        reached("judged");
        return outcome;
      },
    },
  }),
  notifiers: [
    {
      id: "receiver",
      notifier: mutatedNotifier(standardWebhooks, mutant),
      config: { url: receiver, plain: true },
      secrets: { webhook: [receiverSecret()] },
    },
  ],
  async http(request) {
    reached("notify");
    const response = await http(request);
    reached("notified");
    return response;
  },
  command: "crash",
});
host.start();

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`listening ${typeof address === "object" ? String(address?.port) : ""}\n`);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const json = async (value: unknown) => void response.end(JSON.stringify(await value));
  switch (request.url) {
    case "/hooks/survey":
      return receive(request, body, response);
    case "/pages":
      return ingest(JSON.parse(body.toString()) as Pages, response);
    case "/erase":
      return json(host.erase({ kind: "email", value: body.toString() }));
    case "/full":
      disk.full = body.toString() === "yes";
      return json(disk.full);
    case "/tick":
      return json(host.tick().then(() => host.status()));
    case "/settled":
      return json(host.settled().then(() => host.status()));
    case "/told":
      return json(told(host));
    case "/close":
      await host[Symbol.asyncDispose]();
      response.end("closed", () => process.exit(0));
      return undefined;
    default:
      response.statusCode = 404;
      response.end();
      return undefined;
  }
}

async function receive(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
  reached("receive");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === "string") headers[name] = value;
  const receiving = host.receive("survey", {
    method: "POST",
    url: `http://127.0.0.1${request.url ?? ""}`,
    headers,
    body,
  });
  if (mutant === "acknowledge-first") {
    response.statusCode = 202;
    response.end();
    return;
  }
  const reply = await receiving;
  reached("received");
  response.statusCode = reply.status;
  response.end(reply.body);
}

interface Pages {
  readonly name: string;
  readonly pages: readonly (readonly Json[])[];
}

/** Says of each page when it is on disk. */
async function ingest({ name, pages }: Pages, response: ServerResponse): Promise<void> {
  const ingestion = host.ingest("survey", { name });
  for (const page of pages) {
    await ingestion.append(page);
    response.write("page\n");
  }
  await ingestion.end();
  response.end("end\n");
}

/** What the store and the host say in the end. */
async function told({ cases, status, quarantine, notifications }: Host): Promise<unknown> {
  const cells = await store.tally({
    select: { types: ["survey.responded"], item: "nps" },
    by: [],
    zone: "UTC",
  });
  return {
    events: await eventsOf(store),
    tally: cells[0]?.tally ?? null,
    cases: cases.list(),
    status: status(),
    quarantine: quarantine.list(),
    notifications: notifications(),
  };
}

function withMoments(inner: Store): Store {
  const append = inner.append.bind(inner);
  return Object.assign(inner, {
    async append(...call: Parameters<Store["append"]>) {
      reached("append");
      const result = await append(...call);
      reached("appended");
      return result;
    },
  });
}
