/**
 * A module's path without its ending and the folders that sources and what they are compiled to differ by: a test may run either.
 *
 * @param file relative to the plugin's folder, with `/`
 * @example moduleStem("dist/src/parts/page.js") // => "parts/page"
 */
export function moduleStem(file: string): string {
  return file.replace(/^(?:(?:dist|lib|build|out|src)\/)+/, "").replace(/\.[cm]?[jt]sx?$/, "");
}
