import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configuredHosts } from "./configured-hosts.ts";
import { isLocalHost } from "./local-host.ts";

describe("configuredHosts", () => {
  it("finds the field that says a host or its address, however deep", () => {
    const config = {
      shop: "main",
      at: { server: "https://Chat.Example.com:8443/api", host: "chat.example.com" },
    };
    expect(configuredHosts("chat.example.com:8443", config)).toEqual(["${config:at.server}"]);
    expect(configuredHosts("chat.example.com", config)).toEqual(["${config:at.host}"]);
    expect(configuredHosts("main.example.com", config)).toEqual(["*.example.com"]);
  });

  it("makes no wildcard over a whole top-level domain, and nothing of what says nothing", () => {
    expect(configuredHosts("shop.dev", { account: "shop" })).toEqual([]);
    for (const config of [undefined, null, 7, [], ["shop.dev"], { a: "" }, { a: "https://" }])
      expect(configuredHosts("shop.dev", config)).toEqual([]);
  });

  it("finds every host that a field of the configuration names", () => {
    fc.assert(
      fc.property(fc.domain(), fc.stringMatching(/^[a-z]\w{0,8}$/), (domain, field) => {
        expect(configuredHosts(domain, { [field]: `https://${domain}/a` })).toEqual([`\${config:${field}}`]);
      }),
    );
  });
});

describe("isLocalHost", () => {
  it("is this machine, by name or number, and no other", () => {
    for (const host of ["localhost", "app.localhost:3000", "127.0.0.1", "127.1.2.3:80", "[::1]:9", "0.0.0.0"])
      expect(isLocalHost(host)).toBe(true);
    for (const host of ["localhost.example.com", "127.example.com", "10.0.0.1", "example.com"])
      expect(isLocalHost(host)).toBe(false);
  });
});
