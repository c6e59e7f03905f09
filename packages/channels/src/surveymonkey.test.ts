import { createHmac } from "node:crypto";
import type { EventDraftOf, RawRequest, Secret } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import { bearerAuth, channelConformance, numberedPages, type VendorSetup } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { conforms, kitMaterial } from "./fixtures/kit-material.ts";
import {
  surveyMonkeyEvent,
  surveyMonkeyResponse,
  surveyMonkeySurvey,
} from "./fixtures/surveymonkey-responses.ts";
import { hmacRequest, posted, secretOf } from "./fixtures/webhook-samples.ts";
import {
  surveyMonkey,
  type SurveyMonkeyConfig,
  surveyMonkeyItems,
  type SurveyMonkeyRecord,
} from "./surveymonkey.ts";

await surveyMonkey.config["~standard"].load?.();
const material = await kitMaterial(surveyMonkey);

const config: SurveyMonkeyConfig = {
  survey: "105723396",
  items: surveyMonkeyItems(surveyMonkeySurvey).items,
  variables: { store: "store" },
  subject: { variable: "customer", kind: "customer" },
};
type Response = ReturnType<typeof surveyMonkeyResponse>;
const contextOf = (of: SurveyMonkeyConfig) => createContext(of, { key: new Uint8Array(32) });
const decode = (raw: unknown, of = config) => {
  const { events, setAside, contacts } = surveyMonkey.decode(raw as SurveyMonkeyRecord, contextOf(of));
  return { event: events[0] as EventDraftOf<"survey.responded"> | undefined, events, setAside, contacts };
};
const values = (raw: unknown, of = config) =>
  Object.fromEntries(decode(raw, of).event?.data.answers.map(({ item, value }) => [item, value]) ?? []);
const response = (...given: Parameters<typeof surveyMonkeyResponse>) => ({
  response: surveyMonkeyResponse(...given),
});
const webhook = (...given: Parameters<typeof surveyMonkeyEvent>) => ({
  webhook: surveyMonkeyEvent(...given),
});

const malformed = [
  {},
  webhook(1),
  webhook(1, "collector_created"),
  webhook(1, "response_moved"),
  webhook(1, "response_deleted", { resources: { survey_id: "4" } }),
  webhook(1, "response_deleted", { object_id: "../x", resources: { survey_id: "105723396" } }),
  webhook(1, "response_deleted", { event_datetime: "today" }),
  response(2, { more: { id: "" } }),
  response(2, { more: { survey_id: "4" } }),
  response(2, { more: { collection_mode: "survey_preview" } }),
  response(2, { more: { response_status: "thinking" } }),
  response(2, { at: "2026-03-01 09:30" }),
  response(2, { more: { response_status: "disqualified" } }),
  response(2, { answers: { 99: [{ text: "who asked?" }] } }),
];
const bodies = [1, 2].map((number) => JSON.stringify(surveyMonkeyEvent(number, "response_deleted")));
const sign = hmacRequest("sm-signature", { hash: "SHA-1", encoding: "base64" });
const samples = {
  bodies,
  secretOf,
  sign,
  signed: ["sm-signature"] as const,
  values: ["client-1&s3cret", "client-1&other"] as const,
};

describe("surveyMonkey keeps the channel laws", () => {
  const raws = [
    response(1),
    response(2, {
      more: { response_status: "partial", metadata: {}, custom_variables: {} },
      answers: { 53: undefined },
    }),
    webhook(3, "response_deleted"),
  ];
  for (const law of channelLaws(surveyMonkey, { config, raws, malformed })) it(law.name, law.check);
});

describe("surveyMonkey keeps the webhook laws", () => {
  for (const law of webhookLaws(surveyMonkey, { config, ...samples, signed: ["sm-signature"] }))
    it(law.name, law.check);
});

describe("surveyMonkey passes the conformance kit", () => {
  const list = "/v3/surveys/105723396/responses/bulk";
  const vendor: VendorSetup<Response> = {
    origin: "https://api.surveymonkey.com",
    auth: bearerAuth("token"),
    lists: ({ path }) => path === list,
    answers: ({ path }, rows) => {
      const found = rows.find(({ row }) => path === `/v3/surveys/105723396/responses/${row.id}/details`);
      return found && { body: found.row };
    },
    selects: ({ row }, { query }) =>
      Date.parse(row.date_modified) >= Date.parse(query["start_modified_at"] ?? "1970-01-01T00:00:00Z"),
    paging: numberedPages<Response>({
      parameter: "page",
      sizeParameter: "per_page",
      body: (data, { page, hasMore, total, size }, { url }) => ({
        data,
        page,
        per_page: size,
        total,
        links: { self: url, ...(hasMore && { next: url }) },
      }),
    }),
  };
  const checks = channelConformance(surveyMonkey, {
    ...material,
    config,
    hosts: ["api.surveymonkey.com"],
    malformed,
    edits: [
      { before: response(1, { more: { response_status: "partial" } }), after: response(1) },
      { before: response(1), after: response(1, { at: "2026-03-01T10:00:00+00:00" }) },
    ],
    deletions: [{ raw: webhook(3, "response_deleted"), key: "5007154323" }],
    unknowns: [response(2, { more: { response_status: "thinking" } })],
    hydration: {
      stream: "responses",
      thin: (row) => webhook(1, "response_updated", { object_id: (row as Response).id }),
    },
    webhook: {
      ...samples,
      polled: {
        stream: "responses",
        body: (row) =>
          JSON.stringify(surveyMonkeyEvent(1, "response_completed", { object_id: (row as Response).id })),
      },
    },
    streams: {
      responses: {
        vendor,
        row: (n, at) => surveyMonkeyResponse(n, { at }),
        key: (row) => (row as Response).id,
        // Pages overlap by one, so that nothing is lost between them.
        extraCalls: 1,
      },
    },
  });
  conforms(checks);
});

