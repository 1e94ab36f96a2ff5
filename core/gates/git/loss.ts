import { has, readOptions, valueOf, type Options } from '../options.ts';
import type { GitInvocation } from './invocation.ts';
import { shortBranch } from './push.ts';

export type Loss = { readonly discards?: string | undefined; readonly destroys?: string | undefined };

/** Facts about the repository that decide how bad a loss is. */
export type LossContext = {
  readonly ownBranch: string | undefined;
  /** Root of the worktree, for a pathspec that names all of it. */
  readonly root: string | undefined;
};

const changes = 'uncommitted changes';

/** What the command would lose that git itself could not easily bring back. */
export function lossOf(git: GitInvocation, context: LossContext): Loss {
  const judge = Object.hasOwn(verbs, git.verb) ? verbs[git.verb] : undefined;
  return judge?.(git, context) ?? {};
}

type Judge = (git: GitInvocation, context: LossContext) => Loss | undefined;

const verbs: Readonly<Record<string, Judge | undefined>> = {
  reset: ({ words }) => {
    const options = readOptions(words, { long: ['hard', 'merge', 'keep', 'soft', 'mixed', 'quiet'] });
    return has(options, 'hard', 'merge', 'keep') ? { discards: changes } : undefined;
  },
  checkout: discardByCheckout,
  switch: ({ words }) => {
    const options = readOptions(words, {
      valued: 'cC',
      long: ['force', 'discard-changes', 'create=', 'force-create='],
    });
    if (has(options, 'f', 'force', 'discard-changes')) return { discards: changes };
    return has(options, 'C', 'force-create') ? { discards: 'where a branch points' } : undefined;
  },
  restore: ({ words }, context) => {
    const options = readOptions(words, {
      valued: 'sU',
      long: ['source=', 'staged', 'worktree', 'pathspec-from-file='],
    });
    if (has(options, 'S', 'staged') && !has(options, 'W', 'worktree')) return undefined;
    return takesAll(options, context) ? { discards: changes } : undefined;
  },
  clean: ({ words }) => {
    const options = readOptions(words, { valued: 'e', long: ['force', 'dry-run', 'exclude=', 'interactive', 'quiet'] });
    return has(options, 'f', 'force') && !has(options, 'n', 'dry-run') ? { discards: 'untracked files' } : undefined;
  },
  stash: ({ words }) => (/^(drop|clear)$/.test(words[0]?.text ?? '') ? { discards: 'a stash' } : undefined),
  branch: loseBranch,
  tag: ({ words }) =>
    has(readOptions(words, { valued: 'mFu', long: ['delete', 'force'] }), 'd', 'delete', 'f', 'force')
      ? { discards: 'a tag' }
      : undefined,
  'checkout-index': ({ words }) => {
    const options = readOptions(words, { long: ['force', 'all'] });
    return has(options, 'f', 'force') && has(options, 'a', 'all') ? { discards: changes } : undefined;
  },
  'read-tree': ({ words }) =>
    has(readOptions(words, { long: ['reset'] }), 'u', 'reset') ? { discards: changes } : undefined,
  rm: ({ words }, context) => (takesAll(readOptions(words), context) ? { discards: 'every tracked file' } : undefined),
  'update-ref': loseRef,
  'symbolic-ref': ({ words }) =>
    has(readOptions(words, { long: ['delete'] }), 'd', 'delete') ? { destroys: 'a ref' } : undefined,
  reflog: ({ words }) =>
    /^(expire|delete|drop)$/.test(words[0]?.text ?? '')
      ? { destroys: 'the reflog that lost commits are found by' }
      : undefined,
  gc: ({ words }) => (prunesNow(words.map((word) => word.text)) ? { destroys: 'unreachable commits' } : undefined),
  prune: ({ words }) =>
    words.some((word) => /^(-n|--dry-run)$/.test(word.text)) ? undefined : { destroys: 'unreachable commits' },
  'filter-branch': () => ({ destroys: 'the history of the branch' }),
  'filter-repo': () => ({ destroys: 'the history of the repository' }),
  replace: () => ({ discards: 'what an object id means' }),
};

function discardByCheckout({ words }: GitInvocation, context: LossContext): Loss | undefined {
  const long = ['force', 'ours', 'theirs', 'orphan=', 'conflict=', 'detach', 'track', 'quiet', 'patch'];
  const options = readOptions(words, { valued: 'bB', long });
  if (has(options, 'f', 'force')) return { discards: changes };
  if (has(options, 'B')) return { discards: 'where a branch points' };
  return takesAll(options, context) ? { discards: changes } : undefined;
}

function takesAll(options: Options, { root }: LossContext): boolean {
  return options.operands.some(
    ({ text }) =>
      /^(\.|\.\/|\*|:\/|:\/?\*|:|\.\/\*|:\(top\)\.?|\.\.(\/\.\.)*\/?)$/.test(text) ||
      (root !== undefined && text.replace(/\/$/, '') === root),
  );
}

