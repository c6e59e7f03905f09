import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { twilioSms } from "@cxkit/channels/twilio-sms";
import { standardWebhook } from "@cxkit/channels/webhook";
import { wechat } from "@cxkit/channels/wechat";
import type { Channel, RawRequest, Secrets } from "@cxkit/core";
import { messageOf, openSealedMessage, secretOf, verifyHmac } from "@cxkit/signing";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderWith } from "../plugins/fixtures/plugin-folder.ts";
import { called } from "./fixtures/called.ts";

const account = `AC${"0a".repeat(16)}`;
const sms = `AccountSid=${account}&Body=Kind&From=%2B15550101&MessageSid=SM${"01".repeat(16)}&To=%2B15550199`;
const chat = "<xml><MsgType>text</MsgType><Content>Kind</Content></xml>";
const authToken = "f00dfeed";
const sealingKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const variables = { AUTH: authToken, TOKEN: "t0ken", AES: sealingKey };
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

const sendFrom = (folder: string, fixture: string, ...more: readonly string[]) =>
  called(["channel", "send", path.join(folder, fixture), "--folder", folder, ...more], { env: variables });
const twilio = { authToken: [secretOf(authToken)] };

describe("cxkit channel send, beside a workspace", () => {
  it("knows whose a connection is, and signs for Twilio the address that the workspace is known by", async () => {
    const publicUrl = "https://cx.example.org/in";
    const { to } = await listening(twilioSms, twilio, { account }, publicUrl);
    const folder = await folderWith(workspace({ publicUrl }));
    const more = ["--to", to, "--channel", "texts"];
    expect(await sendFrom(folder, "sms.json", ...more)).toMatchObject({ code: 0, err: "" });
    expect((await sendFrom(folder, "sms.json", ...more, "--secret", "env:TOKEN")).code).toBe(4);
    // Said, it is signed for what is said.
    const other = await sendFrom(
      folder,
      "sms.json",
      ...more,
      "--public-url",
      "https://elsewhere.example.org",
    );
    expect(other.err).toContain("this was signed for https://elsewhere.example.org/hooks/texts.");
    expect(other.code).toBe(4);
  });

  it("signs for the connection's own address where that has one, and for this machine where nobody has", async () => {
    const own = { account, publicUrl: "https://sms.example.org/answer" };
    const settings = { channel: "twilio-sms", config: own, secrets: { authToken: { env: "AUTH" } } };
    const { to, said } = await listening(twilioSms, twilio, own);
    const folder = await folderWith(workspace({ connections: { texts: settings } }));
    const more = ["--channel", "texts", "--secret", "env:AUTH"];
    expect((await sendFrom(folder, "sms.json", "--to", to, ...more)).code).toBe(0);
    // A browser's name for it is not the workspace's.
    const here = await listening(twilioSms, twilio, { account });
    const named = here.to.replace("127.0.0.1", "localhost");
    expect((await sendFrom(await folderWith(workspace()), "sms.json", "--to", named, ...more)).code).toBe(0);
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
    expect((await sendFrom(folder, "a.json", ...more)).code).toBe(0);
    expect((await sendFrom(folder, "a.json", ...more, "--secret", "env:IN_A_FILE")).code).toBe(0);
    expect((await sendFrom(await folderWith(files), "a.json", ...more)).err).toContain(
      "webhook is signed with secret, each once: --secret secret=env:NAME",
    );
  });

  it("seals for the app of the connection, or sends as it is where the connection takes that", async () => {
    const held = { token: [secretOf("t0ken")], aesKey: [secretOf(sealingKey)] };
    const sealed = await listening(wechat, held, { app: "wx1" });
    const folder = await folderWith(workspace());
    const secrets = ["--secret", "token=env:TOKEN", "--secret", "aesKey=env:AES"];
    expect(
      await sendFrom(folder, "chat.json", "--to", sealed.to, "--channel", "chat", ...secrets),
    ).toMatchObject({
      code: 0,
      err: "",
    });
    const config = { app: "wx1", mode: "plain" };
    const plain = await listening(wechat, held, config);
    const connections = { chat: { channel: "wechat", config, secrets: { token: { env: "TOKEN" } } } };
    const other = await folderWith(workspace({ connections }));
    const said = await sendFrom(other, "chat.json", "--to", plain.to, "--channel", "chat", ...secrets);
    expect([said.code, said.err]).toEqual([0, expect.stringContaining("in plain mode: ")]);
  });

  it("goes by what is said where there is no workspace, or none that can be read", async () => {
    const { to } = await listening(twilioSms, twilio, { account });
    for (const files of [{}, { "cxkit.config.json": "{" }]) {
      const folder = await folderWith({ ...files, "sms.json": { body: sms } });
      const more = ["--to", `${to}/hooks/texts`, "--secret", "env:AUTH"];
      expect((await sendFrom(folder, "sms.json", ...more, "--channel", "twilio-sms")).code).toBe(0);
      expect((await sendFrom(folder, "sms.json", ...more, "--channel", "texts")).err).toContain(
        "nothing is known of how texts signs",
      );
      expect((await sendFrom(folder, "sms.json", "--channel", "texts")).err).toContain(
        "no workspace here has a connection texts: say with --to where it goes",
      );
    }
  });
});

