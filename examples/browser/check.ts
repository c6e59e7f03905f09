// Builds the pages and, where a Chromium is found, opens them and reads what they show.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import assert from "node:assert/strict";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { chromium } from "playwright";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = `${here}dist`;
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const name of ["index.html", "typeform-webhook.html"]) cpSync(`${here}${name}`, `${out}/${name}`);
const bundle = async (
  entry: string,
  options: Pick<BuildOptions, "format" | "splitting" | "chunkNames">,
): Promise<void> => {
  const { metafile } = await build({
    entryPoints: [`${here}${entry}`],
    bundle: true,
    minify: true,
    conditions: ["@cxkit/source"],
    outdir: out,
    metafile: true,
    logLevel: "warning",
    ...options,
  });
  for (const { bytes, entryPoint } of Object.values(metafile.outputs))
    if (entryPoint) console.log("bundle", entryPoint, bytes, "bytes");
};
// A classic script, so that the page also opens from disk.
await bundle("app.ts", { format: "iife" });
// Modules, so that what is loaded lazily is a file of its own.
await bundle("typeform-webhook.ts", { format: "esm", splitting: true, chunkNames: "[name]-[hash]" });

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
if (existsSync(executablePath)) {
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(pathToFileURL(`${out}/index.html`).href);
  assert.match(await page.locator("#result").innerText(), /^40 \(95 % interval .* n = 10\)/);
  await page.locator("#scores").fill("10 11");
  assert.match(await page.locator("#result").innerText(), /nps requires 0 to 10 or null, got 11 at index 1/);

  // Modules come from a server: this one is the folder.
  const asked: string[] = [];
  await page.route("http://localhost/**", (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    return route.fulfill({ path: `${out}${pathname}` });
  });
  await page.goto("http://localhost/typeform-webhook.html");
  await page.locator("#result:not(:empty)").waitFor();
  const shown = await page.locator("#result").innerText();
  assert.equal(`${shown}\n`, readFileSync(`${here}typeform-webhook.txt`, "utf8"));
  assert.ok(
    asked.some((path) => path.startsWith("/config-")),
    `the schema came lazily: ${asked.join(" ")}`,
  );
  await browser.close();
  console.log("pages ok");
} else {
  console.log("pages not opened: no Chromium here");
}
