import { describe, expect, it } from "vitest";
import { checkConfig } from "./check-config.ts";
import { env } from "./env.ts";

const right = {
  name: "Shop",
  zone: "Europe/Berlin",
  key: env("CXKIT_KEY"),
  connections: {
    survey: { channel: "typeform", config: {}, secrets: { webhook: [env("NEW"), env("OLD")] } },
    files: { channel: "survey-csv", inbox: "inbox" },
  },
  scores: { recommend: { metric: "nps", item: "recommend" } },
  people: { anna: { notify: ["mail"], address: "anna@example.com" } },
  notifiers: { mail: { notifier: "terminal" } },
  listen: { port: 8787 },
  limits: { attempts: 3 },
};

function problems(value: unknown): string {
  try {
    checkConfig(value, "cxkit.config.ts");
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("checkConfig", () => {
  it("gives back what is right, as it is", () => {
    expect(checkConfig(right, "cxkit.config.ts")).toBe(right);
  });

  it("names file, key path and the key that was meant", () => {
    const { channel: _channel, ...rest } = right.connections.survey;
    expect(problems({ ...right, connections: { survey: { ...rest, chanel: "typeform" } } })).toBe(
      "cxkit.config.ts: 2 things are wrong\n" +
        "  connections.survey.channel: is missing\n" +
        "  connections.survey.chanel: unknown key, did you mean channel?",
    );
  });

  it("says every problem at once", () => {
    const said = problems({
      ...right,
      zone: "Berlin",
      key: "sesame",
      listen: { port: "80" },
      colour: 1,
      rulse: {},
    });
    expect(said).toMatch(/^cxkit\.config\.ts: 5 things are wrong\n/);
    expect(said).toContain("zone: expected an IANA time zone such as Europe/Berlin");
    expect(said).toContain('key: expected env("NAME"), got text; secrets are named here, never written');
    expect(said).toContain("listen.port: expected a number, got text");
    expect(said).toContain("colour: unknown key, there are name, zone, ");
    expect(said).toContain("rulse: unknown key, did you mean rules?");
  });

  it("never repeats what may be a secret", () => {
    const secret = "whsec_C2FVsBQIhrsc";
    const survey = { ...right.connections.survey, secrets: { webhook: secret, other: [secret] } };
    const said = problems({ ...right, key: secret, connections: { survey } });
    expect(said).toContain("connections.survey.secrets.webhook: expected env");
    expect(said).toContain("connections.survey.secrets.other");
    expect(said).not.toContain("C2FV");
  });

  it.each([
    [{ name: undefined }, "name: is missing"],
    [{ name: "" }, "name: expected text, got none"],
    [{ language: "de" }, "language: expected en, zh"],
    [{ publicUrl: "cx.example.com" }, "publicUrl: expected an address such as https://cx.example.com"],
    [
      { connections: { "My survey": { channel: "webhook" } } },
      "connections.My survey: expected a name of lower",
    ],
    [{ connections: { survey: { channel: 3 } } }, "connections.survey.channel: expected a name or an object"],
    [{ connections: [] }, "connections: expected an object, got a list"],
    [{ people: { anna: { notify: "mail" } } }, "people.anna.notify: expected a list, got text"],
    [{ listen: { port: 70_000 } }, "listen.port: expected 65535 or less"],
    [{ limits: { attempts: 0 } }, "limits.attempts: expected a whole number above 0"],
  ])("%j: %s", (change, said) => {
    expect(problems({ ...right, ...change })).toContain(said);
  });

  it("says what is expected where there is no configuration at all", () => {
    expect(problems(undefined)).toBe("cxkit.config.ts: is missing");
    expect(problems([])).toBe("cxkit.config.ts: expected an object, got a list");
  });
});
