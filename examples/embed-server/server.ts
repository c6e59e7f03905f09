// A server that was there before, and a workspace under /cx.
import { createServer, type Server } from "node:http";
import { standardWebhook } from "@cxkit/channels/webhook";
import { createHost, secret } from "@cxkit/host";
import { memoryStore } from "@cxkit/store-memory";
import { hostListener } from "cxkit";
import { survey } from "./survey.ts";

/** The shop, and how it closes: its server first, then the workspace behind it. */
export interface Shop {
  readonly server: Server;
  close(): Promise<void>;
}

export async function shop(directory: string, surveySecret: string, key: Uint8Array): Promise<Shop> {
  const secrets = { webhook: [secret(surveySecret, "env:SURVEY_SECRET")] };
  const connections = [{ id: "survey", channel: standardWebhook, config: survey, secrets }];
  const host = await createHost({ directory, store: memoryStore(), connections, key });
  host.start();
  const workspace = await hostListener(host, { path: "/cx", publicUrl: "https://shop.example.com/cx" });

  const server = createServer((request, response) => {
    if (request.url?.startsWith("/cx/")) workspace(request, response);
    else response.end("Welcome to the shop\n");
  });
  const close = async (): Promise<void> => {
    await new Promise((resolve) => server.close(resolve));
    await host[Symbol.asyncDispose]();
  };
  return { server, close };
}
