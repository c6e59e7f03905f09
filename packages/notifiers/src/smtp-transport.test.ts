import type { Receipt } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { smtpReceiver, type SmtpMood } from "./fixtures/smtp-receiver.ts";
import type { Mail } from "./mail-transport.ts";
import { smtpTransport } from "./smtp-transport.ts";

const mail: Mail = {
  from: { name: "CX", address: "cx@example.com" },
  to: "ada@example.com",
  subject: "Subject",
  text: "text",
  html: "<p>text</p>",
  date: new Date("2026-03-01T09:31:00Z"),
  messageId: "<1@example.com>",
  thread: "<0@example.com>",
  headers: {},
};
const waiting = new AbortController().signal;

describe("what the mail server answers becomes a receipt that repeats nothing of it", () => {
  it.each<[SmtpMood, Receipt]>([
    ["accepts", { delivered: true, reference: "<1@example.com>" }],
    ["fails", { delivered: false, reason: "the mail server answered 451 4.3.0", retry: true }],
    ["refuses", { delivered: false, reason: "the mail server answered 554 5.7.1", retry: false }],
    [
      "refuses the recipient",
      { delivered: false, reason: "the mail server answered 550 5.1.1", retry: false },
    ],
    [
      "refuses the password",
      { delivered: false, reason: "the mail server answered 535 5.7.8: it does not let us in", retry: true },
    ],
  ])("when it %s", async (mood, receipt) => {
    await using receiver = await smtpReceiver();
    receiver.mood(mood);
    const transport = smtpTransport({ url: `smtp://cx:hunter2@127.0.0.1:${receiver.port}` });
    expect(await transport.send(mail, waiting)).toEqual(receipt);
  });
});

it("a server that is not there is worth another try", async () => {
  const receiver = await smtpReceiver();
  await receiver[Symbol.asyncDispose]();
  const receipt = await smtpTransport({ url: `smtp://127.0.0.1:${receiver.port}` }).send(mail, waiting);
  expect(receipt).toEqual({
    delivered: false,
    reason: expect.stringMatching(/^the mail server could not be reached \(E\w+\)$/),
    retry: true,
  });
});

it("a password is not sent in the clear to another machine", async () => {
  await using receiver = await smtpReceiver();
  // This machine, written as another one; the server offers no STARTTLS.
  const url = `smtp://cx:hunter2@[::ffff:127.0.0.1]:${receiver.port}`;
  expect(await smtpTransport({ url }).send(mail, waiting)).toEqual({
    delivered: false,
    reason: "the mail server answered 500: it does not let us in",
    retry: true,
  });
  expect([receiver.logins, receiver.mails]).toEqual([[], []]);
  const own = `smtp://cx:hunter2@127.0.0.1:${receiver.port}`;
  expect(await smtpTransport({ url: own }).send(mail, waiting)).toMatchObject({ delivered: true });
  expect(receiver.logins).toEqual(["cx"]);
});

it.each(["", "mail.example.com", "https://me:hunter2@mail.example.com"])(
  "what is no URL of SMTP is refused, and not repeated: %j",
  (url) => {
    expect(() => smtpTransport({ url })).toThrow(
      expect.objectContaining({ code: "invalid-setup", message: expect.not.stringContaining("hunter2") }),
    );
  },
);