describe("cxkit channel send", () => {
  it("signs as the producer would, and sends to this machine alone", async () => {
    const folder = await folderWith({
      "a.json": { body: '{"event_id":"1"}', headers: { host: "cx.example.org", "content-length": "3" } },
    });
    const heard: { url?: string | undefined; signature: string; body: string }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const signature = String(request.headers["typeform-signature"]);
        heard.push({ url: request.url, signature, body: Buffer.concat(chunks).toString() });
        response.writeHead(request.url === "/hooks/typeform" ? 200 : 404).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const send = (address: string, env: { readonly [name: string]: string } = { SECRET: "correct horse" }) =>
      called(
        [
          "channel",
          "send",
          path.join(folder, "a.json"),
          "--to",
          address,
          "--channel",
          "typeform",
          "--secret",
          "env:SECRET",
        ],
        { env },
      );
    try {
      const { code, out } = await send(to);
      expect([code, out]).toEqual([0, expect.stringMatching(/\/hooks\/typeform answered 200\n$/)]);
      const [first] = heard;
      expect(
        await verifyHmac({
          secrets: [secretOf("correct horse")],
          hash: "SHA-256",
          encoding: "base64",
          prefix: "sha256=",
          message: messageOf(first?.body ?? ""),
          signature: first?.signature,
        }),
      ).toEqual({ ok: true });
      expect((await send(`${to}/elsewhere`)).code).toBe(4);
      expect((await send("https://cx.example.org")).err).toContain("--remote sends it all the same");
      expect((await send(to, {})).err).toContain("--secret wants env:NAME of a variable that is set");
      expect((await send("nowhere")).err).toContain("--to wants an address");
    } finally {
      server.close();
    }
    await writeFile(path.join(folder, "a.json"), JSON.stringify({ stream: "all", answers: [] }));
    expect((await send(to)).err).toContain("has no body to send");
  });

  it("seals with several secrets, and puts what proves it behind the address", async () => {
    const body = "<xml><MsgType>text</MsgType></xml>";
    const folder = await folderWith({ "a.json": { body, headers: { "Content-Type": "application/xml" } } });
    const aesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    let heard: RawRequest | undefined;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const headers = { "content-type": request.headers["content-type"] ?? "" };
        const url = `${to}${request.url}`;
        heard = { method: "POST", url, headers, body: new Uint8Array(Buffer.concat(chunks)) };
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const fixture = path.join(folder, "a.json");
    const address = ["--to", `${to}/hooks/chat?shop=1`, "--channel", "wechat", "--receiver", "wx1"];
    const send = (...secrets: readonly string[]) =>
      called(["channel", "send", fixture, ...address, ...secrets.flatMap((one) => ["--secret", one])], {
        env: { TOKEN: "t0ken", AES: aesKey },
      });
    try {
      expect(await send("token=env:TOKEN", "aesKey=env:AES")).toMatchObject({
        code: 0,
        out: `${new URL(to).host}/hooks/chat answered 200\n`,
      });
    } finally {
      server.close();
    }
    if (!heard) throw new Error("nothing came");
    expect(heard.headers["content-type"]).toBe("application/xml");
    expect(new URL(heard.url).searchParams.get("shop")).toBe("1");
    const sealed = /<Encrypt><!\[CDATA\[(.+)\]\]>/.exec(new TextDecoder().decode(heard.body))?.[1] ?? "";
    const opened = await openSealedMessage([secretOf(aesKey)], sealed, { receiver: "wx1" });
    expect(new TextDecoder().decode(opened ?? undefined)).toBe(body);
    const timestamp = new URL(heard.url).searchParams.get("timestamp") ?? "";
    const secrets = { token: [secretOf("t0ken")], aesKey: [secretOf(aesKey)] };
    const at = new Date(Number(timestamp) * 1000).toISOString();
    expect(await wechat.webhook?.verify(heard, secrets, at, { app: "wx1" })).toMatchObject({
      verified: true,
    });
    expect((await send("token=env:TOKEN")).err).toContain("wechat is signed with token and aesKey");
    expect((await send("env:TOKEN", "env:AES")).err).toContain("with each name once");
    expect((await send(`aesKey=${aesKey}`)).err).not.toContain(aesKey);
  });
});
