import type { Word } from '../../model/action.ts';
import { readOptions, valuesOf } from '../options.ts';
import type { GitConfig, GitInvocation } from './invocation.ts';

const programKeys =
  /^(core\.(pager|editor|sshcommand|fsmonitor|askpass|gitproxy|alternaterefscommand|hookspath)|diff\.external|pager\..+|sequence\.editor|gpg(\..+)?\.program|credential(\..+)?\.helper|(diff|merge|filter)\..+\.(command|driver|textconv|clean|smudge|process|cmd)|(difftool|mergetool|man|browser|guitool|tar)\..+\.(cmd|path|command)|remote\..+\.(uploadpack|receivepack|vcs)|interactive\.difffilter|uploadpack\.packobjectshook|trailer\..+\.(command|cmd)|sendemail\..*(cmd|server)|protocol\.(ext\.)?allow|instaweb\..+|include\.path|includeif\..+\.path|init\.templatedir|submodule\..+\.update|receive\.procreceiverefs|core\.(attributesfile|worktree))$/;
const harmless =
  /^\s*(cat|less|more|true|false|:|vim?|nvim|nano|emacs|code --wait|delta|bat|ssh|always|never|user|store|cache|osxkeychain|libsecret|manager|gh auth git-credential)?(\s+-\S+)*\s*$/;
const environment =
  /^GIT_(SSH|SSH_COMMAND|PAGER|EDITOR|SEQUENCE_EDITOR|EXTERNAL_DIFF|ASKPASS|PROXY_COMMAND|EXEC_PATH|TEMPLATE_DIR|CONFIG|CONFIG_GLOBAL|CONFIG_SYSTEM|TEXTCONV|TRACE2?_.*_PROGRAM)$/;
const otherEnvironment = /^(SSH_ASKPASS|PAGER|EDITOR|VISUAL)$/;

/** Programs this command would make git start, named by what sets them. */
export function programsOf(git: GitInvocation): readonly string[] {
  return [
    ...git.config.filter(isProgram).map(({ key }) => key),
    ...Object.entries(git.env).flatMap(([name, value]) => (startsProgram(name, value) ? [name] : [])),
    ...(git.execPath ? ['--exec-path'] : []),
    ...fromOptions(git),
    ...fromConfigVerb(git),
    ...git.words.filter((word) => /^ext::/.test(word.text)).map((word) => word.text),
  ];
}

/** Keys git reads a program (or a file of more settings) from, unless the value is one that everybody uses. */
function isProgram({ key, value }: GitConfig): boolean {
  const name = key.toLowerCase();
  if (name.startsWith('alias.')) return value.trimStart().startsWith('!');
  if (!programKeys.test(name)) return false;
  if (name === 'core.hookspath') return false;
  if (name.endsWith('sshcommand')) return !isPlainSsh(value);
  return !harmless.test(value);
}

/** `ssh` with options that start nothing. */
function isPlainSsh(value: string): boolean {
  return (
    /^\s*(\/usr\/bin\/)?ssh(\s|$)/.test(value) &&
    !/proxycommand|localcommand|knownhostscommand|match\s|[`$;|&<>()]|(^|\s)-F/i.test(value)
  );
}

function startsProgram(name: string, value: Word): boolean {
  if (name === 'GIT_SSH_COMMAND' || name === 'GIT_SSH') return !isPlainSsh(value.text);
  if (environment.test(name)) return !harmless.test(value.text) && value.text !== '/dev/null';
  return otherEnvironment.test(name) && !harmless.test(value.text);
}

const longOptions =
  'upload-pack= receive-pack= exec= extcmd= template= open-files-in-pager sendmail-cmd= smtp-server= to-cmd= cc-cmd= header-cmd='.split(
    ' ',
  );

function fromOptions({ verb, words }: GitInvocation): readonly string[] {
  if (words.length === 0) return [];
  const options = readOptions(words, { long: longOptions });
  const found = valuesOf(options, 'upload-pack', 'receive-pack', 'extcmd', 'open-files-in-pager');
  const exec = /^(push|archive|send-pack|fetch-pack)$/.test(verb) ? valuesOf(options, 'exec') : [];
  const template = /^(init|clone)$/.test(verb) ? valuesOf(options, 'template') : [];
  const short = /^(clone|ls-remote|grep|difftool|instaweb)$/.test(verb) ? shortProgram(verb, words) : [];
  const config =
    verb === 'clone'
      ? words.filter(
          (word, at) => /^-c$|^--config$/.test(words[at - 1]?.text ?? '') || word.text.startsWith('--config='),
        )
      : [];
  const programs = config
    .map((word) => word.text.replace(/^--config=/, ''))
    .map((text) => ({ key: text.split('=')[0] ?? '', value: text.slice(text.indexOf('=') + 1) }));
  const mail = verb === 'send-email' ? valuesOf(options, 'sendmail-cmd', 'to-cmd', 'cc-cmd', 'header-cmd') : [];
  return [...found, ...exec, ...template, ...short, ...mail]
    .map((word) => word.text)
    .concat(programs.filter(isProgram).map(({ key }) => key));
}

function shortProgram(verb: string, words: readonly Word[]): readonly Word[] {
  const letter = { clone: 'u', 'ls-remote': 'u', grep: 'O', difftool: 'x', instaweb: 'd' }[verb] ?? '';
  return valuesOf(readOptions(words, { valued: `${letter}bocjnA` }), letter);
}

/** `git config KEY VALUE` sets it for every later command. */
function fromConfigVerb(git: GitInvocation): readonly string[] {
  const written = readConfigWrite(git);
  return written ? written.pairs.filter(isProgram).map(({ key }) => key) : [];
}

export type ConfigWrite = { readonly scope: 'local' | 'global' | 'system'; readonly pairs: readonly GitConfig[] };

/** What `git config` would write; undefined when it reads. */
export function readConfigWrite({ verb, words }: GitInvocation): ConfigWrite | undefined {
  if (verb !== 'config') return undefined;
  const long =
    'file= blob= type= default= comment= global system local worktree unset unset-all add replace-all get get-all get-regexp list edit rename-section remove-section value='.split(
      ' ',
    );
  const options = readOptions(words, { valued: 'ft', long });
  const names = options.options.map((option) => option.name);
  const scope = names.includes('system') ? 'system' : names.includes('global') ? 'global' : 'local';
  const [first, ...rest] = options.operands.map((word) => word.text);
  if (first === undefined)
    return names.includes('edit') || names.includes('e') ? { scope, pairs: [{ key: '', value: '' }] } : undefined;
  const modern = /^(set|unset|edit|rename-section|remove-section)$/.test(first);
  if (modern) return { scope, pairs: [{ key: rest[0] ?? '', value: rest[1] ?? '' }] };
  if (/^(get|list)$/.test(first) || names.some((name) => /^(get|get-all|get-regexp|get-urlmatch|list|l)$/.test(name)))
    return undefined;
  const removes = names.some((name) => /^(unset|unset-all|rename-section|remove-section)$/.test(name));
  if (rest.length === 0 && !removes) return undefined;
  return { scope, pairs: [{ key: first, value: rest[0] ?? '' }] };
}
