import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { CommitId } from '../../../../core/ids.ts';
import type { RadarHead } from '../../../../core/radar/conflict.ts';

type Entry = { readonly mode: string; readonly content: string };
type Tree = Map<string, Entry>;
type Chance = (limit: number) => number;
type Commit = { readonly mark: number; readonly tree: Tree };

export type RandomRepo = {
  readonly folder: string;
  readonly files: number;
  readonly branches: number;
  readonly seed: number;
  /** Each branch only edits lines, of so many files, and all of them start at the same commit. */
  readonly calm?: number;
};

/** A repository whose branches do to its files whatever branches do; the same seed makes the same commits. */
export function randomBranches({ folder, files, branches, seed, calm }: RandomRepo): void {
  const chance = chanceOf(seed);
  const stream: string[] = [];
  let mark = 0;
  const commit = (branch: string, tree: Tree, parents: readonly Commit[]): Commit => {
    mark += 1;
    stream.push(commitText(branch, mark, { tree, parents }));
    return { mark, tree };
  };
  const base = new Map(Array.from({ length: files }, (_, at) => [`d${at % 40}/s${at % 7}/f${at}`, text(at)]));
  let trunk = commit('main', base, []);
  const made: Commit[] = [];
  for (let at = 0; at < branches; at += 1) {
    const name = `branch-${at}`;
    if (calm !== undefined) {
      made.push(commit(name, edited(trunk.tree, calm, chance), [trunk]));
      continue;
    }
    if (chance(4) === 0) trunk = commit('main', changed(trunk.tree, 2, chance), [trunk]);
    const start = chance(6) === 0 ? (made[chance(made.length)] ?? trunk) : trunk;
    let head = commit(name, changed(start.tree, 1 + chance(4), chance), [start]);
    if (chance(8) === 0) head = mergeOf(head, made[chance(made.length)] ?? trunk, { name, commit });
    if (chance(3) === 0) head = commit(name, changed(head.tree, 1 + chance(3), chance), [head]);
    made.push(head);
  }
  mkdirSync(folder, { recursive: true });
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: stream.join('') });
}

export function headsOf(repo: string): readonly RadarHead[] {
  const args = ['for-each-ref', '--format=%(refname:short) %(objectname)', 'refs/heads'];
  const refs = execFileSync('git', args, { cwd: repo, encoding: 'utf8' }).trim().split('\n');
  return refs.map((line) => {
    const [name = '', id] = line.split(' ');
    return { name, commit: CommitId.parse(id) };
  });
}

/** A merge that takes what the other has and this one has not, so that histories cross. */
function mergeOf(
  head: Commit,
  other: Commit,
  { name, commit }: { name: string; commit: (branch: string, tree: Tree, parents: readonly Commit[]) => Commit },
): Commit {
  const tree = new Map(head.tree);
  for (const [path, entry] of other.tree) if (!isInTheWay(tree, path)) tree.set(path, entry);
  return commit(name, tree, [head, other]);
}

/** Numbers below a limit, the same in every run. */
function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function text(seed: number): Entry {
  const lines = Array.from({ length: 30 }, (_, at) => `line ${at} of ${seed % 900}\n`);
  return { mode: '100644', content: lines.join('') };
}

function edited(tree: Tree, count: number, chance: Chance): Tree {
  const next = new Map(tree);
  for (let at = 0; at < count; at += 1) editLine(next, pick(next, chance), chance);
  return next;
}

function changed(tree: Tree, count: number, chance: Chance): Tree {
  const next = new Map(tree);
  for (let at = 0; at < count; at += 1) {
    const deed = DEEDS[chance(DEEDS.length)] ?? editLine;
    if (next.size > 0) deed(next, pick(next, chance), chance);
  }
  return next;
}

type Deed = (tree: Tree, path: string, chance: Chance) => void;

