import { broken, type Law } from "../law.ts";

/**
 * Runs laws of a suite by name, as one check.
 *
 * @param laws the suite, made anew for each check
 */
export function lawful(
  laws: () => readonly Law[],
): (...names: readonly (string | RegExp)[]) => () => Promise<void> {
  return (...names) =>
    async () => {
      const suite = laws();
      for (const name of names) {
        const found = suite.filter((law) =>
          typeof name === "string" ? law.name === name : name.test(law.name),
        );
        if (found.length === 0) broken(`there is no law ${String(name)}`);
        for (const law of found) await law.check();
      }
    };
}
