import { filledRequest, type HttpRequest } from "@cxkit/core";
import { createContext, createPullContext } from "@cxkit/core/context";
import { channelLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { twilioAccount, twilioEvent, twilioRecord, twilioSid } from "./fixtures/twilio-messages.ts";
import { secretOf } from "./fixtures/webhook-samples.ts";
import { twilioSms, type TwilioSmsConfig } from "./twilio-sms.ts";

await twilioSms.config["~standard"].load?.();

const config: TwilioSmsConfig = {
  account: twilioAccount,
  rating: { item: "recommend", construct: "nps" },
  touchpoint: "delivery",
};
const contextOf = (of: TwilioSmsConfig) => createContext(of, { key: new Uint8Array(32) });
const decode = (raw: unknown, of = config) => {
  const { events, ...rest } = twilioSms.decode(raw, contextOf(of));
  return { event: events[0], events, ...rest };
};
const said = (Body: string, change: { readonly [name: string]: string } = {}, of = config) => {
  const { event } = decode(twilioRecord(1, { Body, ...change }), of);
  return event && { type: event.type, data: event.data };
};
const token = "f00dfeed";
describe("twilio-sms keeps the channel laws", () => {
  const raws = [
    twilioRecord(1),
    twilioRecord(2, { Body: "9" }),
    twilioRecord(3, { Body: "stop" }),
    twilioEvent(4),
    twilioEvent(5, { body: "0", fromCountry: null }),
  ];
  const malformed = [
    twilioRecord(6, { MessageSid: "SM1" }),
    twilioRecord(7, { From: "" }),
    twilioRecord(8, {}, { date_created: null }),
    twilioRecord(9, {}, { date_created: "Sun, 99 Mar 2026 09:30:00 +0000" }),
    twilioRecord(9, {}, { date_created: "Mon, 30 Feb 2026 09:30:00 +0000" }),
    twilioRecord(10, { Body: "", NumMedia: "1" }),
    twilioRecord(11, { AccountSid: `AC${"1".repeat(32)}` }),
    { ...twilioEvent(12), type: "com.twilio.messaging.message.delivered" },
    {},
  ];
  for (const law of channelLaws(twilioSms, { config, raws, malformed })) it(law.name, law.check);
});

describe("twilio-sms asks a message for its time", () => {
  const answered = async (answer: object | null, status = 200) => {
    const sent: HttpRequest[] = [];
    const context = createPullContext(config, {
      secrets: { authToken: [secretOf(token)] },
      http: (request) => {
        sent.push(request);
        return Promise.resolve({
          status,
          headers: {},
          body: new TextEncoder().encode(JSON.stringify(answer)),
        });
      },
    });
    const thin = { form: twilioRecord(1).form };
    const outcome = await twilioSms.hydrate!.complete(thin, context).catch((thrown: unknown) => thrown);
    return { outcome, sent };
  };

  it("at the account's own address, with its token, which is in no text but the one that is sent", async () => {
    const { outcome, sent } = await answered({
      date_created: "Sun, 01 Mar 2026 09:30:00 +0000",
      price: null,
    });
    expect(outcome).toEqual(twilioRecord(1));
    expect(decode(outcome).event?.time).toBe("2026-03-01T09:30:00.000Z");
    expect(twilioSms.hydrate!.needs(outcome)).toBe(false);
    expect(sent[0]?.url).toBe(
      `https://api.twilio.com/2010-04-01/Accounts/${twilioAccount}/Messages/${twilioSid(1)}.json`,
    );
    expect(JSON.stringify(sent)).not.toContain(token);
    expect(filledRequest(sent[0]!).headers["authorization"]).toBe(
      `Basic ${btoa(`${twilioAccount}:${token}`)}`,
    );
  });

  it("and says what to do where it gets none", async () => {
    expect((await answered({}, 401)).outcome).toMatchObject({
      code: "invalid-setup",
      place: { trouble: "auth" },
    });
    expect((await answered({}, 404)).outcome).toMatchObject({ code: "invalid-event" });
    expect((await answered({}, 503)).outcome).toMatchObject({ code: "unavailable" });
    expect((await answered(null)).outcome).toMatchObject({ place: { trouble: "bad-data" } });
    const none = (await answered({})).outcome;
    expect(decode(none)).toMatchObject({ events: [], setAside: [{ reason: "missing-time" }] });
    const context = createPullContext(config, { http: () => Promise.reject(new Error("asked")) });
    await expect(twilioSms.hydrate!.complete({ form: twilioRecord(1).form }, context)).rejects.toMatchObject({
      place: { path: "secrets.authToken" },
    });
  });

  it("for no record that has a time or no name", () => {
    for (const raw of [
      twilioEvent(1),
      twilioRecord(1),
      { form: {} },
      { form: { MessageSid: ["SM1"] } },
      null,
    ])
      expect(twilioSms.hydrate!.needs(raw)).toBe(false);
  });
});

describe("twilio-sms reads a message", () => {
  it("into one event of the number that sent it, which goes to the vault alone", () => {
    const { event, contacts } = decode(twilioEvent(4));
    expect(event).toMatchObject({
      type: "survey.responded",
      source: `twilio:${twilioAccount}`,
      key: twilioSid(4),
      time: "2026-03-01T09:30:00.000Z",
      subject: contextOf(config).subject("phone", "+15550104"),
      channel: "sms",
      touchpoint: "delivery",
      dimensions: { country: "US" },
    });
    expect(contacts).toEqual([{ subject: event?.subject, kind: "phone", value: "+15550104" }]);
    expect(JSON.stringify(event)).not.toContain("5550");
    const other = decode(twilioRecord(4, { From: "whatsapp:+15550104" })).event;
    expect(other).toMatchObject({ channel: "whatsapp", subject: event?.subject });
  });

  it.each(["9", " 9 ", "９", "0", "10"])("%j as a rating: nothing but a point of the scale", (text) => {
    const value = Number(text.normalize("NFKC"));
    expect(said(text)).toEqual({
      type: "survey.responded",
      data: {
        survey: "sms",
        status: "complete",
        answers: [{ item: "recommend", value, instrument: "recommend@1" }],
      },
    });
  });

  it("what was written as it was written, whatever its script and length", () => {
    for (const text of [" Quick,\n and kind \n", "👩‍👩‍👧 مرحبا \u202Bשלום", "好".repeat(1600)])
      expect(said(text)).toEqual({ type: "feedback.posted", data: { text } });
  });

  it("a code for no answer as none, and a word of the scale in whichever width", () => {
    const rating = {
      construct: "nps",
      words: { great: 10 },
      missingCodes: [{ code: 99, reason: "refused" }],
    } as const;
    const answersTo = (text: string) => {
      const { event } = decode(twilioRecord(1, { Body: text }), { ...config, rating });
      return event?.type === "survey.responded" ? event.data.answers : event?.type;
    };
    expect(answersTo("99")).toMatchObject([{ value: null, missing: "refused" }]);
    expect(answersTo("Ｇｒｅａｔ")).toMatchObject([{ value: 10 }]);
    expect(answersTo("98")).toBe("feedback.posted");
  });

  it.each(["11", "9/10", "10 reasons", "8.5", "-1", "YES", "好"])("%j as feedback: anything else", (text) => {
    expect(said(text)).toEqual({ type: "feedback.posted", data: { text } });
  });

  it("that comes with two texts or two senders as none: which of them is meant is not guessed", () => {
    const raw = twilioRecord(1);
    for (const [name, reason] of [
      ["Body", "no-text"],
      ["From", "missing-sender"],
    ] as const) {
      const form = { ...raw.form, [name]: ["+15550101", "+15550102"] };
      expect(decode({ ...raw, form })).toMatchObject({ events: [], setAside: [{ reason }] });
    }
  });

  it("as feedback where no rating is declared, and by its words where they are", () => {
    expect(said("9", {}, {})?.type).toBe("feedback.posted");
    const words: TwilioSmsConfig = {
      rating: { construct: "csat", scale: { min: 1, max: 2, step: 1 }, words: { Good: 2, 不好: 1 } },
      survey: "delivery",
    };
    expect(said("good", {}, words)).toMatchObject({
      data: { survey: "delivery", answers: [{ item: "rating", value: 2 }] },
    });
    expect(said("不好", {}, words)).toMatchObject({ data: { answers: [{ value: 1 }] } });
    expect(said("good enough", {}, words)?.type).toBe("feedback.posted");
  });

  it("STOP and its like as consent that is withdrawn, START as given", () => {
    const withdrawn = { type: "consent.changed", data: { granted: [], withdrawn: ["sms"] } };
    for (const text of ["STOP", "stop ", "Unsubscribe", "QUIT"]) expect(said(text)).toEqual(withdrawn);
    expect(said("arrêt", { OptOutType: "STOP" })).toEqual(withdrawn);
    expect(said("退订", {}, { ...config, stopWords: ["退订"] })).toEqual(withdrawn);
    expect(said("td", {}, { ...config, stopWords: ["ＴＤ "] })).toEqual(withdrawn);
    expect(said("start", {}, { ...config, purpose: "texts" })).toEqual({
      type: "consent.changed",
      data: { granted: ["texts"], withdrawn: [] },
    });
    expect(said("Please stop calling")?.type).toBe("feedback.posted");
    expect(decode(twilioRecord(1, { Body: "help" })).setAside).toMatchObject([{ reason: "keyword" }]);
  });
});

it.each([
  [{ publicUrl: "cx.example.org/in" }, "address"],
  [{ account: "AC1" }, "SID"],
  [{ rating: { construct: "csat" } }, "scale"],
  [{ rating: { construct: "verbatim" } }, "scale"],
  [{ publicURL: "https://x" }, 'did you mean "publicUrl"?'],
])("twilio-sms' configuration says of %j what is wrong", (value, message) => {
  const result = twilioSms.config["~standard"].validate(value);
  expect("issues" in result ? result.issues?.map((each) => each.message).join("; ") : "").toContain(message);
});
