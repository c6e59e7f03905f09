import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { type DefaultTheme, defineConfig } from "vitepress";
import { apiMenus } from "./api-menus.ts";
import { statsAreas } from "./stats-areas.ts";

const docs = path.dirname(import.meta.dirname);

// A link to a file of references is a download, not a page.
process.env["VITE_EXTRA_EXTENSIONS"] = "bib";

/** The parts of the site that are folders of pages, in the order of the menu. */
const parts = [
  {
    text: "Guide",
    folder: "guide",
    first: ["start", "workspace", "reading-a-report", "what-changed", "command-line", "workspace-commands"],
  },
  { text: "Metrics", folder: "metrics", first: ["nps", "csat", "ces"] },
  { text: "Stats", folder: "stats" },
  { text: "Validation", folder: "validation", first: ["coverage", "witnesses"] },
  { text: "Journeys", folder: "journeys" },
  { text: "Channels", folder: "channels" },
  { text: "Alerts", folder: "alerts" },
  { text: "Notifiers", folder: "notifiers" },
  {
    text: "Plugins",
    folder: "plugins",
    first: [
      "first-channel",
      "contracts",
      "conformance",
      "manifest",
      "commands",
      "authoring",
      "quality",
      "security",
    ],
  },
  { text: "Text", folder: "text" },
  { text: "Tables", folder: "tables" },
  { text: "Stores", folder: "stores" },
  { text: "Host", folder: "host", first: ["flow"] },
  { text: "Signing", folder: "signing" },
  { text: "Report", folder: "report" },
  { text: "Core", folder: "core", first: ["event", "identity", "tally"] },
  { text: "Decisions", folder: "decisions" },
].map((part) => ({ ...part, pages: pagesOf(part.folder, part.first) }));

const zh = pagesOf("zh", ["start", "workspace"]);
const zhMetrics = pagesOf("zh/metrics", ["nps", "csat", "ces"]);
const zhChannels = pagesOf("zh/channels", ["wechat", "wecom", "alipay", "feishu"]);
const zhPlugins = pagesOf("zh/plugins", ["first-channel"]);
const shown = parts.filter(({ pages }) => pages.length > 0);
const api = JSON.parse(
  readFileSync(path.join(docs, "api/typedoc-sidebar.json"), "utf8"),
) as DefaultTheme.SidebarItem[];

export default defineConfig({
  title: "CXKit",
  description: "Customer-experience measurement that says how sure it is",
  cleanUrls: true,
  // The menus lie in a file of their own, not in every page.
  metaChunk: true,
  cacheDir: "../.cache/vitepress",
  outDir: "../.cache/site",
  markdown: { math: true },
  locales: {
    root: { label: "English", lang: "en" },
    ...(zh[0] ? { zh: { label: "简体中文", lang: "zh-CN", link: zh[0].link, themeConfig: chinese() } } : {}),
  },
  themeConfig: {
    // Not every page has its twin in the other language: the menu leads to the language's first page.
    i18nRouting: false,
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      ...shown
        .filter(({ text }) =>
          ["Guide", "Metrics", "Stats", "Validation", "Channels", "Alerts", "Plugins"].includes(text),
        )
        .map(({ text, folder, pages }) => ({
          text,
          link: pages[0]?.link ?? "/",
          activeMatch: `^/${folder}/`,
        })),
      { text: "API", link: "/api/", activeMatch: "^/api/" },
    ],
    sidebar: {
      ...apiMenus(api),
      "/": [
        ...shown.map(({ text, folder, pages }) => ({
          text,
          items: folder === "stats" ? statsAreas(pages) : pages,
          collapsed: folder !== "guide",
        })),
        { text: "Contributing", link: "/CONTRIBUTING" },
        { text: "API", link: "/api/" },
      ],
    },
  },
});

/** The pages of a folder by title, the index and those in `first` before the others. */
function pagesOf(folder: string, first: readonly string[] = []): { text: string; link: string }[] {
  const order = ["index", ...first];
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return globSync("*.md", { cwd: path.join(docs, folder) })
    .map((file) => path.basename(file, ".md"))
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b, "en"))
    .map((name) => ({
      text: titleOf(path.join(docs, folder, `${name}.md`)),
      link: name === "index" ? `/${folder}/` : `/${folder}/${name}`,
    }));
}

function titleOf(file: string): string {
  const [, title] = /^# (.+)$/m.exec(readFileSync(file, "utf8")) ?? [];
  return title?.replaceAll("`", "").replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1") ?? path.basename(file, ".md");
}

function chinese(): DefaultTheme.Config {
  return {
    outline: { label: "本页目录", level: [2, 3] },
    nav: [{ text: "English", link: "/" }],
    sidebar: [
      { text: "指南", items: zh },
      { text: "指标", items: zhMetrics },
      { text: "渠道", items: zhChannels },
      ...(zhPlugins.length > 0 ? [{ text: "插件", items: zhPlugins }] : []),
    ],
    docFooter: { prev: "上一页", next: "下一页" },
  };
}
