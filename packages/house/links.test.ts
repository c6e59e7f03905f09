import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Tree, madeUp, projectTree } from "./tree.ts";

/** Relative links of Markdown files, and links from the site's root, that lead nowhere. Generated pages are not looked at. */
function brokenLinks(tree: Tree): string[] {
  const folders = new Set([...tree.keys()].flatMap((file) => ancestors(file)));
  const found: string[] = [];
  for (const [file, text] of tree) {
    if (!file.endsWith(".md")) continue;
    for (const { link, line } of linksOf(text)) {
      const [target = "", anchor] = link.split("#");
      const page = target === "" ? file : located(file, decodeURI(target), tree, folders);
      if (page === "generated") continue;
      if (page === undefined) found.push(`${file}:${line} leads nowhere: ${link}`);
      else if (anchor && page.endsWith(".md") && !anchorsOf(tree.get(page) ?? "").has(decodeURI(anchor)))
        found.push(`${file}:${line} has no such heading: ${link}`);
    }
  }
  return found;
}

function located(file: string, target: string, tree: Tree, folders: ReadonlySet<string>): string | undefined {
  const rooted = target.startsWith("/");
  const base = rooted ? path.posix.join("docs", target) : path.posix.join(path.posix.dirname(file), target);
  if (base === "docs/api" || base.startsWith("docs/api/")) return "generated";
  const clean = base.replace(/\/$/, "");
  const candidates = [clean, `${clean}.md`, `${clean}/index.md`, path.posix.join("docs/public", target)];
  return candidates.find((c) => tree.has(c)) ?? (folders.has(clean) ? clean : undefined);
}

function linksOf(text: string): { link: string; line: number }[] {
  const prose = text
    .replaceAll(/^([ \t]*)(`{3,}|~{3,})[\s\S]*?^[ \t]*\2/gm, (block) => block.replaceAll(/[^\n]/g, ""))
    .replaceAll(/`[^`\n]*`/g, "``");
  const pattern =
    /\]\(([^()\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(\S+)|\b(?:href|src)="([^"]+)"|^\s*(?:- )?link:\s*(\S+)/gm;
  return [...prose.matchAll(pattern)].flatMap((match) => {
    const link = match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
    if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(link)) return [];
    return [{ link, line: prose.slice(0, match.index).split("\n").length }];
  });
}

/** Anchors of a page as the site's and the forges' slugs have them. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#{1,6}\s+(.+?)(?:\s+\{#([^}]+)\})?\s*$/gm)];
  return new Set([
    ...headings.map(([, title = "", id]) => id ?? slug(title)),
    ...[...text.matchAll(/\bid="([^"]+)"/g)].map(([, id = ""]) => id),
  ]);
}

function slug(title: string): string {
  return title
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

function ancestors(file: string): string[] {
  const folder = path.posix.dirname(file);
  return folder === "." ? ["."] : [folder, ...ancestors(folder)];
}

describe("every relative link in Markdown leads somewhere", () => {
  it("in this repository", () => {
    expect(brokenLinks(projectTree())).toEqual([]);
  });

  it("and a tree with dead links is found out", () => {
    const tree = madeUp({
      "README.md":
        '[a](docs/a.md) [b](./docs/b.md#two-words) [c](docs/c.md) ![p](p.png)\n<img src="docs/p.svg">\n`[x](y)`',
      "docs/a.md":
        "# A\n[home](../README.md) [root](/b) [api](/api/core/) [gone](/gone)\n```md\n[x](nowhere.md)\n```",
      "docs/b.md": "## Two words\n[up](#two-words) [no](#three) [out](https://example.org/x) [folder](./)",
    });
    expect(brokenLinks(tree)).toEqual([
      "README.md:1 leads nowhere: docs/c.md",
      "README.md:1 leads nowhere: p.png",
      "README.md:2 leads nowhere: docs/p.svg",
      "docs/a.md:2 leads nowhere: /gone",
      "docs/b.md:2 has no such heading: #three",
    ]);
  });
});
