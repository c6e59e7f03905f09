import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokensOf } from "./pseudonyms.ts";
import { redact, webWords } from "./redact.ts";

const key = Uint8Array.from({ length: 32 }, (_, at) => at * 7 + 1);

const payload = {
  event_id: "01HV5K9Z3Q",
  form: "https://acme.typeform.com/to/aB3dE9",
  submitted_at: "2026-03-01T09:30:15.123Z",
  created: 1_772_357_415,
  score: 9,
  big: "PLACE",
  name: "Ada Lovelace",
  again: "Lovelace, Ada",
  email: "ada.lovelace@example.com",
  phone: "+44 20 7946 0958",
  mobile: "13800138000",
  comment: "快递太慢了，打了三次电话都没人接。",
  status: "completed",
  yes: true,
  none: null,
  list: [{ number: 7, label: "Berlin" }],
};
const sample = JSON.stringify(payload).replace('"PLACE"', "13900139000123456789");

const json = (text: string, more: object = {}) => redact(text, { format: "json", key, ...more });
const parsed = (text: string) => JSON.parse(text) as typeof payload & { [key: string]: unknown };

describe("redact", () => {
  it("keeps shape, types and lengths, and nothing that says something", () => {
    const { body } = json(sample);
    const made = parsed(body);
    expect(Object.keys(made)).toEqual(Object.keys(payload));
    for (const name of [
      "event_id",
      "name",
      "email",
      "phone",
      "mobile",
      "comment",
      "status",
      "form",
    ] as const) {
      expect(made[name]).toHaveLength(payload[name].length);
      expect(made[name]).not.toBe(payload[name]);
    }
    expect([made.yes, made.none, typeof made.score]).toEqual([true, null, "number"]);
    // Beyond 2^53, and still twenty digits.
    expect(/"big":(\d+)/.exec(body)?.[1]).toHaveLength(20);
    expect(made.email).toMatch(/^\w{3}\.\w{8}@\w{7}\.qz\w$/);
    expect(made.form).toMatch(/^https:\/\/\w{4}\.\w{8}\.qz\w\/\w{2}\/\w{6}$/);
    expect(made.phone).toMatch(/^\+\d\d \d\d \d{4} \d{4}$/);
    expect(made.comment).toMatch(/^\p{Script=Han}{5}，\p{Script=Han}{10}。$/u);
  });

  it("gives the same for the same within a sample, and another with another key", () => {
    const made = parsed(json(sample).body);
    expect(made.again.split(", ").toReversed().join(" ")).toBe(made.name);
    const other = parsed(json(sample, { key: new Uint8Array(32) }).body);
    expect(other.name).not.toBe(made.name);
    expect(() => json(sample, { key: new Uint8Array(4) })).toThrow(RangeError);
  });

  it("moves all times by one span, whichever way they are written", () => {
    const two = parsed(
      json(
        '{"submitted_at":"2026-03-01T09:30:15.123Z","created":1772357415,"ended":"2026-03-02 09:30","day":"2026/03/01"}',
      ).body,
    ) as unknown as { submitted_at: string; created: number; ended: string; day: string };
    const moved = Date.parse("2026-03-01T09:30:15.123Z") - Date.parse(two.submitted_at);
    expect(moved).toBeGreaterThan(399 * 86_400_000);
    expect(Math.abs(moved / 1000 - (1_772_357_415 - two.created))).toBeLessThanOrEqual(1);
    expect(
      Math.abs(Date.parse("2026-03-02T09:30Z") - Date.parse(`${two.ended.replace(" ", "T")}Z`) - moved),
    ).toBeLessThan(60_000);
    expect(two.day).toMatch(/^\d{4}\/\d\d\/\d\d$/);
  });

  it("moves no time to another of the sample", () => {
    const years = Array.from({ length: 12 }, (_, year) => `${2000 + year * 2}-06-01`);
    const { body } = json(JSON.stringify(years));
    for (const year of years) expect(body).not.toContain(year.slice(0, 4));
  });

  it("keeps scores by their path and words by name, says which, and keeps nothing else by its path", () => {
    const made = json(sample, { keep: ["score", "list.*.number"], words: ["completed"] });
    expect(made.kept).toEqual([
      { path: "score", text: "9" },
      { path: "list.0.number", text: "7" },
    ]);
    expect(parsed(made.body)).toMatchObject({ score: 9, status: "completed" });
    expect(made.candidates).toEqual(["Berlin"]);
    expect(json(sample).candidates).toEqual(["Berlin", "completed"]);
    expect(() => json(sample, { keep: ["email"] })).toThrow("email is no score from 0 to 10");
  });

  it("replaces keys that are somebody's", () => {
    const made = json('{"ada@example.com":{"name":"Ada"},"13800138000":1,"form_response":"x"}').body;
    expect(made).not.toMatch(/ada|example|13800138000/);
    expect(made).toContain('"form_response":');
  });

  it("takes headers along, with the same pseudonyms", () => {
    const { headers, body } = json('{"id":"Zebra77"}', {
      headers: { "content-type": "application/json", "x-id": "Zebra77", "x-signature": "sha256=abcdef" },
    });
    expect(headers["content-type"]).toBe("application/json");
    expect(JSON.parse(body)).toEqual({ id: headers["x-id"] });
    expect(headers["x-signature"]).not.toContain("abcdef");
  });

  it("reads forms and XML too", () => {
    const form = redact("From=%2B8613800138000&Body=Very+good%21&Score=9", {
      format: "form",
      key,
      keep: ["Score"],
    });
    expect(form.body).toMatch(/^From=%2B\d{13}&Body=[A-Z][a-z]{3}\+[a-z]{4}!&Score=9$/);
    const xml = redact(
      '<?xml version="1.0"?><xml a="Ada1"><!-- Ada --><FromUserName><![CDATA[oUser7788]]></FromUserName><MsgId>23450000111122223333</MsgId><Content>Very &lt;good&gt; &amp; cheap</Content><e/></xml>',
      { format: "xml", key },
    );
    expect(xml.body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><xml a="\w{4}"><FromUserName><!\[CDATA\[\w{9}\]\]><\/FromUserName><MsgId>\d{20}<\/MsgId><Content>\w{4} &lt;\w{4}&gt; &amp; \w{5}<\/Content><e\/><\/xml>$/,
    );
    expect(xml.body).not.toMatch(/Ada|oUser7788|Very|good|cheap/);
  });

  it("refuses what is not of its format, and quotes nothing of it", () => {
    for (const format of ["json", "xml"] as const)
      expect(() => redact("secret words", { format, key })).toThrow(/^the sample is no (?:JSON|XML)/);
    expect(() => redact("<a><b></a>", { format: "xml", key })).toThrow("not closed");
    expect(() => redact("a=%ZZ", { format: "form", key })).toThrow("no form");
  });

  it("lets no word or number of three characters and more survive, whatever comes", () => {
    const words = fc.oneof(
      fc.string(),
      fc.emailAddress(),
      fc.webUrl(),
      fc
        .date({ noInvalidDate: true, min: new Date("2001-01-01"), max: new Date("2099-01-01") })
        .map((date) => date.toISOString()),
      fc.stringMatching(/^1[3-9]\d{9}$/),
      fc.string({ unit: "grapheme" }),
    );
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        words,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie("value"), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(values, fc.uint8Array({ minLength: 16, maxLength: 16 }), (value, drawn) => {
        const text = JSON.stringify({ value });
        const { body } = redact(text, { format: "json", key: drawn });
        const leaves = (one: unknown): string[] =>
          Array.isArray(one)
            ? one.flatMap(leaves)
            : typeof one === "object" && one !== null
              ? Object.values(one).flatMap(leaves)
              : typeof one === "boolean" || one === null
                ? []
                : [typeof one === "string" ? one : JSON.stringify(one)];
        const kept = new Set(webWords.flatMap(tokensOf));
        const before = new Set(
          leaves(value)
            .flatMap(tokensOf)
            .filter((one) => !kept.has(one)),
        );
        const after = leaves((JSON.parse(body) as { value: unknown }).value).flatMap(tokensOf);
        expect(after.filter((one) => before.has(one))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
