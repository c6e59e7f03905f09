import { createServer } from "node:http";

/** What a notification's receiver got, once per attempt that reached it. */
export interface Delivery {
  readonly id: string;
  readonly kind: string;
  readonly case: string | undefined;
}

/** Where notifications go. */
export interface Receiver {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  /** From now on answers that it is busy, so often as given: a share from 0 to 1. */
  busy(share: number): void;
  close(): Promise<void>;
}

/** A receiver over real HTTP. @param random decides when it is busy */
export async function startReceiver(random: () => number): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  let share = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (random() < share) {
        response.statusCode = 503;
        response.end();
        return;
      }
      const { data } = JSON.parse(Buffer.concat(chunks).toString()) as {
        readonly data: { readonly kind: string; readonly case?: { readonly id: string } };
      };
      deliveries.push({ id: String(request.headers["webhook-id"]), kind: data.kind, case: data.case?.id });
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return {
    url: `http://127.0.0.1:${String(port)}/told`,
    deliveries,
    busy: (now) => void (share = now),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
