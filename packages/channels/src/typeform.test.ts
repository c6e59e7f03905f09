import { createHmac } from "node:crypto";
import type { EventDraftOf } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import {
  typeformAnswer,
  typeformDefinition,
  typeformItemsConfig,
  typeformResponse,
} from "./fixtures/typeform-responses.ts";
import { hmacRequest, posted, secretOf } from "./fixtures/webhook-samples.ts";
import { typeform, type TypeformConfig, typeformItems } from "./typeform.ts";

await typeform.config["~standard"].load?.();

const config: TypeformConfig = {
  form: "abc",
  items: typeformItemsConfig,
  hidden: { store: "store" },
  subject: { hidden: "customer", kind: "customer" },
};
const contextOf = (of: TypeformConfig) => createContext(of, { key: new Uint8Array(32) });
const decode = (raw: unknown, of = config) => {
  const { events, setAside, contacts } = typeform.decode(raw, contextOf(of));
  return { event: events[0] as EventDraftOf<"survey.responded"> | undefined, events, setAside, contacts };
};
const values = (raw: unknown, of = config) =>
  Object.fromEntries(decode(raw, of).event?.data.answers.map(({ item, value }) => [item, value]) ?? []);

describe("typeform keeps the channel laws", () => {
  const samples = {
    config,
    raws: [
      typeformResponse(1),
      typeformResponse(2, { response: { hidden: {}, answers: [typeformAnswer(0, "number", 0)] } }),
      typeformResponse(3, { event: { event_type: "form_response_partial" }, response: { submitted_at: "" } }),
    ],
    malformed: [
      typeformResponse(4, { response: { token: "" } }),
      typeformResponse(5, { response: { submitted_at: "yesterday" } }),
      typeformResponse(6, { response: { answers: [typeformAnswer(0, "number", 11)] } }),
      typeformResponse(7, { response: { form_id: "other" } }),
      { event_id: "8" },
      typeformResponse(9, { event: { event_type: "form_deleted" } }),
    ],
  };
  for (const law of channelLaws(typeform, samples)) it(law.name, law.check);
});

describe("typeform keeps the webhook laws", () => {
  const laws = webhookLaws(typeform, {
    config,
    bodies: [JSON.stringify(typeformResponse(1)), JSON.stringify(typeformResponse(2))],
    secretOf,
    sign: hmacRequest("typeform-signature", { hash: "SHA-256", encoding: "base64", prefix: "sha256=" }),
    signed: ["typeform-signature"],
  });
  for (const law of laws) it(law.name, law.check);
});

describe("typeform's signature", () => {
  const body = new TextEncoder().encode(JSON.stringify(typeformResponse(1)));
  const verify = (headers: { readonly [name: string]: string }) =>
    typeform.webhook!.verify(
      posted(body, headers),
      { webhook: [secretOf("s3cret")] },
      "2026-03-01T09:30:00Z",
      config,
    );

  it("is the base64 HMAC-SHA-256 of the body, as Node makes it", async () => {
    const signature = createHmac("sha256", "s3cret").update(body).digest("base64");
    expect(await verify({ "typeform-signature": `sha256=${signature}` })).toMatchObject({
      verified: true,
      delivery: "evt-1",
    });
  });

  it("is required, although Typeform sends without where no secret was set", async () => {
    expect(await verify({})).toEqual({ verified: false, status: 401, reason: "signature-missing" });
  });

  it("is asked of POST alone", async () => {
    const request = { ...posted(body, {}), method: "GET" };
    const said = await typeform.webhook!.verify(request, {}, "2026-03-01T09:30:00Z", config);
    expect(said).toEqual({ verified: false, status: 405, reason: "method-not-allowed" });
  });
});

