import { expect, it } from "vitest";
import type { Capabilities, Contributes } from "../plugin.ts";
import { manifestProblems } from "./manifest-problems.ts";

const code = { title: "A", spec: "v1", module: "./a.js", export: "a" } as const;
const said = (contributes: Contributes, capabilities: Capabilities = {}) =>
  manifestProblems({ manifestVersion: 1, id: "acme.a", contributes, capabilities }).map(
    ({ path, message }) => `${path}: ${message}`,
  );

it("finds nothing in a plugin that is as it should be", () => {
  expect(
    said(
      {
        channels: [
          {
            ...code,
            id: "a",
            config: {},
            streams: { all: {} },
            webhook: { secrets: ["webhook"], acknowledge: { status: 200 } },
          },
        ],
      },
      {
        network: [{ host: "api.acme.com", why: "x" }],
        secrets: [
          { name: "webhook", why: "x" },
          { name: "token", hosts: ["api.acme.com"], why: "x" },
        ],
      },
    ),
  ).toEqual([]);
});

it("finds an id that is there twice within a kind, and none that two kinds share", () => {
  const metric = { id: "a", title: "A", spec: "v1", data: {} } as const;
  expect(said({ metrics: [metric, metric], alertRules: [metric] })).toEqual([
    "contributes.metrics[1].id: a is there twice",
  ]);
});

it.each([
  ["*.com", "everybody below .com"],
  ["intranet", "no public host name"],
  ["10.0.0.1", "is an address"],
  ["api.example.com", "nobody's host name"],
  ["printer.local", "nobody's host name"],
  ["${config:shop}", "no configuration has a field shop"],
])("doubts the host %s", (host, message) => {
  expect(said({}, { network: [{ host, why: "x" }] })[0]).toContain(message);
});

it("takes a host from a field of the configuration", () => {
  const config = { type: "object", properties: { shop: { type: "string" } } };
  expect(
    said({ channels: [{ ...code, id: "a", config }] }, { network: [{ host: "${config:shop}", why: "x" }] }),
  ).toEqual([]);
});

it.each(["token", "apiKey", "api_key", "client-secret", "webhookSecrets", "password", "privateKey"])(
  "takes a text called %s for a secret, at any depth, unless it is marked as none",
  (name) => {
    const config = (property: object) => ({
      type: "object",
      properties: { auth: { type: "object", properties: { [name]: { type: "string", ...property } } } },
    });
    const of = (property: object) => said({ notifiers: [{ ...code, id: "a", config: config(property) }] });
    expect(of({})[0]).toContain(`contributes.notifiers[0].config.properties.${name}: looks like a secret`);
    expect(of({ "x-cxkit-secret": false })).toEqual([]);
  },
);

it("misses no secret that a webhook verifies with, and no host that a stream pulls from", () => {
  const webhook = { secrets: ["webhook"], acknowledge: { status: 200 } };
  expect(said({ channels: [{ ...code, id: "a", config: {}, webhook, streams: { all: {} } }] })).toEqual([
    "contributes.channels[0].webhook.secrets: a verifies with webhook, which capabilities.secrets does not name",
    "contributes.channels[0]: a asks its producer, but capabilities.network names no host",
  ]);
});

it("sends no secret where no request may go", () => {
  expect(said({}, { secrets: [{ name: "token", hosts: ["api.acme.com"], why: "x" }] })).toEqual([
    "capabilities.secrets[0].hosts[0]: token may go to api.acme.com, which capabilities.network does not name",
  ]);
});

it("lets no code into the host's process that did not ask for it", () => {
  const stores = [{ ...code, id: "a", config: {} }];
  expect(said({ stores })).toEqual([
    "contributes.stores[0]: a has code that runs in the host's process, which capabilities.inProcess does not ask for",
  ]);
  expect(said({ stores }, { inProcess: { why: "x" } })).toEqual([]);
  expect(said({ metrics: [{ id: "a", title: "A", spec: "v1", data: {} }] })).toEqual([]);
});

it("warns of code that runs without being needed", () => {
  expect(
    manifestProblems({ manifestVersion: 1, id: "acme.a", contributes: {}, activation: ["onStart"] }),
  ).toMatchObject([{ path: "activation", level: "warning" }]);
});
