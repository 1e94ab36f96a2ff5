import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';

const PLACES = ['a.txt', 'folder/b.txt', 'folder', 'new ü/[x].txt', 'new ü', 'bin', 'inner/f', 'inner/g/h', 'run.sh'];
const CONTENTS = ['AAAA\n', 'BBBB\n', 'one\r\ntwo', '', '\0\u0001\u0002'];

const place = fc.constantFrom(...PLACES);

/** What an agent may do to a working tree and its index, by hand or with git. */
export const edit = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write'), place, content: fc.constantFrom(...CONTENTS) }) },
  fc.record({ kind: fc.constant('remove'), place }),
  fc.record({ kind: fc.constant('link'), place, to: fc.constantFrom('a.txt', '../x', '/etc/hosts') }),
  fc.record({ kind: fc.constant('mode'), place, mode: fc.constantFrom(0o644, 0o755) }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('stage'), place }) },
  fc.record({ kind: fc.constant('unstage'), place }),
  fc.record({ kind: fc.constant('hide'), place }),
  fc.constant({ kind: 'commit' as const }),
  fc.constant({ kind: 'nest' as const }),
  fc.record({ kind: fc.constant('ignore'), text: fc.constantFrom('', 'ignored/\n', 'ignored/\nbin\n') }),
);
export type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

const GIT: Readonly<Record<string, (at: string) => readonly string[]>> = {
  stage: (at) => ['add', '--', at],
  unstage: (at) => ['rm', '-q', '-r', '--cached', '--', at],
  hide: (at) => ['update-index', '--assume-unchanged', '--', at],
};

export function apply(root: string, step: Edit): void {
  const at = 'place' in step ? path.join(root, step.place) : root;
  if (step.kind === 'write' || step.kind === 'link') makeRoom(root, at);
  if (step.kind === 'write') writeFileSync(at, step.content);
  else if (step.kind === 'link') symlinkSync(step.to, at);
  else if (step.kind === 'remove') remove(at);
  else if (step.kind === 'mode') setMode(at, step.mode);
  else if (step.kind === 'ignore') writeFileSync(path.join(root, '.gitignore'), step.text);
  else if (step.kind === 'commit') tryGit(root, ['commit', '-q', '-m', 'by the agent']);
  else if (step.kind === 'nest') nest(root);
  // A repository inside is never staged: then it would be a submodule, whose files are no part of a checkpoint.
  else if (!step.place.startsWith('inner')) tryGit(root, GIT[step.kind]?.(step.place) ?? []);
}

/** Where a file stands in for the folder there is nothing to remove: `force` alone throws then, and so does `lstat`. */
function remove(at: string): void {
  if (existsSync(`${path.dirname(at)}/.`)) rmSync(at, { recursive: true, force: true });
}

function setMode(at: string, mode: number): void {
  if (existsSync(at) && lstatSync(at).isFile()) chmodSync(at, mode);
}

function nest(root: string): void {
  makeRoom(root, path.join(root, 'inner/x'));
  tryGit(root, ['init', '-q', 'inner']);
}

/** A folder where a file was, and the other way round. */
function makeRoom(root: string, at: string): void {
  for (let folder = path.dirname(at); folder.length > root.length; folder = path.dirname(folder))
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(folder);
  mkdirSync(path.dirname(at), { recursive: true });
  rmSync(at, { recursive: true, force: true });
}

/** Many of the steps make no sense where they come; git says so, and nothing happens. */
function tryGit(root: string, args: readonly string[]): void {
  try {
    execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  } catch {
    return;
  }
}

/** All files with content, mode and link target, and all that is staged; read without git's help where possible. */
export function pictureOf(root: string): { readonly files: Readonly<Record<string, string>>; readonly index: string } {
  const files: Record<string, string> = {};
  const ignored = ignoredIn(root);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(root, file);
    if (entry.isDirectory() || name.split('/').includes('.git') || ignored.has(name)) continue;
    if (entry.isSymbolicLink()) files[name] = `→ ${readlinkSync(file)}`;
    else files[name] = `${(lstatSync(file).mode & 0o100) === 0 ? '-' : 'x'} ${readFileSync(file, 'latin1')}`;
  }
  return { files, index: execFileSync('git', ['ls-files', '--stage'], { cwd: root, encoding: 'utf8' }) };
}

function ignoredIn(root: string): ReadonlySet<string> {
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '-z'];
  return new Set(execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0'));
}
