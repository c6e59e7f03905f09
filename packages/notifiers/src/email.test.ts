import type { Notification, NotifyContext, Receipt } from "@cxkit/core";
import { sampleNotification } from "@cxkit/testkit";
import { notifierConformance } from "@cxkit/testkit/conformance";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { email, type EmailConfig } from "./email.ts";
import { smtpReceiver, type SmtpReceiver } from "./fixtures/smtp-receiver.ts";
import type { MailTransport } from "./mail-transport.ts";
import { smtpTransport } from "./smtp-transport.ts";

const config: EmailConfig = { from: "cx@example.com", name: "CX Team", zone: "Asia/Shanghai" };
const context: NotifyContext<EmailConfig> = {
  config,
  http: async () => expect.unreachable("mail needs no HTTP"),
  secrets: {},
  now: () => "2026-03-01T09:31:00Z",
  signal: new AbortController().signal,
};
const to = { owner: "logistics", address: "ada@example.com" };

function through({ port }: SmtpReceiver): MailTransport {
  return smtpTransport({ url: `smtp://cx:hunter2@127.0.0.1:${port}`, timeoutMs: 5000 });
}

async function sent(notification: Notification): Promise<SmtpReceiver["mails"][number]> {
  await using receiver = await smtpReceiver();
  await email({ transport: through(receiver) }).deliver(notification, context);
  return receiver.mails[0] ?? expect.unreachable("nothing arrived");
}

