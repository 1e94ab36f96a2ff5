import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommitId } from '../../../core/ids.ts';
import type { Result } from '../../../core/result.ts';

/** A home of its own, with a bare remote and a clone of it that has one commit on `main`. Real git, no wrapper. */
export function sandbox() {
  original ??= makeOriginal();
  const root = newFolder();
  const box = toolsIn(root);
  cpSync(original.root, root, { recursive: true });
  const settings = box.at('clone/.git/config');
  writeFileSync(settings, readFileSync(settings, 'utf8').replaceAll(original.root, root));
  // The index knows its files by their inodes as well.
  box.git('clone', 'update-index', '-q', '--refresh');
  process.env['HOME'] = box.at('home');
  process.env['XDG_CONFIG_HOME'] = box.at('home', '.config');
  return {
    ...{ ...box, root, first: original.first },
    clone: box.at('clone'),
    remote: box.at('remote.git'),
    origin: { name: 'origin', url: box.at('remote.git') },
    main: { remote: { name: 'origin', url: box.at('remote.git') }, branch: 'main' },
    read: (file: string) => readFileSync(box.at(file), 'utf8'),
    exists: (file: string) => existsSync(box.at(file)),
  };
}

/** Made once in a test process: a copy of it costs a fraction of the git processes that make one. */
let original: { readonly root: string; readonly first: CommitId } | undefined;

function makeOriginal() {
  const root = newFolder();
  const { at, git, commit } = toolsIn(root);
  mkdirSync(at('home'));
  writeFileSync(
    at('home', '.gitconfig'),
    '[user]\n\tname = Ann\n\temail = ann@example.org\n[init]\n\tdefaultBranch = main\n',
  );
  git('.', 'init', '-q', '--bare', 'remote.git');
  git('.', 'clone', '-q', at('remote.git'), 'clone');
  const first = commit('clone', { 'a.txt': 'one\ntwo\nthree\n', 'folder/b.txt': 'b\n' }, 'first');
  git('clone', 'push', '-q', 'origin', 'HEAD:main');
  git('clone', 'remote', 'set-head', 'origin', 'main');
  return { root, first };
}

function newFolder(): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), 'teatree-git-')));
}

function toolsIn(root: string) {
  const at = (...names: string[]) => path.join(root, ...names);

  function git(folder: string, ...args: string[]): string {
    const env = {
      PATH: process.env['PATH'],
      HOME: at('home'),
      GIT_AUTHOR_DATE: '1700000000 +0000',
      GIT_COMMITTER_DATE: '1700000000 +0000',
    };
    return execFileSync('git', args, {
      cwd: at(folder),
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    }).trim();
  }
  function write(file: string, text: string): void {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  }
  /** Writes files, commits everything in the folder, and returns the commit. */
  function commit(folder: string, files: Readonly<Record<string, string>>, message = 'change'): CommitId {
    for (const [name, text] of Object.entries(files)) write(path.join(folder, name), text);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', message);
    return head(folder);
  }
  function head(folder: string, revision = 'HEAD'): CommitId {
    return CommitId.parse(git(folder, 'rev-parse', revision));
  }
  /** An executable script. */
  function script(file: string, text: string): string {
    write(file, `#!/bin/sh\n${text}\n`);
    chmodSync(at(file), 0o755);
    return at(file);
  }

  return { at, git, write, commit, head, script };
}

/** The value of a result that must be one. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
