import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { twilioSms } from "@cxkit/channels/twilio-sms";
import { standardWebhook } from "@cxkit/channels/webhook";
import { wechat } from "@cxkit/channels/wechat";
import type { Channel, RawRequest, Secrets } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderWith } from "../plugins/fixtures/plugin-folder.ts";
import { called } from "./fixtures/called.ts";

const account = `AC${"0a".repeat(16)}`;
const sms = `AccountSid=${account}&Body=Kind&From=%2B15550101&MessageSid=SM${"01".repeat(16)}&To=%2B15550199`;
const chat = "<xml><MsgType>text</MsgType><Content>Kind</Content></xml>";
const authToken = "f00dfeed";
const aesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const env = { AUTH: authToken, TOKEN: "t0ken", AES: aesKey };
const now = "2026-07-01T00:00:00Z";

/** A workspace's configuration; nothing of it runs. */
const workspace = (change: object = {}) => ({
  "cxkit.config.json": {
    name: "Shop",
    zone: "Europe/Berlin",
    key: { env: "CXKIT_KEY" },
    connections: {
      texts: { channel: "twilio-sms", config: { account }, secrets: { authToken: { env: "AUTH" } } },
      chat: {
        channel: "wechat",
        config: { app: "wx1" },
        secrets: { token: { env: "TOKEN" }, aesKey: { env: "AES" } },
      },
    },
    ...change,
  },
  "sms.json": { body: sms },
  "chat.json": { body: chat },
});

/** Takes what comes, under the address that a workspace would say it came to, and lets a channel judge it. */
async function listening(channel: Channel, secrets: Secrets, config: unknown, publicUrl?: string) {
  await channel.config["~standard"].load?.();
  const said: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
      const raw: RawRequest = {
        method: "POST",
        url: `${publicUrl ?? to}${request.url}`,
        headers: Object.fromEntries(headers),
        body: new Uint8Array(Buffer.concat(chunks)),
      };
      void judged(raw).then((status) => response.writeHead(status).end());
    });
  });
  const judged = async (raw: RawRequest): Promise<number> => {
    const proof = await channel.webhook?.verify(raw, secrets, now, config);
    said.push(proof);
    return proof?.verified === true ? 200 : 403;
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { to, said };
}

const send = (folder: string, fixture: string, ...more: readonly string[]) =>
  called(["channel", "send", path.join(folder, fixture), "--folder", folder, ...more], { env });
const twilio = { authToken: [secretOf(authToken)] };

describe("cxkit channel send, beside a workspace", () => {
  it("knows whose a connection is, and signs for Twilio the address that the workspace is known by", async () => {
    const publicUrl = "https://cx.example.org/in";
    const { to } = await listening(twilioSms, twilio, { account }, publicUrl);
    const folder = await folderWith(workspace({ publicUrl }));
    const more = ["--to", to, "--channel", "texts"];
    expect(await send(folder, "sms.json", ...more)).toMatchObject({ code: 0, err: "" });
    expect((await send(folder, "sms.json", ...more, "--secret", "env:TOKEN")).code).toBe(4);
    // Said, it is signed for what is said.
    const other = await send(folder, "sms.json", ...more, "--public-url", "https://elsewhere.example.org");
    expect(other.err).toContain("this was signed for https://elsewhere.example.org/hooks/texts.");
    expect(other.code).toBe(4);
  });

  it("signs for the connection's own address where that has one, and for this machine where nobody has", async () => {
    const own = { account, publicUrl: "https://sms.example.org/answer" };
    const settings = { channel: "twilio-sms", config: own, secrets: { authToken: { env: "AUTH" } } };
    const { to, said } = await listening(twilioSms, twilio, own);
    const folder = await folderWith(workspace({ connections: { texts: settings } }));
    const more = ["--channel", "texts", "--secret", "env:AUTH"];
    expect((await send(folder, "sms.json", "--to", to, ...more)).code).toBe(0);
    // A browser's name for it is not the workspace's.
    const here = await listening(twilioSms, twilio, { account });
    const named = here.to.replace("127.0.0.1", "localhost");
    expect((await send(await folderWith(workspace()), "sms.json", "--to", named, ...more)).code).toBe(0);
    expect(said).toHaveLength(1);
  });

  it("signs with what the workspace holds, from its .env too, and asks where it holds nothing", async () => {
    const { to } = await listening(standardWebhook, { webhook: [secretOf("correct horse")] }, {});
    const config = { source: "shop", key: "id", time: "at", items: [{ item: "a", path: "a" }] };
    const secrets = { webhook: { env: "IN_A_FILE" } };
    const connections = { orders: { channel: "webhook", secrets, config } };
    const listen = { port: Number(new URL(to).port) };
    const files = { ...workspace({ connections, listen }), "a.json": { body: {} } };
    const more = ["--channel", "orders"];
    const folder = await folderWith({ ...files, ".env": "IN_A_FILE='correct horse'\n" });
    expect((await send(folder, "a.json", ...more)).code).toBe(0);
    expect((await send(folder, "a.json", ...more, "--secret", "env:IN_A_FILE")).code).toBe(0);
    expect((await send(await folderWith(files), "a.json", ...more)).err).toContain(
      "webhook is signed with secret, each once: --secret secret=env:NAME",
    );
  });

  it("seals for the app of the connection, or sends as it is where the connection takes that", async () => {
    const held = { token: [secretOf("t0ken")], aesKey: [secretOf(aesKey)] };
    const sealed = await listening(wechat, held, { app: "wx1" });
    const folder = await folderWith(workspace());
    const secrets = ["--secret", "token=env:TOKEN", "--secret", "aesKey=env:AES"];
    expect(await send(folder, "chat.json", "--to", sealed.to, "--channel", "chat", ...secrets)).toMatchObject(
      {
        code: 0,
        err: "",
      },
    );
    const config = { app: "wx1", mode: "plain" };
    const plain = await listening(wechat, held, config);
    const connections = { chat: { channel: "wechat", config, secrets: { token: { env: "TOKEN" } } } };
    const other = await folderWith(workspace({ connections }));
    const said = await send(other, "chat.json", "--to", plain.to, "--channel", "chat", ...secrets);
    expect([said.code, said.err]).toEqual([0, expect.stringContaining("in plain mode: ")]);
  });

  it("goes by what is said where there is no workspace, or none that can be read", async () => {
    const { to } = await listening(twilioSms, twilio, { account });
    for (const files of [{}, { "cxkit.config.json": "{" }]) {
      const folder = await folderWith({ ...files, "sms.json": { body: sms } });
      const more = ["--to", `${to}/hooks/texts`, "--secret", "env:AUTH"];
      expect((await send(folder, "sms.json", ...more, "--channel", "twilio-sms")).code).toBe(0);
      expect((await send(folder, "sms.json", ...more, "--channel", "texts")).err).toContain(
        "nothing is known of how texts signs",
      );
      expect((await send(folder, "sms.json", "--channel", "texts")).err).toContain(
        "no workspace here has a connection texts: say with --to where it goes",
      );
    }
  });
});
