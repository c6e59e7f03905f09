import { expect, it } from "vitest";
import { plainSecrets } from "./plain-secrets.ts";

// Put together, so that nobody's scanner takes this file for a leak.
const secrets = [
  ["a private key", ["-----BEGIN", `PRIVATE KEY-----\n${"A".repeat(64)}`].join(" ")],
  ["an AWS access key", `AKIA${"A".repeat(16)}`],
  ["a GitHub token", `ghp_${"a1".repeat(18)}`],
  ["an npm token", `npm_${"a1".repeat(18)}`],
  ["a Slack token", `xoxb-${"1".repeat(24)}`],
  ["a Stripe key", `sk_live_${"a".repeat(24)}`],
  ["a Google API key", `AIza${"b".repeat(35)}`],
  ["a signed token", `eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.${"c".repeat(30)}`],
  ["a password in an address", ["postgres://admin", "hunter22@db.acme.com"].join(":")],
] as const;

it.each(secrets)("%s is found, with its line and without its text", (what, secret) => {
  const found = plainSecrets(`one\ntwo\nconst key = "${secret}";`);
  expect(found).toEqual([{ what, line: 3 }]);
  expect(JSON.stringify(found)).not.toContain(secret);
});

it.each([
  "smtps://user:password@mail.example.com",
  "https://api.acme.com/v1/responses",
  "-----BEGIN PUBLIC KEY-----",
  "const secret = process.env.SECRET;",
  "`https://${user}:${token}@host`",
])("%s is none", (text) => {
  expect(plainSecrets(text)).toEqual([]);
});
