/**
 * Checks a built site: every page and every `#anchor` that a link names is there, and every formula could be set. (Links between the
 * repository's Markdown files are checked by links.test.ts.)
 *
 *     node packages/house/check-links.ts .cache/site
 */
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

interface Page {
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
  /** A formula that could not be set. */
  readonly brokenFormula: boolean;
}

const [site] = process.argv.slice(2);
if (site === undefined || !existsSync(site))
  throw new RangeError(`check-links requires a built site, got ${site}`);

const pages = new Map(globSync(`${site}/**/*.html`).map((file) => [path.resolve(file), read(file)]));
const problems = [...pages].flatMap(([file, { links, brokenFormula }]) => [
  ...links.flatMap((link) => {
    const problem = problemOf(file, link);
    return problem ? [`${path.relative(site, file)}: ${problem} ${link}`] : [];
  }),
  ...(brokenFormula ? [`${path.relative(site, file)}: a formula that cannot be set`] : []),
]);

for (const problem of problems.slice(0, 50)) console.error(problem);
console.log(`links: ${problems.length} broken on ${pages.size} pages`);
process.exitCode = problems.length > 0 ? 1 : 0;

function read(file: string): Page {
  const html = readFileSync(file, "utf8");
  return {
    brokenFormula: html.includes("data-mjx-error"),
    ids: new Set([...html.matchAll(/\bid="([^"]+)"/g)].map(([, id = ""]) => id)),
    links: [...html.matchAll(/<a\b[^>]*?\bhref="([^"]+)"/g)].map(([, link = ""]) =>
      link.replaceAll("&amp;", "&"),
    ),
  };
}

function problemOf(file: string, link: string): string | undefined {
  if (/^[a-z]+:/i.test(link)) return undefined;
  const [pathname = "", hash] = link.split("#");
  const base = pathname.startsWith("/")
    ? path.join(site ?? "", decodeURI(pathname))
    : path.join(path.dirname(file), decodeURI(pathname));
  const target =
    pathname === ""
      ? path.resolve(file)
      : [base, `${base}.html`, path.join(base, "index.html")]
          .map((candidate) => path.resolve(candidate))
          .find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  if (target === undefined) return "no page";
  const ids = pages.get(target)?.ids;
  return hash && ids && !ids.has(decodeURIComponent(hash)) ? "no anchor" : undefined;
}
