import { defineConfig } from "vitepress";
import typedocSidebar from "../api/typedoc-sidebar.json" with { type: "json" };

export default defineConfig({
  title: "CXKit",
  markdown: { math: true },
  base: "/",
  cleanUrls: true,
  srcExclude: [],
  cacheDir: "../.cache/vitepress",
  outDir: "../.cache/site",
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Guide", link: "/guide/start" },
      { text: "API", link: "/api/" },
    ],
    sidebar: { "/api/": typedocSidebar },
  },
});