describe("surveyMonkey's signature", () => {
  const body = new TextEncoder().encode(bodies[0]);
  const verify = (request: RawRequest, secrets: readonly Secret[] = [secretOf("client-1&s3cret")]) =>
    surveyMonkey.webhook!.verify(request, { webhook: secrets }, "2026-03-01T09:30:00Z", config);
  const type = { "content-type": "application/vnd.surveymonkey.response.v1+json" };

  it("is the base64 HMAC-SHA-1 of the body under client_id&client_secret, as Node makes it", async () => {
    const signature = createHmac("sha1", "client-1&s3cret").update(body).digest("base64");
    const request = posted(body, { ...type, "sm-apikey": "client-1", "sm-signature": signature });
    expect(await verify(request)).toMatchObject({ verified: true, delivery: "10001" });
    expect(await verify(request, [secretOf("s3cret")])).toMatchObject({ reason: "signature-wrong" });
    expect(surveyMonkey.webhook?.accepts).toEqual(["*"]);
  });

  it("is not asked of whoever asks whether there is somebody, and nothing is told", async () => {
    const asked = { ...posted(new Uint8Array(0), {}), method: "GET" };
    expect(await verify(asked, [])).toEqual({ verified: true, records: [], reply: { status: 200 } });
    expect(await verify(posted(body, type))).toMatchObject({ status: 401, reason: "signature-missing" });
  });
});

describe("surveyMonkey reads a response", () => {
  it("into one event, dated by its last change, under the survey and its id", () => {
    const { event, setAside } = decode(response(1));
    expect(setAside).toEqual([]);
    expect(event).toMatchObject({
      type: "survey.responded",
      source: "surveymonkey:survey/105723396",
      key: "5007154321",
      revision: 17_723_574_603,
      time: "2026-03-01T09:31:00+00:00",
      channel: "web",
      dimensions: { collector: "50253586", store: "harbour" },
      data: { survey: "105723396", status: "complete", duration: 144 },
    });
    expect(event?.subject).toBe(contextOf(config).subject("customer", "c-1"));
  });

  it("with its answers by question and row, and what does not apply as missing", () => {
    expect(values(response(1))).toEqual({
      recommend: 9,
      "52/521": 3,
      "52/522": null,
      53: "Quick, and the courier was kind",
      54: ["Shoes", "Laces"],
    });
    const { event } = decode(response(1));
    expect(event?.data.answers.find(({ value }) => value === null)?.missing).toBe("not-applicable");
    const declared = surveyMonkey.instruments!(config).map(({ id, version }) => `${id}@${version}`);
    for (const { instrument } of event?.data.answers ?? []) expect(declared).toContain(instrument);
  });

  it("by the ids of choices that nothing is said of, which are nobody's telephone number", () => {
    const ticked = response(1, { answers: { 54: [{ choice_id: "13800138000" }, { choice_id: "0138" }] } });
    expect(values(ticked, { survey: "105723396", items: { 54: { construct: "choice" } } })).toEqual({
      54: ["13800138000", "0138"],
    });
  });

  it("keeps addresses for the vault, and the network address nowhere", () => {
    const { event, contacts } = decode(response(1));
    expect(contacts).toEqual([{ subject: event?.subject, kind: "email", value: "Ada.1@Example.org" }]);
    expect(JSON.stringify(event)).not.toMatch(/ada|192\.0/i);
    const { subject: _, ...rest } = config;
    expect(decode(response(1), rest).event?.subject).toBe(
      contextOf(rest).subject("email", "ada.1@example.org"),
    );
  });

  it("that is complete counts instead of the partial one of the same second", () => {
    const partial = decode(response(1, { more: { response_status: "partial" } })).event;
    expect(partial).toMatchObject({ key: "5007154321", data: { status: "partial" } });
    expect(partial?.revision).toBeLessThan(decode(response(1)).event?.revision ?? 0);
  });

  it.each(["disqualified", "overquota"])(
    "that is %s as a contact without answers, which is said",
    (status) => {
      const { event, setAside } = decode(response(1, { more: { response_status: status } }));
      expect(event).toMatchObject({
        dimensions: { disposition: status },
        data: { status: "partial", answers: [] },
      });
      expect(setAside).toMatchObject([{ scope: "value", path: "response.pages", reason: "screened-out" }]);
      expect(event?.revision).toBeGreaterThan(
        decode(response(1, { more: { response_status: "partial" } })).event?.revision ?? Infinity,
      );
    },
  );

  it("that was deleted as its retraction, and asks for nothing", () => {
    const raw = webhook(3, "response_deleted");
    expect(surveyMonkey.hydrate?.needs(raw)).toBe(false);
    expect(decode(raw).events).toMatchObject([
      {
        type: "event.retracted",
        source: "surveymonkey:survey/105723396",
        key: "5007154323/retracted",
        data: { type: "survey.responded", key: "5007154323", reason: "deleted" },
      },
    ]);
  });

  it("and says what is none", () => {
    expect(malformed.map((raw) => decode(raw).setAside[0]?.reason)).toEqual([
      "missing-event",
      "not-completed",
      "no-response",
      "not-completed",
      "other-survey",
      "missing-id",
      "unreadable-date",
      "missing-id",
      "other-survey",
      "preview",
      "unknown-status",
      "unreadable-date",
      "screened-out",
      "unmapped-question",
    ]);
  });
});
