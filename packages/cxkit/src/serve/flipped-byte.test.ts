import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exchange, request } from "./fixtures/exchange.ts";
import { type OpenedHost, openedHost } from "./fixtures/opened-host.ts";
import { signed, signedConnection } from "./fixtures/signed-channel.ts";
import { type ServedHost, serveHost } from "./serve-host.ts";

const now = "2026-03-01T10:00:00Z";
let host: OpenedHost;
let server: ServedHost;

beforeAll(async () => {
  host = await openedHost({ now: () => now });
  server = await serveHost(host, { connections: [signedConnection], port: 0, limits: { perAddress: 1e6 } });
});
afterAll(async () => {
  await server.close();
  await host[Symbol.asyncDispose]();
});

describe("a signed request of which one byte was changed on its way", () => {
  const signedParts = ["body", "webhook-id", "webhook-timestamp", "webhook-signature"] as const;
  const answers = fc.record({ id: fc.string({ minLength: 1 }), rating: fc.integer(), text: fc.string() });

  for (const part of signedParts)
    it(`in its ${part} is refused, and nothing is stored`, async () => {
      const change = fc.record({ at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }) });
      await fc.assert(
        fc.asyncProperty(answers, change, async (answer, { at, mask }) => {
          const { body, headers } = await signed(answer, { id: "msg_1", now });
          const parts: Record<string, Uint8Array> = { body };
          for (const [name, value] of Object.entries(headers)) parts[name] = Buffer.from(value);
          const bytes = Uint8Array.from(parts[part] ?? []);
          bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ mask;
          parts[part] = bytes;
          const { body: sent = body, ...heads } = parts;
          const plain = Object.entries(heads).map(([name, value]) => [
            name,
            Buffer.from(value).toString("latin1"),
          ]);
          const head = request("POST /hooks/survey", {
            ...Object.fromEntries(plain),
            "content-length": sent.length,
          });
          const { statuses } = await exchange(server.address, [Buffer.from(head, "latin1"), sent]);
          expect(statuses[0]).toBeGreaterThanOrEqual(400);
          expect(statuses[0]).toBeLessThan(500);
          expect(host.taken()).toBe(0);
        }),
        { numRuns: 150 },
      );
    });

  it("is taken when none was", async () => {
    const { body, headers } = await signed({ id: "a", rating: 9 }, { id: "msg_1", now });
    const head = request("POST /hooks/survey", { ...headers, "content-length": body.length });
    expect((await exchange(server.address, [head, body])).statuses).toEqual([202]);
    expect(host.taken()).toBe(1);
  });
});
