/**
 * Checks the links of the built site and of the repository's Markdown files:
 * every relative link has a target, every `#anchor` exists.
 *
 *     node tools/check-links.ts .cache/site
 */
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const site = process.argv[2];
const problems: string[] = [];

if (site) {
  const pages = new Map<string, { ids: Set<string>; links: string[] }>();
  for (const file of globSync(`${site}/**/*.html`)) {
    const html = readFileSync(file, "utf8");
    pages.set(path.resolve(file), {
      ids: new Set([...html.matchAll(/\bid="([^"]+)"/g)].map((m) => m[1]!)),
      links: [...html.matchAll(/<a\b[^>]*?\bhref="([^"]+)"/g)].map((m) => m[1]!.replaceAll("&amp;", "&")),
    });
  }
  for (const [file, { links }] of pages) {
    for (const link of links) {
      if (/^[a-z]+:/i.test(link)) continue;
      const [pathname = "", hash] = link.split("#");
      const base = pathname.startsWith("/")
        ? path.join(site, pathname)
        : path.join(path.dirname(file), pathname);
      const target = [base, `${base}.html`, path.join(base, "index.html")]
        .map((p) => (pathname === "" ? file : path.resolve(p)))
        .find((p) => existsSync(p) && statSync(p).isFile());
      if (!target) problems.push(`${path.relative(site, file)}: no page ${link}`);
      else if (hash && pages.has(target) && !pages.get(target)!.ids.has(decodeURIComponent(hash)))
        problems.push(`${path.relative(site, file)}: no anchor ${link}`);
    }
  }
}

for (const file of globSync(["*.md", "packages/*/*.md", "docs/**/*.md"], {
  exclude: ["docs/api/**", "**/node_modules/**"],
})) {
  for (const [, link = ""] of readFileSync(file, "utf8").matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)) {
    if (!link.startsWith("/") && !existsSync(path.join(path.dirname(file), link)))
      problems.push(`${file}: no file ${link}`);
  }
}

for (const problem of problems) console.error(problem);
console.log(`links: ${problems.length} broken`);
process.exitCode = problems.length > 0 ? 1 : 0;
