import type { GitUse, PushRef, Word } from '../../model/action.ts';
import { has, readOptions, valueOf } from '../options.ts';

type Push = Pick<GitUse, 'remote' | 'force' | 'refs' | 'all'>;

const longOptions =
  'all branches mirror delete tags follow-tags signed atomic receive-pack= exec= repo= force-with-lease force-if-includes no-force-if-includes no-force-with-lease force push-option= set-upstream dry-run porcelain prune verbose quiet no-verify verify thin no-thin progress ipv4 ipv6 recurse-submodules= no-recurse-submodules no-signed no-atomic'.split(
    ' ',
  );

/** What a push would do on the remote. `branch` is the branch of the directory it runs in, if that is known. */
export function readPush(words: readonly Word[], branch: string | undefined): Push {
  const options = readOptions(words, { valued: 'o', long: longOptions });
  const force = has(options, 'f', 'force', 'mirror', 'prune');
  const lease = options.options.some((option) => option.name === 'force-with-lease');
  const repo = valueOf(options, 'repo')?.text;
  const [first, ...rest] = options.operands;
  const remote = first?.text ?? repo;
  const deletes = has(options, 'd', 'delete');
  const listed = rest.map((word) => word.text).filter((text, at, all) => !(text === 'tag' && all.length > at + 1));
  const refs = listed.map((spec) => readRefspec(spec, { branch, deletes }));
  const all = has(options, 'all', 'branches', 'mirror', 'tags') || rest.some((word) => word.text === 'tag');
  return {
    remote,
    force: force || refs.some((ref) => ref.force) ? 'plain' : lease ? 'lease' : 'none',
    refs: refs.length > 0 || all ? refs : [{ force: false, source: 'HEAD', destination: branch, deletes: false }],
    all,
  };
}

type RefspecContext = { readonly branch: string | undefined; readonly deletes: boolean };

function readRefspec(spec: string, { branch, deletes }: RefspecContext): PushRef {
  const force = spec.startsWith('+');
  const body = force ? spec.slice(1) : spec;
  const colon = body.indexOf(':');
  const source = colon < 0 ? body : body.slice(0, colon);
  const destination = colon < 0 ? body : body.slice(colon + 1);
  const named = destination === 'HEAD' || destination === '@' ? branch : shortBranch(destination || source);
  return { force, source, destination: named, deletes: deletes || (colon >= 0 && source === '') };
}

/** `refs/heads/x` and `x` are the same branch. */
export function shortBranch(ref: string): string {
  return ref.replace(/^(refs\/)?heads\//, '');
}