describe("email passes the conformance kit, before a mail server", () => {
  const checks = notifierConformance<EmailConfig>(
    async () => {
      const receiver = await smtpReceiver();
      return {
        notifier: email({ transport: through(receiver) }),
        config,
        address: to.address,
        moods: ["accepts", "fails", "refuses", "hangs"],
        mood: receiver.mood,
        heard: () =>
          receiver.mails.map(({ mail: { headers, bodies } }) => {
            const [identity = null, more] = headers.get("message-id") ?? [];
            expect(more).toBeUndefined();
            expect([...bodies.keys()]).toEqual(["text/plain", "text/html"]);
            const [title = ""] = headers.get("subject") ?? [];
            return { identity, title };
          }),
        unspeakable: ["hunter2"],
        [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
      };
    },
    { numRuns: 12, network: "real" },
  );
  for (const { name, check } of checks) it(name, check);
});

describe("a mail", () => {
  it("says in text and HTML what happened, in the zone of the workspace", async () => {
    const { from, to: recipients, mail } = await sent({ ...sampleNotification("1"), to });
    expect([from, recipients]).toEqual(["cx@example.com", ["ada@example.com"]]);
    expect(mail.headers.get("from")).toEqual(["CX Team <cx@example.com>"]);
    expect(mail.headers.get("subject")).toEqual(["Alert: NPS of delivery is below 0"]);
    expect(mail.headers.get("auto-submitted")).toEqual(["auto-generated"]);
    expect(mail.headers.get("date")).toEqual(["Sun, 01 Mar 2026 09:31:00 +0000"]);
    expect(mail.bodies.get("text/plain")).toContain("Due: 2026-03-02 17:30 (Asia/Shanghai)");
    expect(mail.bodies.get("text/html")).toContain('<th scope="row"');
  });

  it("carries Chinese whole, in subject, text and HTML", async () => {
    const title = "配送环节的净推荐值低于目标，华北区连续三周下降，请尽快处理并回复客户".repeat(2);
    const { raw, mail } = await sent({ ...sampleNotification("1"), to, language: "zh", title });
    expect(mail.headers.get("subject")).toEqual([`告警：${title}`]);
    expect(mail.headers.get("content-language")).toEqual(["zh-CN"]);
    expect(mail.bodies.get("text/plain")).toContain(`告警：${title}`);
    expect(mail.bodies.get("text/html")).toContain(`告警：${title}`);
    // RFC 5322: a line has at most 998 octets; and nothing but ASCII needs no extension of the server's.
    expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(raw).toMatch(/^[\t\r\n\u0020-\u007e]*$/);
  });

  it("has the same Message-ID at every attempt, and one thread for a case", async () => {
    const first = await sent({ ...sampleNotification("1"), to });
    const again = await sent({ ...sampleNotification("1"), to });
    const reminder = await sent({ ...sampleNotification("2"), to, kind: "reminder" });
    const header = (name: string, { mail }: typeof first) => mail.headers.get(name)?.[0];
    expect(header("message-id", first)).toMatch(/^<cxkit\.[0-9a-f]{40}@example\.com>$/);
    expect(header("message-id", again)).toBe(header("message-id", first));
    expect(header("message-id", reminder)).not.toBe(header("message-id", first));
    expect(header("references", reminder)).toBe(header("references", first));
  });

  it("has only our headers and our recipient, whatever is said", async () => {
    await using receiver = await smtpReceiver();
    const notifier = email({ transport: through(receiver) });
    const names = [
      "from",
      "to",
      "subject",
      "message-id",
      "references",
      "date",
      "mime-version",
      "content-type",
    ];
    const ours = new Set([...names, "auto-submitted", "x-auto-response-suppress", "content-language"]);
    const evil = fc
      .tuple(
        fc.string(),
        fc.constantFrom("\r\n", "\n", "\r", "\u2028", "\u0085", "\r\n\r\n", "\n."),
        fc.string(),
      )
      .map(([before, breaks, after]) => `${before}${breaks}Bcc: evil@example.com${breaks}X-Evil: 1${after}`);
    await fc.assert(
      fc.asyncProperty(
        fc.record({ key: evil, title: evil, owner: evil, rule: evil, words: evil, id: evil }),
        async (said) => {
          const plain = sampleNotification(said.key);
          const about = { id: said.id, owner: said.owner, contact: "vault" } as const;
          await notifier.deliver(
            {
              ...plain,
              title: said.title,
              rule: said.rule,
              verbatim: said.words,
              case: about,
              to: { ...to, owner: said.owner },
            },
            context,
          );
          const arrived = receiver.mails.at(-1);
          expect(arrived?.to).toEqual(["ada@example.com"]);
          expect([...(arrived?.mail.headers.keys() ?? [])].filter((name) => !ours.has(name))).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("goes to the configured address when the person has none, and to nobody when that is none either", async () => {
    await using receiver = await smtpReceiver();
    const notifier = email({ transport: through(receiver) });
    const toAll = { ...context, config: { ...config, to: "team@example.com" } };
    await notifier.deliver(sampleNotification("1"), toAll);
    expect(receiver.mails[0]?.to).toEqual(["team@example.com"]);
    const nobody = { delivered: false, reason: "there is no address to write to", retry: false };
    expect(await notifier.deliver(sampleNotification("1"), context)).toEqual(nobody);
  });

  it.each([
    "ada@example.com, eve@example.com",
    "ada@example.com\r\nBcc: eve@example.com",
    "<ada@example.com>",
    "ada",
  ])("is not written to what is no single address: %j", async (address) => {
    const transport: MailTransport = { send: async () => expect.unreachable("nothing may be sent") };
    const notification = { ...sampleNotification("1"), to: { owner: "a", address } };
    const receipt: Receipt = { delivered: false, reason: "the address is none of mail", retry: false };
    expect(await email({ transport }).deliver(notification, context)).toEqual(receipt);
  });
});

it.each([
  [{ from: "cx@example.com" }, null],
  [{ from: "cx@example.com", to: "team@example.com", zone: "Europe/Berlin" }, null],
  [{}, "from"],
  [{ from: "CX <cx@example.com>" }, "from"],
  [{ from: "cx@example.com", name: "a\nb" }, "name"],
  [{ from: "cx@example.com", zone: "Mars" }, "zone"],
  [{ from: "cx@example.com", password: "hunter2" }, ""],
])("a configuration is right or says where it is not: %j", async (given, path) => {
  const transport: MailTransport = { send: async () => ({ delivered: true }) };
  const { issues } = await email({ transport }).config["~standard"].validate(given);
  expect(issues === undefined ? null : issues[0]?.path?.map(String).join(".")).toBe(path);
});
