import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import { cdp } from "vitest/browser";
import { emptyReport, madeUpReport } from "./fixtures/made-up-report.ts";
import type { ReportModel } from "./model.ts";
import { renderHtml } from "./render-html.ts";
import { reportTables } from "./report-tables.ts";
import { tableCsv } from "./table-csv.ts";

interface Opened {
  readonly document: Document;
  readonly window: Window & typeof globalThis;
}

const policy = /<meta\s+http-equiv="Content-Security-Policy"[^>]*>/;

/** The page in a frame of its own. */
async function open(html: string, options: { width?: number; scripts?: boolean } = {}): Promise<Opened> {
  const frame = document.createElement("iframe");
  frame.width = String(options.width ?? 1100);
  frame.height = "900";
  if (options.scripts === false) frame.sandbox.value = "allow-same-origin";
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  frame.srcdoc = html;
  document.body.append(frame);
  await loaded;
  if (!frame.contentDocument || !frame.contentWindow) throw new Error("the frame is empty");
  return { document: frame.contentDocument, window: frame.contentWindow as Opened["window"] };
}

async function emulate(media: "screen" | "print", scheme: "light" | "dark" = "light"): Promise<void> {
  await cdp().send("Emulation.setEmulatedMedia", {
    media,
    features: [{ name: "prefers-color-scheme", value: scheme }],
  });
}

