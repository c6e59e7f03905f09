/**
 * A module that a process of its own begins with: beside this one in the sources, an entry of its own in the package.
 *
 * @param name of the file, without its ending
 */
export function siblingModule(name: "child" | "probe-child" | "probe-flood-child"): URL {
  return import.meta.url.endsWith(".ts")
    ? new URL(`./${name}.ts`, import.meta.url)
    : new URL(import.meta.resolve(`@cxkit/host/plugins/${name}`));
}
