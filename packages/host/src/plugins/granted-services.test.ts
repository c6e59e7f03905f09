import { filledRequest, type HttpRequest, type Secret, secretText } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { secret } from "../secret.ts";
import { answeringPlugin } from "./fixtures/answering-plugin.ts";
import { grantedServices } from "./granted-services.ts";
import type { InstalledPlugin, RunnerServices } from "./runner.ts";

const plugin: InstalledPlugin = {
  ...answeringPlugin,
  manifest: {
    manifestVersion: 1,
    id: "acme.kit",
    contributes: {
      channels: [
        {
          id: "feedback",
          title: "F",
          spec: "v1",
          module: "./f.mjs",
          export: "f",
          config: {},
          webhook: { secrets: ["webhook"], acknowledge: { status: 200 } },
        },
      ],
    },
    capabilities: {
      network: [{ host: "api.example.com", methods: ["GET", "POST"], why: "answers" }],
      secrets: [{ name: "token", hosts: ["api.example.com"], why: "to ask" }],
    },
  },
};

function services(): RunnerServices & { readonly asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  return {
    asked,
    http: async (request) => {
      asked.push(request);
      return { status: 200, headers: {}, body: Buffer.from('{"access_token":"t"}') };
    },
    secrets: { webhook: [secret("a", "a")], token: [secret("b", "b")], other: [secret("c", "c")] },
    token: () => Promise.reject(new Error("of the host")),
    subject: () => "",
    fingerprint: () => "",
    now: () => "2026-03-01T10:00:00Z",
  };
}
const limit = grantedServices({ timer: () => () => {} });

describe("grantedServices", () => {
  it("leaves the secrets that the plugin names", () => {
    expect(Object.keys(limit(plugin, services(), {}).secrets)).toEqual(["webhook", "token"]);
  });

  it("sorts no secret that is sent, and no token, among texts: who may do that finds its value out", async () => {
    const { secrets, token } = limit(plugin, services(), {});
    const digest = (one: Secret | undefined, order: "sorted" | "as-given") =>
      Promise.resolve().then(() => one?.digest("SHA-256", [null, "b"], order));
    const request: HttpRequest = { method: "POST", url: "https://api.example.com/token" };
    const fetched = await token({ name: "t", request, value: "access_token" });
    for (const one of [secrets["token"]![0], fetched]) {
      await expect(digest(one, "sorted")).rejects.toMatchObject({ place: { trouble: "capability" } });
      expect(await digest(one, "as-given")).toHaveLength(32);
    }
    expect(await digest(secrets["webhook"]![0], "sorted")).toHaveLength(32);
    expect(filledRequest({ ...request, body: secretText`${secrets["token"]![0]!}` }).body).toBe("b");
  });

  it("asks granted places alone, also for tokens", async () => {
    const given = services();
    const { http, token, secrets } = limit(plugin, given, {});
    await http({ method: "GET", url: "https://api.example.com/answers" });
    const request = (host: string): HttpRequest => ({
      method: "POST",
      url: `https://${host}/token`,
      body: secretText`key=${secrets["token"]![0]!}`,
    });
    expect(
      await token({ name: "t", request: request("api.example.com"), value: "access_token" }),
    ).toBeDefined();
    expect(given.asked).toHaveLength(2);
    for (const ask of [
      http({ method: "GET", url: "https://elsewhere.example.com" }),
      token({ name: "u", request: request("elsewhere.example.com"), value: "access_token" }),
    ])
      await expect(ask).rejects.toMatchObject({ place: { trouble: "capability" } });
    expect(given.asked).toHaveLength(2);
  });
});
