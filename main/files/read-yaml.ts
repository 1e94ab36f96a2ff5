import { isCollection, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { pathText } from '../../core/placed-problem.ts';
import type { Parsed, PlacedProblem } from '../../core/placed-problem.ts';

/** `field` is the path of the value, such as `steps[3].run`; empty when the file as a whole is meant. */
export type YamlProblem = {
  readonly line: number;
  readonly field: string;
  readonly message: string;
  readonly next?: string | undefined;
};

export type ReadYaml<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly YamlProblem[] };

export const maxYamlCharacters = 256 * 1024;
/** More aliases than this in one file is a mistake or an attack ("billion laughs"). */
const maxAliases = 50;

/** A file that people write → what it says. Every problem has its line. Never throws. */
export function readYaml<T>(text: string, parse: (value: unknown) => Parsed<T>): ReadYaml<T> {
  if (text.length > maxYamlCharacters)
    return whole(`is larger than ${String(maxYamlCharacters / 1024)} KB`, 'Split or shorten it');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, stringKeys: true, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return { ok: false, problems: faults.map((fault) => notYaml(lines, fault)) };
  const value = plainValue(document);
  if (!value.ok)
    return whole(`cannot be read: ${value.message}`, `Write the values out: at most ${String(maxAliases)} aliases`);
  const parsed = parse(value.value);
  if (parsed.ok) return parsed;
  return { ok: false, problems: parsed.problems.map((problem) => placed(problem, lineOf(document, lines, problem))) };
}

/** `recipe.yaml:14: steps[3].replace.pattern: what is wrong; remedy` */
export function yamlProblemLine(file: string, { line, field, message, next }: YamlProblem): string {
  const place = `${file}:${String(line)}: ${field === '' ? '' : `${field}: `}`;
  return `${place}${message}${next === undefined ? '' : `; ${next}`}`;
}

function whole(message: string, next: string): ReadYaml<never> {
  return { ok: false, problems: [{ line: 1, field: '', message, next }] };
}

function notYaml(lines: LineCounter, fault: Document['errors'][number] | Document['warnings'][number]): YamlProblem {
  return {
    ...{ line: lines.linePos(fault.pos[0]).line, field: '' },
    ...{ message: `not valid YAML: ${fault.message}`, next: 'Correct this line' },
  };
}

type Plain = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

function plainValue(document: Document): Plain {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: maxAliases }) as unknown };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function placed({ path, message, next }: PlacedProblem, line: number): YamlProblem {
  return { line, field: pathText(path), message, next };
}

/** The line of the value, of its key, or of the nearest thing around it that the text really has. */
function lineOf(document: Document, lines: LineCounter, problem: PlacedProblem): number {
  const offset = offsetOf(document.contents, problem);
  return offset === undefined ? 1 : lines.linePos(offset).line;
}

function offsetOf(root: unknown, { path, atKey }: PlacedProblem): number | undefined {
  let node = root;
  let offset = startOf(root);
  for (const [depth, part] of path.entries()) {
    const keyStart = isMap(node) ? keyOffset(node.items, part) : undefined;
    node = isCollection(node) ? node.get(part, true) : undefined;
    const last = depth === path.length - 1;
    const start = last && atKey === true ? keyStart : (startOf(node) ?? keyStart);
    if (start === undefined) return offset;
    // A block text starts on its key's line for a reader; a mapping below its key starts at its first entry.
    offset = last && keyStart !== undefined && !isScalar(node) ? keyStart : start;
  }
  return offset;
}

function keyOffset(items: readonly { key: unknown }[], key: string | number): number | undefined {
  return startOf(items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))?.key);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
