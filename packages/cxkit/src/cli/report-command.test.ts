import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReportModel } from "@cxkit/report";
import { run } from "./program.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-report-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("cxkit report on a file that is fine", () => {
  it("writes one HTML file and a summary without colour codes, and ends with 0", async () => {
    const file = await put("fine.csv", survey(200));
    const { code, out } = await cxkit("report", file, "-o", at("fine.html"));
    expect(code).toBe(0);
    expect(out).toContain("NPS");
    // oxlint-disable-next-line no-control-regex -- the claim is that there is none
    expect(out).not.toMatch(/\u001B/);
    expect(await readFile(at("fine.html"), "utf8")).toMatch(/^<!doctype html>/i);
  });

  it("is the same bytes for the same input", async () => {
    const file = await put("same.csv", survey(200));
    await cxkit("report", file, "-o", at("same-1.html"));
    await cxkit("report", file, "-o", at("same-2.html"));
    expect(await readFile(at("same-2.html"), "utf8")).toBe(await readFile(at("same-1.html"), "utf8"));
  });

  it("prints the model as JSON, to which the columns it was told about belong", async () => {
    const model = await json(await put("json.csv", survey(200)), "--invited", "1000", "--target", "nps=90");
    expect(model.scores[0]?.metric.id).toBe("nps");
    expect(model.scores[0]?.estimate.n).toBe(200);
    expect(model.responseRate?.estimate.value).toBe(20);
    expect(model.targets[0]?.verdict).toBe("missed");
    expect(model.period).toEqual({ from: "2026-01-01", to: "2026-03-31" });
  });

  it("marks periods the data do not fill, and compares whole ones only", async () => {
    const model = await json(await put("partial.csv", survey(400, { days: 75 })), "--every", "month");
    expect(model.scores[0]?.trend?.points.map(({ label, partial }) => [label, partial])).toEqual([
      ["2026-01", false],
      ["2026-02", false],
      ["2026-03", true],
    ]);
    expect([model.changes?.from, model.changes?.to]).toEqual(["2026-01", "2026-02"]);
  });

  it("hides small cells and what would give them away", async () => {
    const rows = survey(200).replace(",North,", ",Tiny,").replace(",North,", ",Tiny,");
    const model = await json(await put("small.csv", rows), "--segment", "Region");
    const hidden = model.segments[0]?.rows.filter((row) => row.hidden !== null) ?? [];
    expect(hidden.map((row) => row.hidden ?? "").toSorted((a, b) => a.localeCompare(b))).toEqual([
      "complement",
      "small",
    ]);
    expect(hidden.every((row) => row.n === null && row.estimate === null && row.versusRest === null)).toBe(
      true,
    );
  });

  it("writes every table and chart where asked", async () => {
    await cxkit("report", await put("tables.csv", survey(200)), "-o", at("t.html"), "--tables", at("tables"));
    const files = await readdir(at("tables"));
    expect(files.filter((name) => name.endsWith(".csv")).length).toBeGreaterThan(3);
    expect(files.filter((name) => name.endsWith(".svg")).length).toBeGreaterThan(2);
    const csv = await readFile(at(`tables/${files.find((name) => name.endsWith(".csv"))}`));
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

describe("what must not leave the report", () => {
  it("is kept out: contact columns whole, contact details inside comments", async () => {
    const model = await json(await put("private.csv", survey(200)));
    const text = JSON.stringify(model);
    expect(text).not.toMatch(/@example\.com|138 ?0013 ?8000/);
    expect(model.privacy.hiddenColumns.map(({ column }) => column)).toContain("E-mail");
    expect(model.privacy.masked.telephone).toBeGreaterThan(0);
    expect(model.verbatims?.rows.length).toBeGreaterThan(0);
  });

  it("leaves comments out altogether with --no-verbatims", async () => {
    const model = await json(await put("quiet.csv", survey(200)), "--no-verbatims");
    expect(model.verbatims).toBeNull();
    expect(JSON.stringify(model)).not.toContain("delivery number");
  });

  it("keeps HTML in a comment text", async () => {
    const file = await put(
      "html.csv",
      survey(60).replace("delivery number 3 ", "<script>alert(1)</script> "),
    );
    await cxkit("report", file, "-o", at("html.html"));
    const page = await readFile(at("html.html"), "utf8");
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("&lt;script&gt;alert(1)");
  });

  it("holds the rows of one value only with --by", async () => {
    const file = await put("by.csv", survey(300));
    const { code } = await cxkit("report", file, "--by", "Region", "--out", at("by"));
    expect(code).toBe(0);
    expect((await readdir(at("by"))).toSorted()).toEqual(["East.html", "North.html", "South.html"]);
    for (const [region, other] of [
      ["North", "South"],
      ["South", "East"],
      ["East", "North"],
    ] as const) {
      const page = await readFile(at(`by/${region}.html`), "utf8");
      expect(page).toContain(`from ${region}`);
      expect(page).not.toContain(other);
    }
  });
});

describe("a mapping", () => {
  it("kept by --save-mapping runs next month unasked, and names a column that changed", async () => {
    const first = await put("january.csv", survey(100));
    expect((await cxkit("report", first, "-o", at("j.html"), "--save-mapping", at("map.json"))).code).toBe(0);
    const next = await put("february.csv", survey(120));
    expect((await cxkit("report", next, "-o", at("f.html"), "--mapping", at("map.json"))).code).toBe(0);
    const renamed = await put("march.csv", survey(100).replace("How likely", "Would it be likely"));
    const { code, err } = await cxkit("report", renamed, "-o", at("m.html"), "--mapping", at("map.json"));
    expect(code).toBe(4);
    expect(err).toContain("march.csv");
    expect(err).toContain("How likely");
    await expect(readFile(at("m.html"))).rejects.toThrow(/ENOENT/);
  });
});

describe("a file that is not fine", () => {
  const broken: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ["empty.csv", "", /empty/],
    [
      "truncated.csv",
      survey(50)
        .slice(0, -20)
        .replace(/[^\n]*$/, 'R99,"2026-03-01'),
      /line \d+/,
    ],
    ["binary.csv", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), /PNG/],
    ["wide.csv", `${Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(",")}\n1,2\n`, /column/],
  ];

  it.each(broken)("%s: is refused with a place and nothing is written", async (name, content, message) => {
    const { code, err } = await cxkit("report", await put(name, content), "-o", at(`${name}.html`));
    expect(code).toBe(3);
    expect(err).toContain(name);
    expect(err).toMatch(message);
    await expect(readFile(at(`${name}.html`))).rejects.toThrow(/ENOENT/);
  });

  it("is named when it is not there", async () => {
    const { code, err } = await cxkit("report", at("nowhere.csv"));
    expect([code, err]).toEqual([3, expect.stringContaining("there is no such file")]);
  });

  it("stops with the line that contradicts the encoding", async () => {
    const text = new TextEncoder().encode(survey(60));
    const bytes = Uint8Array.from([...text, 0xff, 0x41, 0x0a]);
    const { code, err } = await cxkit("report", await put("latin.csv", bytes), "--encoding", "utf-8");
    expect(code).toBe(3);
    expect(err).toMatch(/line 62/);
  });
});