describe("typeform reads a response", () => {
  it("into one event, dated by its submission, under the form and its token", () => {
    const { event, setAside } = decode(typeformResponse(1));
    expect(setAside).toEqual([]);
    expect(event).toMatchObject({
      type: "survey.responded",
      source: "typeform:form/abc",
      key: "token-1",
      time: "2026-03-01T09:30:00Z",
      channel: "web",
      dimensions: { store: "harbour" },
      data: { survey: "abc", status: "complete", duration: 120 },
    });
  });

  it("with every answer under the key that its type names", () => {
    expect(values(typeformResponse(1))).toEqual({
      recommend: 9,
      ease: 6,
      stars: 5,
      why: "Quick, and the courier was kind",
      product: ["Shoes", "Socks", "Laces"],
      again: "yes",
    });
  });

  it("and its instruments come from the configuration", () => {
    const instruments = typeform.instruments!(config);
    expect(instruments.map(({ id, scale }) => [id, scale])).toContainEqual([
      "recommend",
      { min: 0, max: 10, step: 1 },
    ]);
    expect(instruments.find(({ id }) => id === "ease")).toMatchObject({
      construct: "ces",
      touchpoint: "checkout",
    });
    const declared = instruments.map(({ id, version }) => `${id}@${version}`);
    for (const { instrument } of decode(typeformResponse(1)).event!.data.answers)
      expect(declared).toContain(instrument);
  });

  it("keeps addresses for the vault and out of the event", () => {
    const { event, contacts } = decode(typeformResponse(1));
    expect(contacts).toEqual([{ subject: event?.subject, kind: "email", value: "Ada.1@Example.org" }]);
    expect(JSON.stringify(event)).not.toMatch(/ada/i);
  });

  it("takes the address for the subject where nothing else is said, in any case of its letters", () => {
    const { subject: _, ...rest } = config;
    const { event } = decode(typeformResponse(1), rest);
    expect(event?.subject).toBe(contextOf(rest).subject("email", "ada.1@example.org"));
  });

  it("reads addresses of hidden fields, and never segments by them", () => {
    const hidden = { store: "call 13800138000", mail: "ada@example.org" };
    const { event, contacts, setAside } = decode(typeformResponse(1, { response: { hidden, answers: [] } }), {
      hidden: { store: "store" },
      contact: { email: "mail" },
    });
    expect(contacts?.[0]?.value).toBe("ada@example.org");
    expect(event?.dimensions).toEqual({});
    expect(setAside).toMatchObject([{ path: "form_response.hidden.store", reason: "contact-detail" }]);
    expect(JSON.stringify([event, setAside])).not.toMatch(/138|ada@/);
  });

  it("at the place that a hidden field tells", () => {
    const places: TypeformConfig = { channel: { hidden: "via" }, touchpoint: { hidden: "at" }, stage: "use" };
    const at = (hidden: object) => decode(typeformResponse(1, { response: { hidden } }), places).event;
    expect(at({ via: "email", at: "delivery" })).toMatchObject({
      channel: "email",
      touchpoint: "delivery",
      stage: "use",
    });
    expect(at({ at: "ada@example.org" })).toMatchObject({ channel: "unknown", stage: "use" });
    expect(at({ at: "ada@example.org" })).not.toHaveProperty("touchpoint");
  });

  it("that is partial by when its respondent came, and what is complete later counts instead", () => {
    const partial = { event: { event_type: "form_response_partial" } };
    const none = decode(
      typeformResponse(1, { ...partial, response: { submitted_at: "0001-01-01T00:00:00Z" } }),
    ).event;
    expect(none).toMatchObject({ key: "token-1", time: "2026-03-01T09:28:00Z", data: { status: "partial" } });
    expect(none?.revision ?? 0).toBeLessThan(decode(typeformResponse(1)).event?.revision ?? 0);
  });
});

