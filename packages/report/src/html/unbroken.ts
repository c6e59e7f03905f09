/** Numbers stay beside their sign at the end of a line. */
export function unbroken(sentence: string): string {
  return sentence.replaceAll(/(?<=\d) (?=%)|(?<=\bn) (?== )|(?<=\bn =) /g, "\u00A0");
}