function loseBranch({ words }: GitInvocation, { ownBranch }: LossContext): Loss | undefined {
  const options = readOptions(words, { valued: 'u', long: ['delete', 'force', 'move', 'copy', 'set-upstream-to='] });
  const force = has(options, 'f', 'force');
  const deletes = has(options, 'D') || (has(options, 'd', 'delete') && force);
  const names = options.operands.map((word) => shortBranch(word.text));
  if (deletes) {
    const foreign = names.some((name) => name !== ownBranch);
    return foreign ? { destroys: 'a branch that is not its own' } : { discards: 'its own branch' };
  }
  if (has(options, 'M', 'C') || force) return { discards: 'where a branch points' };
  return undefined;
}

function loseRef({ words }: GitInvocation, { ownBranch }: LossContext): Loss | undefined {
  const options = readOptions(words, { valued: 'm', long: ['stdin', 'no-deref', 'create-reflog'] });
  const ref = shortBranch(options.operands[0]?.text ?? '');
  if (has(options, 'stdin')) return { destroys: 'refs that are not visible here' };
  if (ref === ownBranch) return { discards: 'where its own branch points' };
  return { destroys: has(options, 'd') ? `the ref ${ref}` : `where ${ref} points` };
}

function prunesNow(words: readonly string[]): boolean {
  return words.some(
    (word) => /^--prune=(now|all|0|\d+\.(seconds?|minutes?)\.ago)?$/.test(word) || word === '--prune=now',
  );
}

/** Is this verb able to change the working tree, the index or a ref? Reading and fetching verbs are not. */
export function mutates({ verb, words }: GitInvocation): boolean {
  if (readers.has(verb)) return false;
  const first = words.find((word) => !word.text.startsWith('-'))?.text;
  const options = readOptions(words);
  switch (verb) {
    case 'branch':
      return (
        has(
          options,
          'd',
          'D',
          'm',
          'M',
          'c',
          'C',
          'f',
          'u',
          'delete',
          'move',
          'copy',
          'force',
          'edit-description',
          'unset-upstream',
        ) ||
        (first !== undefined &&
          !has(
            options,
            'list',
            'l',
            'contains',
            'merged',
            'no-merged',
            'points-at',
            'show-current',
            'a',
            'r',
            'format',
            'sort',
          )) ||
        valueOf(options, 'set-upstream-to') !== undefined
      );
    case 'tag':
      return first !== undefined && !has(options, 'l', 'list', 'contains', 'points-at', 'v', 'verify', 'n', 'merged');
    case 'stash':
      return !/^(list|show)$/.test(first ?? '');
    case 'remote':
      return !(first === undefined || /^(show|get-url|update|prune)$/.test(first));
    case 'worktree':
    case 'notes':
    case 'bisect':
    case 'submodule':
      return !(first === undefined || /^(list|show|log|view|status|summary)$/.test(first));
    case 'reflog':
      return /^(expire|delete|drop)$/.test(first ?? '');
    case 'symbolic-ref':
      return options.operands.length > 1 || has(options, 'd', 'delete');
    case 'apply':
      return !has(options, 'check', 'stat', 'numstat', 'summary') || has(options, 'apply');
    default:
      return verb !== '';
  }
}

const readers = new Set(
  'status log show diff fetch ls-files ls-tree ls-remote rev-parse rev-list cat-file blame annotate grep shortlog describe name-rev merge-base for-each-ref show-ref show-branch help version archive bundle format-patch count-objects fsck cherry whatchanged range-diff diff-tree diff-index diff-files difftool var check-ignore check-attr check-ref-format verify-commit verify-tag hash-object mktree merge-tree config clone init credential request-pull get-tar-commit-id get-bundle stripspace column interpret-trailers patch-id unpack-file rerere push diagnose bugreport lfs gc prune maintenance repack pack-objects --version --help --exec-path --html-path --man-path --info-path'.split(
    ' ',
  ),
);

/** Verbs git itself knows; another one may be an alias of the person's, which may do anything. */
export function isKnownVerb(verb: string): boolean {
  return readers.has(verb) || writers.has(verb) || Object.hasOwn(verbs, verb) || verb.startsWith('-');
}

const writers = new Set(
  'add commit merge rebase cherry-pick revert pull am apply mv rm restore switch checkout reset branch tag stash remote worktree notes bisect submodule subtree sparse-checkout update-index write-tree commit-tree commit-graph merge-file merge-index read-tree mergetool citool gui replace pack-refs index-pack unpack-objects update-server-info fast-import fast-export send-pack fetch-pack send-email svn p4 instaweb daemon http-push receive-pack upload-pack filter-branch filter-repo flow annex backfill refs stage'.split(
    ' ',
  ),
);
