/** One thing that a reader of a guide does. */
export type GuideStep =
  | { readonly does: "write"; readonly file: string; readonly text: string; readonly line: number }
  | {
      readonly does: "run";
      readonly command: string;
      /** Whether the guide says that it goes wrong here. */
      readonly fails: boolean;
      /** Whether it goes on until the guide is at its end; it is waited for until it has said what is shown. */
      readonly stays: boolean;
      /** Lines that the guide shows of what is printed. */
      readonly shows: readonly string[];
      readonly line: number;
    };

const fence = /^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm;

/**
 * What a guide tells its reader to do, in order: every line of a ```sh block is run; a block whose title is a file (```ts [src/index.ts]) is
 * written there; a ```text block shows lines of what the block before it prints. ```sh fails goes wrong on purpose; ```sh stays runs in another
 * terminal.
 */
export function readGuide(markdown: string): readonly GuideStep[] {
  const steps: GuideStep[] = [];
  for (const match of markdown.matchAll(fence)) {
    const [, language = "", info = "", body = ""] = match;
    const line = markdown.slice(0, match.index).split("\n").length;
    const file = /\[([\w./-]+)\]/.exec(info)?.[1];
    const last = steps.at(-1);
    if (language === "sh") {
      for (const command of body.split("\n").filter((one) => one.trim() !== ""))
        steps.push({
          does: "run",
          command,
          fails: /\bfails\b/.test(info),
          stays: /\bstays\b/.test(info),
          shows: [],
          line,
        });
    } else if (language === "text" && last?.does === "run") {
      const shows = body.split("\n").filter((one) => one.trim() !== "");
      steps[steps.length - 1] = { ...last, shows };
    } else if (file !== undefined) steps.push({ does: "write", file, text: body, line });
  }
  return steps;
}
