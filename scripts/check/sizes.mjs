import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { APP, filesUnder, isTest } from './files.mjs';

const TARGETS = { medianLines: [55, 120], fileLines: 300, functionLines: 50 };

/** @typedef {ReturnType<typeof measure>} Figures */

/**
 * Measures the source of the app and its tooling, tests apart, against the targets of style.md.
 * @param {string} root
 */
export function checkSizes(root) {
  const sources = filesUnder(root, [...APP, 'scripts'])
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.endsWith('.d.ts') && !isTest(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
  const figures = measure(sources);
  const problems = missedTargets(figures);
  return { ok: problems.length === 0, output: problems.join('\n'), figures };
}

/**
 * @param {{ file: string, text: string }[]} sources
 */
export function measure(sources) {
  const files = sources.map(({ file, text }) => ({ name: file, lines: countLines(text) }));
  const functions = sources.flatMap(({ file, text }) => functionsIn(file, text));
  return { files: spread(files), functions: spread(functions) };
}

/**
 * @param {Figures} figures
 * @returns {string[]}
 */
export function missedTargets({ files, functions }) {
  const [low, high] = TARGETS.medianLines;
  const problems = [];
  if (files.median < low || files.median > high) {
    problems.push(`The median file has ${files.median} lines; the target is ${low}–${high}.`);
  }
  if (files.max > TARGETS.fileLines)
    problems.push(`${files.longest} has ${files.max} lines; at most ${TARGETS.fileLines}.`);
  if (functions.p90 >= TARGETS.functionLines) {
    problems.push(
      `One function in ten has ${functions.p90} lines or more; the target is under ${TARGETS.functionLines}.`,
    );
  }
  return problems;
}

/**
 * The functions a reader meets by name. An anonymous callback counts within the function around it, so that
 * a thousand one-line arrows cannot make long functions look rare.
 * @param {string} file
 * @param {string} text
 */
export function functionsIn(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, scriptKind(file));
  /** @type {{ name: string, lines: number }[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const name = nameOfFunction(node);
    if (name) found.push({ name: `${file}:${name}`, lines: linesOf(node, source) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * The name of a function that has a body, if it has one.
 * @param {ts.Node} node
 */
function nameOfFunction(node) {
  if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return undefined;
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return node.name.getText();
  const { parent } = node;
  const named = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent);
  return named ? parent.name.getText() : undefined;
}

/**
 * @param {ts.Node} node
 * @param {ts.SourceFile} source
 */
function linesOf(node, source) {
  const lineAt = (position) => source.getLineAndCharacterOfPosition(position).line;
  return lineAt(node.end) - lineAt(node.getStart(source)) + 1;
}

/** @param {string} text */
function countLines(text) {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}

/** @param {{ name: string, lines: number }[]} items */
function spread(items) {
  const sorted = items.toSorted((a, b) => a.lines - b.lines);
  const at = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]?.lines ?? 0;
  return { count: sorted.length, median: at(0.5), p90: at(0.9), max: at(1), longest: sorted.at(-1)?.name ?? 'none' };
}

/** @param {string} file */
function scriptKind(file) {
  if (file.endsWith('.mjs')) return ts.ScriptKind.JS;
  return file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
}
