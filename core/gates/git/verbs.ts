import { lookup, type Table } from '../lookup.ts';
import { has, readOptions, type Options } from '../options.ts';
import { writesBranches } from './fetch.ts';
import type { GitInvocation } from './invocation.ts';

/** Verbs that leave the working tree, the index and the refs as they are. */
const readers = setOf(
  'status log show diff ls-files ls-tree ls-remote rev-parse rev-list cat-file blame annotate grep ' +
    'shortlog describe name-rev merge-base for-each-ref show-ref show-branch help version archive ' +
    'format-patch count-objects fsck cherry whatchanged range-diff diff-tree diff-index diff-files difftool ' +
    'var check-ignore check-attr check-ref-format verify-commit verify-tag hash-object mktree merge-tree ' +
    'config clone credential request-pull get-tar-commit-id get-bundle stripspace column ' +
    'interpret-trailers patch-id unpack-file push diagnose bugreport ' +
    'pack-objects ',
);

const writers = setOf(
  'add clean commit merge rebase cherry-pick revert pull am apply mv rm restore switch checkout reset branch tag ' +
    'stash remote worktree notes bisect submodule subtree sparse-checkout update-index write-tree commit-tree ' +
    'commit-graph merge-file merge-index read-tree mergetool citool gui replace pack-refs index-pack ' +
    'unpack-objects update-server-info fast-import fast-export send-pack fetch-pack send-email svn p4 instaweb ' +
    'init gc prune maintenance repack fetch daemon http-push receive-pack upload-pack filter-branch filter-repo flow annex backfill refs stage ',
);

/** Verbs that do both: when they change something. */
const sometimes: Table<(options: Options, first: string | undefined) => boolean> = {
  branch: (options, first) => has(options, ...branchChanges) || (first !== undefined && !has(options, ...branchLists)),
  tag: (options, first) =>
    first !== undefined && !has(options, ...'l list contains points-at v verify n merged'.split(' ')),
  stash: (_options, first) => !/^(list|show)$/.test(first ?? ''),
  remote: (_options, first) => first !== undefined && !/^(show|get-url|update|prune)$/.test(first),
  worktree: changesUnlessShown,
  notes: changesUnlessShown,
  bisect: changesUnlessShown,
  submodule: changesUnlessShown,
  reflog: (_options, first) => /^(expire|delete|drop)$/.test(first ?? ''),
  'symbolic-ref': (options) => options.operands.length > 1 || has(options, 'd', 'delete'),
  bundle: (_options, first) => first === 'unbundle',
  rerere: (_options, first) => /^(clear|forget|gc)$/.test(first ?? ''),
  lfs: (_options, first) => !/^(ls-files|status|env|version|logs|fsck|locks|pointer)$/.test(first ?? 'env'),
  apply: (options) => !has(options, 'check', 'stat', 'numstat', 'summary') || has(options, 'apply'),
};

const branchChanges = 'd D m M c C f u delete move copy force edit-description set-upstream-to unset-upstream'.split(
  ' ',
);
const branchLists =
  'l a r list all remotes contains no-contains merged no-merged points-at show-current format sort'.split(' ');

/** Could the command change the working tree, the index or a ref? */
export function mutates(git: GitInvocation): boolean {
  const { verb, words } = git;
  if (verb === 'fetch') return writesBranches(git);
  const options = readOptions(words);
  const judge = lookup(sometimes, verb);
  if (judge) return judge(options, options.operands[0]?.text);
  return verb !== '' && !verb.startsWith('-') && !readers.has(verb);
}

/** Verbs git itself knows; another one may be an alias of the person's, which may do anything. */
export function isKnownVerb(verb: string): boolean {
  return verb.startsWith('-') || readers.has(verb) || writers.has(verb) || lookup(sometimes, verb) !== undefined;
}

function changesUnlessShown(_options: Options, first: string | undefined): boolean {
  return first !== undefined && !/^(list|show|log|view|status|summary)$/.test(first);
}

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.trim().split(' '));
}
