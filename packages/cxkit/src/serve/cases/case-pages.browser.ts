import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import { cdp } from "vitest/browser";
import { sampleCase, sampleLink, sampleWords } from "../fixtures/sample-case.ts";
import { type PageLocale, casePage, donePage, problemPage, refusedPage } from "./case-pages.ts";

const pages: Record<string, (locale: PageLocale) => string> = {
  "a case": (locale) => casePage({ link: sampleLink("acknowledge"), words: sampleWords }, locale),
  "a note that is wanted": (locale) =>
    casePage({ link: sampleLink("note"), words: null, rejected: { note: "", because: "empty" } }, locale),
  "contact details": (locale) =>
    casePage(
      {
        link: sampleLink("close"),
        words: sampleWords,
        contact: { kind: "vault", details: [{ kind: "email", value: `${"ada".repeat(20)}@example.com` }] },
      },
      locale,
    ),
  "what was done": (locale) => donePage(sampleCase, "close", locale),
  "a link that is used": (locale) => refusedPage("used", locale),
  "a problem": (locale) => problemPage(413, locale),
};

async function open(html: string, width: number): Promise<Window & typeof globalThis> {
  const frame = document.createElement("iframe");
  frame.width = String(width);
  frame.height = "900";
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  frame.srcdoc = html;
  document.body.append(frame);
  await loaded;
  return frame.contentWindow as Window & typeof globalThis;
}

async function scheme(value: "light" | "dark"): Promise<void> {
  await cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
}

afterEach(async () => {
  await scheme("light");
  document.body.replaceChildren();
});

describe("axe finds nothing to say against", () => {
  for (const [name, page] of Object.entries(pages))
    for (const language of ["en", "zh"] as const)
      for (const value of ["light", "dark"] as const)
        it(`${name}, in ${language}, ${value}, on a phone and on a desk`, async () => {
          await scheme(value);
          for (const width of [360, 1_000]) {
            const view = await open(page({ language, zone: "UTC" }), width);
            view.eval(axe.source);
            const { axe: within } = view as unknown as { axe: typeof axe };
            const { violations } = await within.run(view.document, { resultTypes: ["violations"] });
            expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual(
              [],
            );
            const { scrollWidth, clientWidth } = view.document.documentElement;
            expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
          }
        }, 60_000);
});
