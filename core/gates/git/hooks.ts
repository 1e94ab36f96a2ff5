import type { EffectiveCommand, Word } from '../../model/action.ts';
import { lookup } from '../lookup.ts';
import { has, readOptions } from '../options.ts';
import type { GitInvocation } from './invocation.ts';
import { readConfigWrite } from './programs.ts';

const verify = new Set(['commit', 'merge', 'push', 'pull', 'rebase', 'am', 'cherry-pick', 'revert']);
const skipped =
  /^(SKIP|PREK_SKIP|PREK_ALLOW_NO_CONFIG|PRE_COMMIT_ALLOW_NO_CONFIG|HUSKY_SKIP_HOOKS|LEFTHOOK_EXCLUDE|OVERCOMMIT_DISABLE|SKIP_SIMPLE_GIT_HOOKS|SKIP_GIT_HOOKS)$/;
const switchedOff = /^(HUSKY|LEFTHOOK|GITLEAKS|PRE_COMMIT)$/;

/** Does the command run with the project's hooks off, or take them away for later? */
export function skipsHooks(git: GitInvocation): boolean {
  if (git.config.some(({ key }) => key.toLowerCase() === 'core.hookspath')) return true;
  if (readConfigWrite(git)?.pairs.some(({ key }) => key.toLowerCase() === 'core.hookspath')) return true;
  if (Object.entries(git.env).some(([name, value]) => variableSkipsHooks(name, value))) return true;
  if (!verify.has(git.verb)) return false;
  const options = readOptions(git.words, { valued: lookup(shortValues, git.verb) ?? '', long: longNames });
  return has(options, 'no-verify') || (git.verb === 'commit' && has(options, 'n'));
}

const shortValues: Readonly<Record<string, string | undefined>> = {
  commit: 'mFcCtSu',
  merge: 'msXFS',
  push: 'o',
  rebase: 'sXx',
  am: 'pCS',
  'cherry-pick': 'mXS',
  revert: 'mXS',
  pull: 'sXjS',
};
const longNames =
  'no-verify message= file= author= date= template= cleanup= fixup= reuse-message= reedit-message= squash= trailer= exec= onto= strategy= strategy-option= push-option= repo='.split(
    ' ',
  );

/** `HUSKY=0`, `SKIP=gitleaks`, `LEFTHOOK=false` … */
function variableSkipsHooks(name: string, value: Word): boolean {
  if (switchedOff.test(name)) return /^(0|false|no|off)$/i.test(value.text);
  return skipped.test(name) && value.text !== '' && value.text !== '0';
}

const managers = /^(pre-commit|prek|lefthook|husky|overcommit|simple-git-hooks)$/;

/** `pre-commit uninstall` and its like. */
export function removesHooks({ argv, env }: EffectiveCommand): boolean {
  const words = argv.map((word) => word.text.slice(word.text.lastIndexOf('/') + 1));
  const at = words.findIndex((word) => managers.test(word));
  if (at < 0 || at > 2) return false;
  const verb = words.slice(at + 1).find((word) => !word.startsWith('-'));
  if (verb === 'uninstall') return true;
  return verb === 'run' && Object.entries(env).some(([name, value]) => variableSkipsHooks(name, value));
}
