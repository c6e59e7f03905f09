import ts from "typescript";
import type { Example } from "./read-examples.ts";

/** An example made ready to stand in an async function. */
export interface Runnable {
  /** Exports of the example's own file that it uses. */
  readonly own: readonly string[];
  /** The code with its claims as assertions, on as many lines as before. */
  readonly code: string;
}

interface Edit {
  readonly at: number;
  readonly until: number;
  readonly text: string;
}
type Claim =
  | { readonly value: string; readonly quoted: boolean }
  | { readonly error: string; readonly message: string };

const claims = /\/\/ (?:=> |throws [A-Z])/g;

/**
 * Turns the claims of an example into assertions:
 *
 *     nps([9, 10, 3]).value // => 33.33
 *     const score = nps(scores) // => { … }      compares what was bound; a value may go on in the next comment lines
 *     console.log(text) // => what is printed
 *     wilsonInterval(12, 10) // throws RangeError: what the message contains
 *
 * A claim may also stand alone on the line below its statement. One that follows no statement fails the example.
 */
export function runnable(example: Example): Runnable {
  const { code } = example;
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  const [problem] = parseErrors(source);
  if (problem) return failing(example, `does not parse: ${problem}`);

  const edits: Edit[] = [];
  const bound = new Set<string>();
  const used = new Set<string>();
  let found = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      edits.push({
        at: node.getStart(),
        until: node.end,
        text: dynamicImport(node, bound) + newlines(node.getText()),
      });
      return;
    }
    if (ts.isIdentifier(node)) used.add(node.text);
    if (
      (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) &&
      node.name &&
      ts.isIdentifier(node.name)
    )
      bound.add(node.name.text);
    const claim = ts.isStatement(node) && !ts.isBlock(node) ? claimAfter(code, node.end) : undefined;
    if (claim && ts.isStatement(node)) {
      const made = assertion(node, claim);
      if (made) {
        edits.push(...made);
        found += 1;
      }
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  if (found !== [...code.matchAll(claims)].length)
    return failing(
      example,
      "has a `// =>` or `// throws` that follows no statement, or whose value is no expression",
    );

  return {
    own: example.exports.filter((name) => used.has(name) && !bound.has(name)),
    code: apply(code, edits),
  };
}

function failing(example: Example, why: string): Runnable {
  const message = JSON.stringify(`The example ${why}`);
  return { own: [], code: `throw new SyntaxError(${message});${newlines(example.code)}` };
}

/** The claim behind a statement, on its line or alone on the next one. */
function claimAfter(code: string, end: number): Claim | undefined {
  const match = /^[ \t]*;?[ \t]*\n?[ \t]*\/\/ (=>|throws) ([^\n]*)/.exec(code.slice(end));
  if (!match) return undefined;
  const [whole, kind, first = ""] = match;
  if (kind === "throws") {
    const [, error = "", message = ""] = /^(\w+)(?::[ \t]*(.*))?/.exec(first) ?? [];
    return { error, message };
  }
  let value = first.trim();
  for (const [, more = ""] of code.slice(end + whole.length).matchAll(/\n[ \t]*\/\/ ?([^\n]*)/gy)) {
    if (isExpression(value) || more.startsWith("=>")) break;
    value += ` ${more.trim()}`;
  }
  return { value, quoted: /^["'`[{]/.test(value) };
}

function assertion(statement: ts.Statement, claim: Claim): Edit[] | undefined {
  const start = statement.getStart();
  const { end } = statement;
  if ("error" in claim) {
    const rest = `${JSON.stringify(claim.error)}, ${JSON.stringify(claim.message)}`;
    return [
      insert(start, "await __throwing(async () => { "),
      insert(end, `\n}, ${rest});`.replace("\n", " ")),
    ];
  }
  if (ts.isExpressionStatement(statement)) {
    const { expression } = statement;
    const printed = printedArgument(expression);
    const target = printed ?? expression;
    if (printed && !claim.quoted) {
      const { pos, end: until } = expression;
      return [
        { at: statement.getStart(), until: printed.getStart(), text: "__expect(String(" },
        { at: printed.end, until: Math.max(until, pos), text: `)).toBe(${JSON.stringify(claim.value)});` },
      ];
    }
    if (!isExpression(claim.value)) return undefined;
    return [
      { at: start, until: target.getStart(), text: "__expect(" },
      { at: target.end, until: expression.end, text: `).toEqual(${claim.value});` },
    ];
  }
  if (!ts.isVariableStatement(statement) || !isExpression(claim.value)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  if (!declaration) return undefined;
  return [insert(end, `; __expect(${declaration.name.getText()}).toEqual(${claim.value});`)];
}

/** The one argument of `console.log(…)`. */
function printedArgument(expression: ts.Expression): ts.Expression | undefined {
  if (!ts.isCallExpression(expression) || expression.arguments.length !== 1) return undefined;
  return expression.expression.getText() === "console.log" ? expression.arguments[0] : undefined;
}

/** `import { a as b } from "c"` as `const { a: b } = await import("c")`, since an example is the body of a function. */
function dynamicImport(node: ts.ImportDeclaration, bound: Set<string>): string {
  const module = `await import(${node.moduleSpecifier.getText()});`;
  const clause = node.importClause;
  if (!clause) return module;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return "";
  const parts = clause.name ? [`default: ${clause.name.text}`] : [];
  if (clause.name) bound.add(clause.name.text);
  const { namedBindings } = clause;
  if (namedBindings && ts.isNamespaceImport(namedBindings)) {
    bound.add(namedBindings.name.text);
    return `const ${namedBindings.name.text} = ${module}`;
  }
  for (const element of namedBindings?.elements ?? []) {
    if (element.isTypeOnly) continue;
    bound.add(element.name.text);
    parts.push(
      element.propertyName ? `${element.propertyName.text}: ${element.name.text}` : element.name.text,
    );
  }
  return `const { ${parts.join(", ")} } = ${module}`;
}

function isExpression(text: string): boolean {
  return parseErrors(ts.createSourceFile("value.ts", `(${text}\n)`, ts.ScriptTarget.Latest)).length === 0;
}

function parseErrors(source: ts.SourceFile): string[] {
  const { parseDiagnostics } = source as ts.SourceFile & { parseDiagnostics: readonly ts.Diagnostic[] };
  return parseDiagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, " "));
}

function insert(at: number, text: string): Edit {
  return { at, until: at, text };
}

function newlines(text: string): string {
  return text.replaceAll(/[^\n]/g, "");
}

function apply(code: string, edits: readonly Edit[]): string {
  let result = code;
  for (const { at, until, text } of edits.toSorted((a, b) => b.at - a.at || b.until - a.until))
    result = result.slice(0, at) + text + result.slice(until);
  return result;
}
