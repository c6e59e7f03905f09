/** Names of packages that a source text imports; relative imports, types and built-in modules are left out. */
export function importedPackages(text: string): readonly string[] {
  return specifiers(text)
    .filter((specifier) => !/^(?:\.|\/|node:|#)/.test(specifier))
    .map((specifier) =>
      specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/"),
    );
}

const globals = [
  "process",
  "Buffer",
  "fetch",
  "console",
  "globalThis",
  "require",
  "setTimeout",
  "setInterval",
  "eval",
  "WebSocket",
  "XMLHttpRequest",
];
const builtIns = new Set([
  "assert",
  "buffer",
  "child_process",
  "cluster",
  "crypto",
  "dgram",
  "dns",
  "fs",
  "http",
  "http2",
  "https",
  "inspector",
  "module",
  "net",
  "os",
  "path",
  "perf_hooks",
  "process",
  "readline",
  "repl",
  "stream",
  "tls",
  "tty",
  "url",
  "util",
  "v8",
  "vm",
  "worker_threads",
  "zlib",
]);

/**
 * Built-in modules and globals that a source text uses. A reader of texts and not of syntax: a member or a key of that name is none, a
 * parameter of that name is taken for one. What runs fenced is refused them whatever this says.
 */
export function forbiddenUses(text: string): readonly string[] {
  const modules = specifiers(text).filter(
    (specifier) => specifier.startsWith("node:") || builtIns.has(specifier.split("/")[0] ?? ""),
  );
  const bare = withoutWords(text);
  const used = globals.filter((name) => new RegExp(String.raw`(?<![\w$.])${name}(?![\w$]|\s*:)`).test(bare));
  const clocks = [/\bDate\.now\b/, /\bMath\.random\b/, /\bnew Date\(\s*\)/].flatMap(
    (pattern) => pattern.exec(bare)?.[0] ?? [],
  );
  return [...modules, ...used, ...clocks];
}

function specifiers(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const found = code.matchAll(/(?<![\w$."'`])(?:from|import|require)\s*\(?\s*["']([^"'\n]+)["']/g);
  const types = new Set(
    [...code.matchAll(/\bimport\s+type\s[^;]*?from\s*["']([^"'\n]+)["']/g)].map(([, name]) => name),
  );
  return [...found].flatMap(([, name]) => (name === undefined || types.has(name) ? [] : [name]));
}

/** The text without comments, strings and templates. */
function withoutWords(text: string): string {
  return text.replaceAll(
    /\/\*[\s\S]*?\*\/|\/\/.*$|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gm,
    " ",
  );
}
