import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that reads what comes and says 202 to everything: what HTTP alone costs here. */
export async function bareServer(): Promise<{ readonly port: number; close(): void }> {
  const server: Server = createServer((request, response) => {
    request.on("data", () => {});
    request.on("end", () => {
      response.writeHead(202, { "content-length": 0 });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
