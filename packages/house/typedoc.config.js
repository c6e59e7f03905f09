import { OptionDefaults } from "typedoc";

/**
 * Reference of every package and every subpath of it, as Markdown for the site. The entry points are those of the
 * manifests' `exports`, found by way of the declaration maps that `tsc -b` wrote.
 *
 * @type {Partial<import("typedoc").TypeDocOptions & import("typedoc-plugin-markdown").PluginOptions>}
 */
const config = {
  name: "API",
  entryPointStrategy: "packages",
  entryPoints: ["../!(house)"],
  plugin: ["./typedoc-main-entry.js", "typedoc-plugin-markdown", "typedoc-vitepress-theme"],
  out: "../../docs/api",
  docsRoot: "../../docs",
  entryFileName: "index",
  readme: "none",
  includeVersion: false,
  cleanOutputDir: true,
  treatWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, notDocumented: false },
  packageOptions: {
    blockTags: [...OptionDefaults.blockTags, "@source"],
    disableSources: true,
    // `tsc -b` judges the types.
    skipErrorChecking: true,
    excludeInternal: true,
    readme: "none",
    validation: { notExported: true, invalidLink: true, notDocumented: false },
  },
};

export default config;
