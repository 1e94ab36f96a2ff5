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
  /** Where else it writes: the repository that `GIT_DIR`, `GIT_INDEX_FILE` and their like name. */
  readonly stores: readonly (string | undefined)[];
  /** From `-c`, `--config-env` and `GIT_CONFIG_*`: in force for this command. */
  readonly config: readonly GitConfig[];
  readonly env: Readonly<Record<string, Word>>;
  readonly execPath: boolean;
};

export type Aliases = ReadonlyMap<string, string>;

const mostAliases = 8;
const storeVariables = ['GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR'];

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
  const at = directory;
  const locate = (word: Word) => (word.known ? joinPath(at, word.text) : undefined);
  const place = workTree ?? (gitDir && parentOfGit(gitDir));
  const stores = [gitDir, ...storeVariables.map((name) => env[name])].flatMap((word) =>
    word ? [locate(parentOfGit(word))] : [],
  );
  if (place) directory = locate(place);
  return { verb: words[0]?.text ?? '', words: words.slice(1), directory, stores, config, env, execPath };
}

function aliasOf(verb: string, config: readonly GitConfig[], aliases: Aliases): string | undefined {
  const set = config.findLast(({ key }) => key.toLowerCase() === `alias.${verb.toLowerCase()}`)?.value;
  return set ?? aliases.get(verb.toLowerCase());
}

/** A git directory acts on the tree around it. */
function parentOfGit(gitDir: Word): Word {
  return { ...gitDir, text: gitDir.text.replace(/\/?\.git(\/.*)?$/, '') || '.' };
}

type Globals = {
  readonly rest: readonly Word[];
  readonly directory: string | undefined;
  readonly config: readonly GitConfig[];
  readonly gitDir: Word | undefined;
  readonly workTree: Word | undefined;
  readonly execPath: boolean;
};

const withValue = /^(-[Cc]|--(git-dir|work-tree|namespace|super-prefix|config-env|attr-source|list-cmds))$/;

/** Reads up to the verb. A verb `git` is the slip of the hand that many people have an alias for. */
function readGlobals(words: readonly Word[], cwd: string | undefined): Globals {
  const config: GitConfig[] = [];
  const values: Record<string, Word> = {};
  let directory = cwd;
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at];
    if (!word || (!/^-./.test(word.text) && word.text !== 'git')) break;
    const [name, attached] = splitOnce(word.text);
    const takesNext = attached === undefined && withValue.test(name);
    const value = takesNext ? words[at + 1] : attached === undefined ? undefined : { ...word, text: attached };
    if (takesNext) at += 1;
    if (!value) continue;
    if (name === '-C') directory = value.known ? joinPath(directory, value.text) : undefined;
    else if (name === '-c') config.push(readAssignment(value.text));
    else if (name === '--config-env') config.push({ key: splitOnce(value.text)[0], value: '!' });
    else values[name] = value;
  }
  const { '--git-dir': gitDir, '--work-tree': workTree, '--exec-path': execPath } = values;
  return { rest: words.slice(at), directory, config, gitDir, workTree, execPath: execPath !== undefined };
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
