// Builds the page and, where a Chromium is found, opens it and reads what it shows.
import { cpSync, existsSync, mkdirSync } from "node:fs";
import assert from "node:assert/strict";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = `${here}dist`;
mkdirSync(out, { recursive: true });
cpSync(`${here}index.html`, `${out}/index.html`);
const { metafile } = await build({
  entryPoints: [`${here}app.ts`],
  bundle: true,
  // A classic script, so that the page also opens from disk.
  format: "iife",
  minify: true,
  conditions: ["@cxkit/source"],
  outfile: `${out}/app.js`,
  metafile: true,
  logLevel: "warning",
});
console.log("bundle", Object.values(metafile.outputs)[0]?.bytes, "bytes");

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
  await page.goto(pathToFileURL(`${out}/index.html`).href);
  assert.match(await page.locator("#result").innerText(), /^40 \(95 % interval .* n = 10\)/);
  await page.locator("#scores").fill("10 11");
  assert.match(await page.locator("#result").innerText(), /nps requires 0 to 10 or null, got 11 at index 1/);
  await browser.close();
  console.log("page ok");
} else {
  console.log("page not opened: no Chromium here");
}
