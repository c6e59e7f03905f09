import { type Content, html } from "./markup.ts";

/** A sentence of the headline: numbers stay beside their sign, names written from right to left in an element of their own. */
export function sentenceContent(sentence: string): Content {
  return sentence
    .split(/\u2068([^\u2069]*)\u2069/)
    .map((part, index) => (index % 2 === 0 ? unbroken(part) : html`<bdi>${part}</bdi>`));
}

/** Numbers stay beside their sign at the end of a line. */
export function unbroken(sentence: string): string {
  return sentence.replaceAll(/(?<=\d) (?=%)|(?<=\bn) (?== )|(?<=\bn =) /g, "\u00A0");
}
