import { createServer } from "node:http";
import type { Notification, Secret } from "@cxkit/core";
import type { NotificationWebhook } from "@cxkit/notifiers";
import { verifyStandardWebhook } from "@cxkit/signing";

/** A server of the demo's own that is notified, as a team's chat or ticket system would be. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  /** What it was told, once each, with the moment on this process's clock in milliseconds. */
  readonly heard: readonly { readonly notification: Notification; readonly at: number }[];
  /** Resolves as soon as something fitting has been heard. */
  until(
    fits: (notification: Notification) => boolean,
  ): Promise<{ readonly notification: Notification; readonly at: number }>;
}

/** Listens on a free port of this machine. */
export async function receiver(secret: Secret, now: () => string): Promise<Receiver> {
  const heard: { notification: Notification; at: number }[] = [];
  const keys = new Set<string>();
  const waiting: (() => void)[] = [];

  async function hear(headers: Record<string, string>, body: Uint8Array): Promise<number> {
    const proof = await verifyStandardWebhook(headers, body, [secret], now());
    if (!proof.ok) return 401;
    const { data } = JSON.parse(Buffer.from(body).toString("utf8")) as NotificationWebhook;
    if (!keys.has(data.idempotencyKey)) {
      keys.add(data.idempotencyKey);
      heard.push({ notification: data, at: performance.now() });
      for (const wake of waiting.splice(0)) wake();
    }
    return 204;
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      void hear(headers, new Uint8Array(Buffer.concat(chunks))).then((status) =>
        response.writeHead(status).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/notified`,
    heard,
    async until(fits) {
      for (;;) {
        const found = heard.find(({ notification }) => fits(notification));
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