describe("typeform guesses nothing", () => {
  const only = (index: number, type: string, value: unknown, response = {}) =>
    typeformResponse(1, { response: { answers: [typeformAnswer(index, type, value)], ...response } });

  it("what is off the scale is set aside, and missing", () => {
    const { event, setAside } = decode(only(0, "number", 11));
    expect(event?.data.answers).toEqual([
      { item: "recommend", value: null, missing: "off-scale", instrument: "recommend@1" },
    ]);
    expect(setAside).toMatchObject([
      { scope: "value", path: "form_response.answers[0]", reason: "off-scale" },
    ]);
  });

  it("a scale that nothing tells is set aside by its path", () => {
    expect(decode(only(7, "number", 4)).setAside).toMatchObject([{ reason: "unmapped-scale" }]);
    expect(decode(only(2, "number", 4), {}).setAside).toMatchObject([{ reason: "unmapped-field" }]);
  });

  it("a form that asks on another scale than declared is noticed", () => {
    const fields = typeformDefinition.fields.map((field) =>
      field.ref === "ease" ? { ...field, properties: { steps: 8, start_at_one: false } } : field,
    );
    const { event, setAside } = decode(only(1, "number", 6, { definition: { fields } }));
    expect(event?.data.answers).toEqual([]);
    expect(setAside).toMatchObject([
      { reason: "scale-changed", message: expect.stringContaining("0–7") as string },
    ]);
  });

  it("files, payments and links are left out, and said to be", () => {
    for (const type of ["file_url", "payment", "url", "date"])
      expect(decode(only(3, type, "https://example.org/x")).setAside).toMatchObject([{ reason: "left-out" }]);
  });

  it("a number is one from its first character to its last", () => {
    expect(values(only(0, "number", "10 reasons"))).toEqual({ recommend: null });
    expect(values(only(0, "number", "10"))).toEqual({ recommend: 10 });
    expect(values(only(0, "number", Infinity))).toEqual({ recommend: null });
  });

  it("an answer without its value is set aside", () => {
    expect(decode(only(4, "choice", {})).setAside).toMatchObject([{ reason: "missing-value" }]);
  });
});

describe("typeformItems", () => {
  it("says what a form says, from the form or from a payload, and that it decodes", () => {
    const { items, leftOut } = typeformItems(typeformDefinition);
    expect(typeformItems(typeformResponse(1)).items).toEqual(items);
    expect(items["ease"]).toEqual({
      construct: "rating",
      scale: { min: 1, max: 7, step: 1 },
      label: { en: "How easy was it?" },
    });
    expect(leftOut).toEqual([
      { field: "mail", type: "email", reason: "contact" },
      { field: "mood", type: "opinion_scale", reason: "unmapped-scale" },
    ]);
    expect(typeform.config["~standard"].validate({ items })).not.toHaveProperty("issues");
    expect(decode(typeformResponse(1), { items }).setAside).toEqual([]);
  });

  it("an opinion scale starts where the form says, and nowhere when it does not say", () => {
    const scaleOf = (properties: object) =>
      typeformItems({ fields: [{ ref: "q", type: "opinion_scale", properties }] }).items["q"]?.scale;
    expect(scaleOf({ steps: 11, start_at_one: false })).toEqual({ min: 0, max: 10, step: 1 });
    expect(scaleOf({ steps: 10, start_at_one: true })).toEqual({ min: 1, max: 10, step: 1 });
    expect(scaleOf({ steps: 10 })).toBeUndefined();
    expect(scaleOf({ start_at_one: true })).toBeUndefined();
  });

  it("opens groups, and takes nothing for a form that is none", () => {
    const group = { type: "group", ref: "g", properties: { fields: [{ ref: "q", type: "nps" }] } };
    expect(Object.keys(typeformItems({ fields: [group] }).items)).toEqual(["q"]);
    for (const none of [null, 4, "form", [], { fields: [null, {}] }])
      expect(typeformItems(none).items).toEqual({});
  });
});

describe("typeform's configuration", () => {
  const issues = (value: unknown) => {
    const result = typeform.config["~standard"].validate(value);
    return "issues" in result ? result.issues?.map(({ message }) => message).join("; ") : undefined;
  };

  it("may be empty", () => {
    expect(issues({})).toBeUndefined();
  });

  it.each([
    [{ itens: {} }, 'there is no key "itens" here: did you mean "items"?'],
    [{ items: { q: { construct: "csat" } } }, "a csat item needs its scale"],
    [
      { items: { q: { construct: "nps", scale: { min: 1, max: 10, step: 1 } } } },
      "an NPS item is asked on 0–10, not 1–10",
    ],
    [
      { items: { a: { item: "x", construct: "verbatim" }, b: { item: "x", construct: "verbatim" } } },
      'two items are called "x"',
    ],
    [{ items: { q: { construct: "verbatim", sclae: 1 } } }, 'did you mean "scale"?'],
    [{ subject: { hidden: "id" } }, "kind"],
    [{ form: "" }, "form: must be a text that is not empty"],
    [{ form: 4 }, "form"],
  ])("says of %j what is wrong", (value, message) => {
    expect(issues(value)).toContain(message);
  });
});
