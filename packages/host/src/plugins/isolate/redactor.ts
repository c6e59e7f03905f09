import { type Secret, secretValue } from "@cxkit/core";

/** Takes secrets out of texts. */
export interface Redactor {
  /** Learns a secret whose value is known here; of others there is nothing to hide. */
  learn(secret: Secret): void;
  /** The text with `…` where a secret stood, in any of the forms that one is written in. */
  redact(text: string): string;
}

/**
 * Knows the values of live secrets, as text, as base64, base64url and hexadecimal digits, percent-encoded and as JSON writes them, and
 * takes them out of whatever is logged or thrown. What is shorter than four characters would tear holes in every sentence and is left.
 */
export function redactor(): Redactor {
  const learned = new WeakSet<Secret>();
  let forms: string[] = [];
  return {
    learn(secret) {
      if (learned.has(secret)) return;
      learned.add(secret);
      const value = (secret as { readonly [secretValue]?: () => string })[secretValue]?.();
      if (value === undefined || value.length < 4) return;
      const bytes = Buffer.from(value, "utf8");
      const written = [
        value,
        bytes.toString("base64"),
        bytes.toString("base64").replace(/=+$/, ""),
        bytes.toString("base64url"),
        bytes.toString("hex"),
        encodeURIComponent(value),
        new URLSearchParams([["", value]]).toString().slice(1),
        JSON.stringify(value).slice(1, -1),
        // How much of it shows is told by no line break either.
        value.replace(/\s+/g, " ").trim(),
      ];
      // Long ones first: a part of one may be another.
      forms = [...new Set([...forms, ...written])]
        .filter((form) => form.length >= 4)
        .toSorted((left, right) => right.length - left.length);
    },
    redact: (text) => forms.reduce((left, form) => left.replaceAll(form, "…"), text),
  };
}
