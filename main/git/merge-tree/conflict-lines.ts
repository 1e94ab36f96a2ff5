import type { LineRange } from '../../../core/radar/conflict.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { git } from '../hardening/git.ts';

/** The tree of one side of a merge, and the tree that the merge wrote, with conflict markers in its files. */
export type Comparison = { readonly side: string; readonly merged: string };

/** What stands between the markers, in lines of the side's own file. Only the side that was compared has them. */
export type MarkedLines = { readonly ours: readonly LineRange[]; readonly theirs: readonly LineRange[] };

/** Finds the marked lines of a file by the side's version of it (a blob's id). */
export type LineFinder = (comparison: Comparison, blob: string | undefined) => MarkedLines;

/** Beyond this no lines are told: they help, but nothing depends on them. */
const LONG = 32 * 1024 * 1024;
const FLAGS = [
  '--stdin',
  '-r',
  '-p',
  '-U0',
  '-M',
  '--full-index',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=dirty',
];

/** One git process for all comparisons. */
export async function findConflictLines(
  repo: string,
  comparisons: readonly Comparison[],
  env: Environment,
): Promise<Result<LineFinder>> {
  if (comparisons.length === 0) return ok(() => NO_LINES);
  const input = comparisons.map(({ side, merged }) => `${side} ${merged}\n`).join('');
  const output = await git(repo, ['diff-tree', ...FLAGS], { input, env, maxOutput: LONG });
  if (!output.ok) return output;
  const marked = new Map(splitAt(output.value.stdout, /^([0-9a-f]{40,64} [0-9a-f]{40,64})$/gm).map(withBlobs));
  return ok(({ side, merged }, blob = '') => marked.get(`${side} ${merged}`)?.get(blob) ?? NO_LINES);
}

const NO_LINES: MarkedLines = { ours: [], theirs: [] };

function withBlobs({ title, text }: Section): readonly [string, ReadonlyMap<string, MarkedLines>] {
  return [
    title,
    new Map(splitAt(text, /^index ([0-9a-f]+)\.\./gm).map((file) => [file.title, markedLines(file.text)])),
  ];
}

type Section = { readonly title: string; readonly text: string };

/** Every line of content in a patch begins with `+`, `-` or `\`, so nothing in a file can look like a title. */
function splitAt(text: string, title: RegExp): readonly Section[] {
  const found = [...text.matchAll(title)];
  return found.map((match, at) => ({ title: match[1] ?? '', text: text.slice(match.index, found[at + 1]?.index) }));
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+/;
const MARKERS = [/^\+<+( |$)/, /^\+=+\r?$/, /^\+>+( |$)/] as const;

/** The markers are among the lines that a merge adds to a side: they tell which of the side's lines they enclose. */
function markedLines(patch: string): MarkedLines {
  const at: [number, number, number][] = [];
  let seen: number[] = [];
  let next = 1;
  for (const line of patch.split('\n')) {
    const [hunk, from = '', count = '1'] = HUNK.exec(line) ?? [];
    if (hunk !== undefined) next = Number(from) + (count === '0' ? 1 : Number(count));
    else if (MARKERS[seen.length]?.test(line)) seen.push(next);
    const [ours, middle, theirs] = seen;
    if (ours === undefined || middle === undefined || theirs === undefined) continue;
    at.push([ours, middle, theirs]);
    seen = [];
  }
  return {
    ours: at.map(([ours, middle]) => range(ours, middle)),
    theirs: at.map(([, middle, theirs]) => range(middle, theirs)),
  };
}

/** Where a side has no line of its own, the line that follows. */
function range(from: number, end: number): LineRange {
  return [from, Math.max(from, end - 1)];
}
