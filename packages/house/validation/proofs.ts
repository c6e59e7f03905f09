import { exportedNames } from "../read-examples.ts";
import { entryPoints, publishedManifests, type Tree } from "../tree.ts";

/** What holds a function to being right where no reference case of `pnpm validate` names it. */
export type Proof = "values" | "laws" | "examples" | "nothing";

/** A public function of statistics or metrics, by the entry that offers it. */
export interface Offered {
  readonly name: string;
  /** For instance "@cxkit/stats/bayes". */
  readonly from: string;
  readonly folder: string;
}

/** Every function and constant that users can import from the packages of statistics and metrics, entry by entry. */
export function offered(tree: Tree): Offered[] {
  return ["stats", "metrics"].flatMap((folder) => {
    const manifest = publishedManifests(tree).get(folder);
    return (manifest ? entryPoints(folder, manifest) : []).flatMap((file) => {
      const [, entry = ""] = /src\/(.*?)(?:\/?index)?\.ts$/.exec(file) ?? [];
      const from = `@cxkit/${folder}${entry === "" ? "" : `/${entry}`}`;
      return exportedNames(tree.get(file) ?? "")
        .filter((name) => /^[a-z]/.test(name))
        .map((name) => ({ name, from, folder }));
    });
  });
}

/**
 * What the package's own tests hold a function to, read from them: the strongest of the blocks that name it. A block says
 * `// Witness` where its values come from another program or a paper, and draws its inputs with fast-check where it states a law.
 */
export function proofOf(tree: Tree, { name, folder }: Pick<Offered, "name" | "folder">): Proof {
  const named = new RegExp(String.raw`\b${name}\b`);
  const found = new Set<Proof>();
  for (const block of blocksOf(tree, folder)) {
    if (!named.test(block)) continue;
    if (/\bWitness(?:es)?\b|\bpublished\b|enumerat/i.test(block)) found.add("values");
    else if (/\bfc\.|\w*[lL]aws\(/.test(block)) found.add("laws");
    else if (/\bexpect\(/.test(block)) found.add("examples");
  }
  return (["values", "laws", "examples"] as const).find((kind) => found.has(kind)) ?? "nothing";
}

const known = new WeakMap<Tree, Map<string, readonly string[]>>();

/** The top-level blocks of a package's tests, each with the comment before it; imports are none. */
function blocksOf(tree: Tree, folder: string): readonly string[] {
  const mine = known.get(tree) ?? new Map<string, readonly string[]>();
  known.set(tree, mine);
  const found =
    mine.get(folder) ??
    [...tree]
      .filter(([file]) => file.startsWith(`packages/${folder}/src/`) && file.endsWith(".test.ts"))
      .flatMap(([, text]) => {
        const head = text.slice(0, text.search(/^(?:describe|it|for|test)\b/m));
        return text
          .split(/^(?=\/\/ |describe\b|it\b|for \()/m)
          .map((block, index, all) => {
            const before = all[index - 1] ?? "";
            // What a file says of all its witnesses stands above its first block; a loop over functions names them in a constant there.
            return `${before.startsWith("// ") && before.length < 600 ? before : ""}${index === 0 ? "" : block}`;
          })
          .concat(
            /^const/m.test(head) ? [`${head.slice(head.search(/^const/m))}\n${text.slice(head.length)}`] : [],
          );
      });
  mine.set(folder, found);
  return found;
}
