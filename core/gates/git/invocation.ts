import type { EffectiveCommand, Word } from '../../model/action.ts';
import { known } from '../shell/expand/words.ts';
import { joinPath } from '../paths.ts';

export type GitConfig = { readonly key: string; readonly value: string };

/** A git command line with its global options read. */
export type GitInvocation = {
  readonly verb: string;
  /** The words after the verb. */
  readonly words: readonly Word[];
  readonly directory: string | undefined;
  /** From `-c`, `--config-env` and `GIT_CONFIG_*`: in force for this command. */
  readonly config: readonly GitConfig[];
  readonly env: Readonly<Record<string, Word>>;
  readonly execPath: boolean;
};

export type Aliases = ReadonlyMap<string, string>;

const mostAliases = 8;

export function readInvocation(command: EffectiveCommand, aliases: Aliases): GitInvocation {
  const { env } = command;
  let words: readonly Word[] = command.argv.slice(1);
  let directory = command.cwd;
  const config = [...configFromEnvironment(env)];
  let gitDir = env['GIT_DIR'];
  let workTree = env['GIT_WORK_TREE'];
  let execPath = env['GIT_EXEC_PATH'] !== undefined;
  for (let round = 0; round < mostAliases; round += 1) {
    const globals = readGlobals(words, directory);
    directory = globals.directory;
    config.push(...globals.config);
    gitDir = globals.gitDir ?? gitDir;
    workTree = globals.workTree ?? workTree;
    execPath ||= globals.execPath;
    words = globals.rest;
    const verb = words[0]?.text ?? '';
    const alias = aliasOf(verb, config, aliases);
    if (alias === undefined || alias.startsWith('!')) break;
    words = [...alias.split(/\s+/).filter(Boolean).map(known), ...words.slice(1)];
  }
  const place = workTree ?? (gitDir && parentOfGit(gitDir));
  if (place) directory = place.known ? joinPath(directory, place.text) : undefined;
  return { verb: words[0]?.text ?? '', words: words.slice(1), directory, config, env, execPath };
}

function aliasOf(verb: string, config: readonly GitConfig[], aliases: Aliases): string | undefined {
  const set = config.findLast(({ key }) => key.toLowerCase() === `alias.${verb.toLowerCase()}`)?.value;
  return set ?? aliases.get(verb.toLowerCase());
}

/** A git directory acts on the tree around it. */
function parentOfGit(gitDir: Word): Word {
  return { ...gitDir, text: gitDir.text.replace(/\/?\.git(\/(worktrees|modules)\/.*)?\/?$/, '') || '.' };
}

type Globals = {
  readonly rest: readonly Word[];
  readonly directory: string | undefined;
  readonly config: readonly GitConfig[];
  readonly gitDir: Word | undefined;
  readonly workTree: Word | undefined;
  readonly execPath: boolean;
};

const withValue = /^--(git-dir|work-tree|namespace|exec-path|super-prefix|config-env|attr-source|list-cmds)$/;

function readGlobals(words: readonly Word[], cwd: string | undefined): Globals {
  const config: GitConfig[] = [];
  let directory = cwd;
  const paths: Record<string, Word> = {};
  let at = 0;
  for (; at < words.length; at += 1) {
    const text = words[at]?.text ?? '';
    if (!text.startsWith('-') || text === '-') {
      if (text !== 'git') break;
      continue;
    }
    const [name = '', attached] = splitOnce(text);
    const takesNext =
      /^-[Cc]$/.test(text) || (attached === undefined && withValue.test(name) && name !== '--exec-path');
    const value = takesNext
      ? words[at + 1]
      : attached === undefined
        ? undefined
        : { text: attached, known: words[at]?.known ?? false };
    if (takesNext) at += 1;
    if (name === '-C') directory = value?.known ? joinPath(directory, value.text) : undefined;
    if (name === '-c' && value) config.push(readAssignment(value.text));
    if (name === '--config-env' && value) config.push({ key: splitOnce(value.text)[0], value: '!' });
    if (value) paths[name] = value;
  }
  const rest = words.slice(at);
  const { '--git-dir': gitDir, '--work-tree': workTree } = paths;
  return { rest, directory, config, gitDir, workTree, execPath: paths['--exec-path'] !== undefined };
}

function readAssignment(text: string): GitConfig {
  const [key, value] = splitOnce(text);
  return { key, value: value ?? 'true' };
}

function splitOnce(text: string): readonly [string, string | undefined] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** GIT_CONFIG_COUNT/KEY/VALUE and GIT_CONFIG_PARAMETERS. */
function configFromEnvironment(env: Readonly<Record<string, Word>>): readonly GitConfig[] {
  const pairs = Object.entries(env).flatMap(([name, key]) => {
    const index = /^GIT_CONFIG_KEY_(\d+)$/.exec(name)?.[1];
    return index === undefined ? [] : [{ key: key.text, value: env[`GIT_CONFIG_VALUE_${index}`]?.text ?? '' }];
  });
  const quoted = env['GIT_CONFIG_PARAMETERS']?.text.match(/'[^']*'(?:='[^']*')?/g) ?? [];
  return [...pairs, ...quoted.map((pair) => readAssignment(pair.replaceAll("'", '')))];
}