describe("a command line that makes no sense", () => {
  it("is a usage error", async () => {
    expect((await cxkit("report")).code).toBe(2);
    expect((await cxkit("report", "x.csv", "--confidence", "95")).code).toBe(2);
    expect((await cxkit("report", "x.csv", "--nonsense")).code).toBe(2);
  });

  it("names the nearest column where one is not there", async () => {
    const { code, err } = await cxkit("report", await put("near.csv", survey(50)), "--segment", "Regoin");
    expect(code).toBe(4);
    expect(err).toContain("Region");
  });

  it("says so when there is no score, after writing the report", async () => {
    const file = await put(
      "none.csv",
      `id,colour\n${Array.from({ length: 30 }, (_, i) => `${i},blue ${i % 3}\n`).join("")}`,
    );
    const { code, err } = await cxkit("report", file, "-o", at("none.html"));
    expect(code).toBe(5);
    expect(err).toContain("--recommend");
    expect(await readFile(at("none.html"), "utf8")).toContain("</html>");
  });
});

describe("an interrupted run", () => {
  it("ends with 130 and writes nothing", async () => {
    const abort = new AbortController();
    abort.abort();
    const file = await put("stopped.csv", survey(200));
    const { code } = await cxkit({ signal: abort.signal }, "report", file, "-o", at("stopped.html"));
    expect(code).toBe(130);
    await expect(readFile(at("stopped.html"))).rejects.toThrow(/ENOENT/);
  });
});

/** A quarter of answers; comments speak of their region, and some give contact details. */
function survey(rows: number, { days = 90 } = {}): string {
  const regions = ["North", "South", "East"];
  const heading =
    "Response ID,Submitted at,How likely are you to recommend us? (0-10),Region,E-mail,Any comments?";
  const lines = Array.from({ length: rows }, (_, i) => {
    const day = new Date(Date.UTC(2026, 0, 1) + ((i * 37) % days) * 86_400_000).toISOString().slice(0, 10);
    const region = regions[i % 3]!;
    const contact = i % 10 === 0 ? " call 138 0013 8000" : "";
    const comment = `delivery number ${i} from ${region} was as expected and that is that${contact}`;
    return `R${i},${day} 10:00:00,${(i * 7 + 3) % 11},${region},c${i}@example.com,${comment}`;
  });
  return `${heading}\n${lines.join("\n")}\n`;
}

function at(name: string): string {
  return path.join(folder, name);
}

async function put(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(at(name), content);
  return at(name);
}

async function json(file: string, ...options: string[]): Promise<ReportModel> {
  const { code, out, err } = await cxkit("report", file, "--json", ...options);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as ReportModel;
}

async function cxkit(
  ...args: readonly [string | { readonly signal: AbortSignal }, ...string[]]
): Promise<{ code: number; out: string; err: string }> {
  const [first, ...rest] = args;
  const texts = { out: "", err: "" };
  const stream = (name: "out" | "err") =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        texts[name] += chunk.toString();
        done();
      },
    });
  const code = await run(typeof first === "string" ? [first, ...rest] : rest, {
    out: stream("out"),
    err: stream("err"),
    env: {},
    now: () => "2026-07-01T00:00:00Z",
    signal: typeof first === "string" ? new AbortController().signal : first.signal,
  });
  return { code, ...texts };
}
