/** Keys and tokens by the forms that their issuers give them. */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ["a private key", /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/=]{40}/],
  ["an AWS access key", /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,})\b/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}\b/],
  ["a Slack token", /\bxox[abprs]-[A-Za-z0-9-]{20,}\b/],
  ["a Stripe key", /\b[rs]k_live_[A-Za-z0-9]{20,}\b/],
  ["a Google API key", /\bAIza[\w-]{35}\b/],
  ["a signed token", /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}\b/],
  [
    "a password in an address",
    /\b[a-z][a-z+]{2,9}:\/\/[^\s/:@"'`<>${}]+:(?!password|secret|pass\b|\*|x+@)[^\s/:@"'`<>${}]{6,}@/,
  ],
];

/**
 * What in a text looks like somebody's secret. A plugin is read by everybody who installs it.
 *
 * @returns what it looks like, and in which line, never the secret
 */
export function plainSecrets(text: string): readonly { readonly what: string; readonly line: number }[] {
  return forms.flatMap(([what, form]) => {
    const match = form.exec(text);
    return match ? [{ what, line: text.slice(0, match.index).split("\n").length }] : [];
  });
}