/** What axe finds, as rule and place. The page's own policy would keep axe out, so it is taken off here and tested below. */
async function violations(model: ReportModel, width: number): Promise<string[]> {
  const { document: page, window: view } = await open(renderHtml(model).replace(policy, ""), { width });
  for (const details of page.querySelectorAll("details")) details.open = true;
  view.eval(axe.source);
  const { axe: within } = view as unknown as { axe: typeof axe };
  const results = await within.run(page, { resultTypes: ["violations"] });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${String(node.target)} ${node.html.slice(0, 120)}`),
  );
}

/** What a button saves. */
async function saved(
  page: Opened,
  button: HTMLButtonElement,
): Promise<{ readonly name: string; readonly blob: Blob }> {
  const blobs: Blob[] = [];
  const names: string[] = [];
  page.window.URL.createObjectURL = (blob) => {
    blobs.push(blob as Blob);
    return "blob:kept";
  };
  page.window.HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
    names.push(this.download);
  };
  button.click();
  const [blob] = blobs;
  const [name = ""] = names;
  if (!blob) throw new Error("nothing was saved");
  return { name, blob };
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows which element it is
function find<T extends Element>(root: ParentNode, selector: string): T {
  const element = root.querySelector<T>(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
}

const text = async (blob: Blob) =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer());

afterEach(async () => {
  await emulate("screen");
  document.body.replaceChildren();
});

describe("axe finds nothing to say against the page", () => {
  for (const locale of ["en", "zh"] as const)
    for (const scheme of ["light", "dark"] as const)
      it(`in ${locale}, ${scheme}`, async () => {
        await emulate("screen", scheme);
        expect(await violations(madeUpReport({ locale }), 1100)).toEqual([]);
      }, 60_000);

  it("on a phone", async () => {
    expect(await violations(madeUpReport({ verbatims: 6 }), 390)).toEqual([]);
  }, 60_000);

  it("without answers", async () => {
    expect(await violations(emptyReport(), 1100)).toEqual([]);
  });
});

describe("the page keeps to its policy", () => {
  it("its own style and script run, another script does not", async () => {
    const html = renderHtml(madeUpReport({ verbatims: 3 }));
    const page = await open(html.replace("</main>", `<script>document.title = "taken";</script></main>`));
    expect(page.document.title).not.toBe("taken");
    expect(find<HTMLButtonElement>(page.document, "button[data-save]").hidden).toBe(false);
    expect(page.window.getComputedStyle(find(page.document, ".figure-value")).fontSize).toBe("80px");
  });
});

describe("the page's buttons", () => {
  const model = madeUpReport({ locale: "zh", verbatims: 9 });

  it("save every table as the same CSV as tableCsv", async () => {
    const page = await open(renderHtml(model));
    const expected = new Map(reportTables(model).map((table) => [`${table.id}.csv`, tableCsv(table)]));
    const buttons = [...page.document.querySelectorAll<HTMLButtonElement>('button[data-save$=".csv"]')];
    expect(buttons.length).toBe(expected.size - 1);
    for (const button of buttons) {
      const { name, blob } = await saved(page, button);
      expect(await text(blob)).toBe(expected.get(name));
    }
  });

  it("save every chart as a picture that stands alone", async () => {
    const page = await open(renderHtml(model));
    const buttons = [...page.document.querySelectorAll<HTMLButtonElement>('button[data-save$=".svg"]')];
    expect(buttons.length).toBeGreaterThan(8);
    for (const button of buttons) {
      const { blob } = await saved(page, button);
      const picture = new DOMParser().parseFromString(await text(blob), "image/svg+xml");
      expect(picture.querySelector("parsererror")).toBeNull();
      expect(picture.documentElement.namespaceURI).toBe("http://www.w3.org/2000/svg");
      expect(await text(blob)).not.toMatch(/var\(|style=/);
    }
  });

  it("are away without scripts, and all verbatims are there", async () => {
    const page = await open(renderHtml(model), { scripts: false });
    const visible = (element: Element) => page.window.getComputedStyle(element).display !== "none";
    expect([...page.document.querySelectorAll("button, .filters")].filter(visible)).toEqual([]);
    expect([...page.document.querySelectorAll("#table-verbatims tbody tr")].filter(visible)).toHaveLength(9);
  });
});

describe("the filter of verbatims", () => {
  it("shows what holds the words and has the score, and says how many", async () => {
    const page = await open(renderHtml(madeUpReport({ verbatims: 24 })));
    const shown = () => page.document.querySelectorAll("#table-verbatims tbody tr:not([hidden])").length;
    const input = find<HTMLInputElement>(page.document, ".filters input");
    const select = find<HTMLSelectElement>(page.document, ".filters select");
    input.value = "CHECKOUT";
    input.dispatchEvent(new page.window.Event("input"));
    expect(shown()).toBe(3);
    expect(find(page.document, ".filters output").textContent).toBe("3 of 24 shown");
    select.value = "promoter";
    select.dispatchEvent(new page.window.Event("change"));
    expect(shown()).toBe(0);
    input.value = "";
    input.dispatchEvent(new page.window.Event("input"));
    expect(shown()).toBeGreaterThan(0);
  });
});

describe("a long list of verbatims", () => {
  it("begins with 25, looks through all, and shows all when asked", async () => {
    const page = await open(renderHtml(madeUpReport({ verbatims: 96 })));
    const shown = () => page.document.querySelectorAll("#table-verbatims tbody tr:not([hidden])").length;
    const more = find<HTMLButtonElement>(page.document, "button[data-more]");
    expect([shown(), more.hidden]).toEqual([25, false]);
    const input = find<HTMLInputElement>(page.document, ".filters input");
    input.value = "ten years";
    input.dispatchEvent(new page.window.Event("input"));
    expect([shown(), more.hidden]).toEqual([12, true]);
    input.value = "";
    input.dispatchEvent(new page.window.Event("input"));
    more.click();
    expect([shown(), more.hidden]).toEqual([96, true]);
  });
});

describe("the keyboard", () => {
  it("reaches everything that can be used, in the order of the page", async () => {
    const page = await open(renderHtml(madeUpReport({ verbatims: 3 })));
    const usable = [
      ...page.document.querySelectorAll<HTMLElement>(
        "a[href], button, summary, input, select, [tabindex='0']",
      ),
    ].filter(
      (element) => element.offsetParent !== null && !element.closest("details:not([open]) > :not(summary)"),
    );
    expect(usable.length).toBeGreaterThan(30);
    expect(usable[0]?.className).toBe("skip");
    for (const element of usable) {
      element.focus();
      expect(page.document.activeElement).toBe(element);
      expect(element.tabIndex).toBe(0);
    }
  });
});

describe("on paper", () => {
  it("there are no controls, and wide charts", async () => {
    const page = await open(renderHtml(madeUpReport({ verbatims: 3 })), { width: 600 });
    await emulate("print", "dark");
    const display = (selector: string) =>
      new Set(
        [...page.document.querySelectorAll(selector)].map(
          (element) => page.window.getComputedStyle(element).display,
        ),
      );
    expect(display("button, nav, .tools, .filters, .skip, .narrow")).toEqual(new Set(["none"]));
    expect(display(".wide")).toEqual(new Set(["block"]));
    expect(page.window.getComputedStyle(page.document.documentElement).color).toBe("rgb(0, 0, 0)");
  });
});

describe("in width", () => {
  it.each([320, 390, 768, 1400])("%i pixels hold the page without scrolling sideways", async (width) => {
    const page = await open(renderHtml(madeUpReport({ verbatims: 6 })), { width });
    expect(page.document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
