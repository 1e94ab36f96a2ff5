import type { Word } from '../../model/action.ts';
import { lookup } from '../lookup.ts';
import { has, readOptions, valueOf, type Options } from '../options.ts';
import { joinPath } from '../paths.ts';
import { lossByFetch } from './fetch.ts';
import type { GitInvocation } from './invocation.ts';
import type { Loss, LossContext } from './loss-context.ts';
import { shortBranch } from './push.ts';

const changes = 'uncommitted changes';

/** What the command would lose that git itself could not easily bring back. */
export function lossOf(git: GitInvocation, context: LossContext): Loss {
  const judge = lookup(verbs, git.verb);
  return judge?.(git, context) ?? {};
}

type Judge = (git: GitInvocation, context: LossContext) => Loss | undefined;

const verbs: Readonly<Record<string, Judge | undefined>> = {
  reset: ({ words }) => {
    const options = readOptions(words, { long: 'hard merge keep soft mixed quiet'.split(' ') });
    return has(options, 'hard', 'merge', 'keep') ? { discards: changes } : undefined;
  },
  checkout: discardByCheckout,
  switch: ({ words }, context) => {
    const options = readOptions(words, {
      valued: 'cC',
      long: ['force', 'discard-changes', 'create=', 'force-create='],
    });
    if (has(options, 'f', 'force', 'discard-changes')) return { discards: changes };
    return moves(valueOf(options, 'C', 'force-create'), context);
  },
  restore: (git, context) => {
    const { words } = git;
    const options = readOptions(words, {
      valued: 'sU',
      long: ['source=', 'staged', 'worktree', 'pathspec-from-file='],
    });
    if (has(options, 'S', 'staged') && !has(options, 'W', 'worktree')) return undefined;
    return takesAll(options, git, context) ? { discards: changes } : undefined;
  },
  clean: ({ words, config }) => {
    const options = readOptions(words, { valued: 'e', long: 'force dry-run exclude= interactive quiet'.split(' ') });
    const unasked = config.some(({ key, value }) => /^clean\.requireforce$/i.test(key) && value !== 'true');
    return (unasked || has(options, 'f', 'force')) && !has(options, 'n', 'dry-run')
      ? { discards: 'untracked files' }
      : undefined;
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
  rm: (git, context) =>
    takesAll(readOptions(git.words), git, context) ? { discards: 'every tracked file' } : undefined,
  'update-ref': loseRef,
  'symbolic-ref': ({ words }, { isProtected }) => {
    const options = readOptions(words, { valued: 'm', long: ['delete'] });
    const [ref, target] = options.operands.map((word) => shortBranch(word.text));
    if (has(options, 'd', 'delete')) return { destroys: 'a ref' };
    return ref !== undefined && target !== undefined && isProtected(ref)
      ? { destroys: `where ${ref} points` }
      : undefined;
  },
  fetch: lossByFetch,
  pull: lossByFetch,
  notes: ({ words }) => (/^(prune|remove)$/.test(words[0]?.text ?? '') ? { discards: 'notes on commits' } : undefined),
  submodule: ({ words }) =>
    words[0]?.text === 'deinit' && has(readOptions(words, { long: ['force', 'all'] }), 'f', 'force')
      ? { discards: 'uncommitted changes of submodules' }
      : undefined,
  reflog: ({ words }) =>
    /^(expire|delete|drop)$/.test(words[0]?.text ?? '')
      ? { destroys: 'the reflog that lost commits are found by' }
      : undefined,
  gc: ({ words, config }) =>
    prunesNow(words.map((word) => word.text)) || config.some(({ key }) => /^gc\.(reflog|prune)expire/i.test(key))
      ? { destroys: 'unreachable commits' }
      : undefined,
  prune: ({ words }) =>
    words.some((word) => /^(-n|--dry-run)$/.test(word.text)) ? undefined : { destroys: 'unreachable commits' },
  'filter-branch': () => ({ destroys: 'the history of the branch' }),
  'filter-repo': () => ({ destroys: 'the history of the repository' }),
  replace: () => ({ discards: 'what an object id means' }),
};

function discardByCheckout(git: GitInvocation, context: LossContext): Loss | undefined {
  const long = 'force ours theirs orphan= conflict= detach track quiet patch pathspec-from-file='.split(' ');
  const options = readOptions(git.words, { valued: 'bB', long });
  if (has(options, 'f', 'force')) return { discards: changes };
  if (has(options, 'B')) return moves(valueOf(options, 'B'), context);
  return takesAll(options, git, context) ? { discards: changes } : undefined;
}

/** A branch that is made to point elsewhere. */
function moves(name: Word | undefined, { isProtected }: LossContext): Loss | undefined {
  if (!name) return undefined;
  const branch = shortBranch(name.text);
  return name.known && isProtected(branch)
    ? { destroys: `where ${branch} points` }
    : { discards: 'where a branch points' };
}

/** Which files a list names cannot be seen: it may name them all. */
function takesAll(options: Options, { directory }: GitInvocation, { root }: LossContext): boolean {
  if (has(options, 'pathspec-from-file')) return true;
  return options.operands.some(
    ({ text }) =>
      (root !== undefined && text.includes('..') && joinPath(directory, text) === root) ||
      /^(\.|\.\/|\*|:\/|:\/?\*|:|\.\/\*|:\(top\)\.?|\.\.(\/\.\.)*\/?)$/.test(text) ||
      (root !== undefined && text.replace(/\/$/, '') === root),
  );
}

function loseBranch({ words }: GitInvocation, context: LossContext): Loss | undefined {
  const { ownBranch } = context;
  const options = readOptions(words, { valued: 'u', long: 'delete force move copy set-upstream-to='.split(' ') });
  const force = has(options, 'f', 'force');
  const deletes = has(options, 'D') || (has(options, 'd', 'delete') && force);
  const names = options.operands.map((word) => shortBranch(word.text));
  if (deletes) {
    const foreign = names.some((name) => name !== ownBranch);
    return foreign ? { destroys: 'a branch that is not its own' } : { discards: 'its own branch' };
  }
  const copies = has(options, 'M', 'C') || (force && has(options, 'm', 'c', 'move', 'copy'));
  return copies || force ? moves(copies ? options.operands.at(-1) : options.operands[0], context) : undefined;
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