const DEEDS: readonly Deed[] = [
  editLine,
  editLine,
  editLine,
  (tree, path) => tree.delete(path),
  (tree, path, chance) => put(tree, folderOf(path) + oddName(chance), text(chance(5))),
  (tree, path, chance) => rename(tree, path, `${folderOf(path)}moved${chance(3)}`),
  (tree, path, chance) => {
    editLine(tree, path, chance);
    rename(tree, path, `away/${path.replaceAll('/', '-')}${chance(2)}`);
  },
  (tree, path, chance) => renameFolder(tree, folderOf(path), `gone${chance(3)}/`),
  (tree, path, chance) => renameFolder(tree, `${path.split('/')[0] ?? ''}/`, `top${chance(2)}/`),
  (tree, path) => {
    const entry = tree.get(path);
    if (entry) tree.set(path, { ...entry, mode: entry.mode === '100644' ? '100755' : '100644' });
  },
  (tree, path, chance) => tree.set(path, { mode: '100644', content: `\0binary ${chance(99)}` }),
  (tree, path, chance) => tree.set(path, { mode: '120000', content: `to-${chance(3)}` }),
  (tree, path, chance) => tree.set(path, { mode: '160000', content: `${1 + chance(9)}`.repeat(40) }),
  // A file becomes a folder, and a folder a file.
  (tree, path, chance) => {
    tree.delete(path);
    put(tree, `${path}/inside${chance(2)}`, text(chance(9)));
  },
  (tree, path, chance) => {
    const folder = folderOf(path);
    for (const each of tree.keys()) if (each.startsWith(folder)) tree.delete(each);
    put(tree, folder.slice(0, -1), text(chance(9)));
  },
];

function oddName(chance: Chance): string {
  return ['new', 'neu ü', 'two\nlines', 'tab\tand "quotes"', '-dash', '~tilde~1'][chance(6)] ?? 'new';
}

function pick(tree: Tree, chance: Chance): string {
  return [...tree.keys()][chance(tree.size)] ?? '';
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) || 'root/';
}

function editLine(tree: Tree, path: string, chance: Chance): void {
  const entry = tree.get(path);
  if (!entry || entry.mode === '160000' || entry.mode === '120000') return;
  const lines = entry.content.split('\n');
  const kept = chance(4) === 0 ? [] : [`edited ${chance(50)}`];
  lines.splice(chance(lines.length), 1 + chance(2), ...kept, ...(chance(4) === 0 ? ['one more'] : []));
  tree.set(path, { ...entry, content: lines.join('\n') });
}

function put(tree: Tree, path: string, entry: Entry): void {
  if (!isInTheWay(tree, path)) tree.set(path, entry);
}

/** Something of that name is there, or a folder of it, or a file where one of its folders would be. */
function isInTheWay(tree: Tree, path: string): boolean {
  return [...tree.keys()].some((each) => each === path || each.startsWith(`${path}/`) || path.startsWith(`${each}/`));
}

function rename(tree: Tree, from: string, to: string): void {
  const entry = tree.get(from);
  tree.delete(from);
  if (entry && isInTheWay(tree, to)) tree.set(from, entry);
  else if (entry) tree.set(to, entry);
}

function renameFolder(tree: Tree, from: string, to: string): void {
  for (const path of [...tree.keys()]) if (path.startsWith(from)) rename(tree, path, to + path.slice(from.length));
}

/** One commit for git fast-import(1): what differs from its first parent. */
function commitText(
  branch: string,
  mark: number,
  { tree, parents: [first, ...others] }: { readonly tree: Tree; readonly parents: readonly Commit[] },
): string {
  const data = (content: string) => `data ${Buffer.byteLength(content)}\n${content}\n`;
  const before: Tree = first?.tree ?? new Map();
  const gone = [...before.keys()].filter((path) => !tree.has(path)).map((path) => `D ${quoted(path)}\n`);
  const put = [...tree].filter(([path, entry]) => before.get(path) !== entry);
  const files = put.map(([path, { mode, content }]) =>
    mode === '160000' ? `M ${mode} ${content} ${quoted(path)}\n` : `M ${mode} inline ${quoted(path)}\n${data(content)}`,
  );
  const from = first ? `from :${first.mark}\n` : '';
  const head = `commit refs/heads/${branch}\nmark :${mark}\ncommitter Bench <b@b> ${1_700_000_000 + mark} +0000\n`;
  return [head, data('c'), from, ...others.map((each) => `merge :${each.mark}\n`), ...gone, ...files, '\n'].join('');
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
