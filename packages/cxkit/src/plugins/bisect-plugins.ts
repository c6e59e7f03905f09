/** What a search for a culprit found. */
export type Bisected =
  | {
      readonly found: "culprit";
      /** The one that makes the difference: everything is well without it and fails with it. */
      readonly culprit: string;
      /** Those that were on beside it. */
      readonly beside: readonly string[];
      readonly runs: number;
    }
  /** `none`: nothing fails although all are on; `elsewhere`: it fails although none is. */
  | { readonly found: "none" | "elsewhere"; readonly runs: number };

/**
 * Finds the plugin that makes something fail, in at most ⌈log₂ n⌉ + 2 runs. Plugins are switched on from the front: the one whose turn
 * makes the difference is the culprit, alone or together with one before it.
 *
 * @param plugins ids in a fixed order
 * @param fails runs what is looked at with only these switched on; has to say the same every time
 * @throws {RangeError} when there are no plugins
 */
export async function bisectPlugins(
  plugins: readonly string[],
  fails: (enabled: readonly string[]) => Promise<boolean>,
): Promise<Bisected> {
  if (plugins.length === 0) throw new RangeError("bisectPlugins requires at least one plugin, got none");
  let runs = 0;
  const failsWith = (count: number): Promise<boolean> => {
    runs += 1;
    return fails(plugins.slice(0, count));
  };
  if (!(await failsWith(plugins.length))) return { found: "none", runs };
  if (await failsWith(0)) return { found: "elsewhere", runs };
  /** It is well with so many of them, and fails with so many. */
  let well = 0;
  let ill = plugins.length;
  while (ill - well > 1) {
    const middle = Math.floor((well + ill) / 2);
    if (await failsWith(middle)) ill = middle;
    else well = middle;
  }
  return { found: "culprit", culprit: plugins[well]!, beside: plugins.slice(0, well), runs };
}
