import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardedHttp } from "./guarded-http.ts";

describe("an address that is nobody's business", () => {
  const nowhere = guardedHttp({ resolve: async () => expect.unreachable("an address needs no look-up") });

  it.each([
    ["the machine itself", "127.0.0.1"],
    ["the machine itself", "127.9.9.9"],
    ["the machine itself", "[::1]"],
    ["a private network", "10.0.0.1"],
    ["a private network", "172.16.3.4"],
    ["a private network", "192.168.1.1"],
    ["a private network", "[fd12:3456::1]"],
    ["a cloud's keys", "169.254.169.254"],
    ["link-local", "[fe80::1]"],
    ["a carrier's network", "100.64.0.1"],
    ["multicast", "224.0.0.1"],
    ["multicast", "[ff02::1]"],
    ["unspecified", "0.0.0.0"],
    ["unspecified", "[::]"],
    ["broadcast", "255.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["for documents", "203.0.113.7"],
    ["version 4 in version 6", "[::ffff:127.0.0.1]"],
    ["version 4 in version 6", "[::ffff:8.8.8.8]"],
    ["version 4 in version 6", "[::127.0.0.1]"],
    ["translated", "[64:ff9b::7f00:1]"],
    ["translated", "[64:ff9b:1::a00:1]"],
    ["tunnelled", "[2002:7f00:1::]"],
    ["tunnelled", "[2001::1]"],
    ["site-local", "[fec0::1]"],
    ["a decimal", "2130706433"],
    ["a decimal", "134744072"],
    ["octal", "0177.0.0.1"],
    ["octal", "010.8.8.8"],
    ["hexadecimal", "0x7f000001"],
    ["short", "127.1"],
    ["wide digits", "１２７.0.0.1"],
    ["percent-encoded", "%31%32%37.0.0.1"],
  ])("is refused: %s, %s", async (_, host) => {
    const request = nowhere({ method: "GET", url: `http://${host}/` });
    await expect(request).rejects.toMatchObject({ code: "invalid-setup" });
  });

  it("is any but a public one: whatever version 6 address does not begin with 2 or 3", () =>
    fc.assert(
      fc.asyncProperty(
        fc.ipV6().filter((address) => !/^[23]/.test(address)),
        async (address) => {
          const request = nowhere({ method: "GET", url: `http://[${address}]/` });
          await expect(request).rejects.toMatchObject({ code: "invalid-setup" });
        },
      ),
    ));
});

it.each([
  "",
  "10.0.0.0/33",
  "http://a.test",
  "a.test:0",
  "a.test:99999",
  "a b",
  "user@a.test",
  "256.1.1.1",
  "1:2",
])("an allowed place that is none is refused when it is set up: %j", (entry) => {
  expect(() => guardedHttp({ allow: ["ok.test", entry] })).toThrow(
    expect.objectContaining({ code: "invalid-setup", place: { path: "allow.1" } }),
  );
});
