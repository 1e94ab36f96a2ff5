import type { EffectiveCommand, GitUse, Word } from '../model/action.ts';
import type { GateContext, GateWorktree } from './context.ts';
import { skipsHooks } from './git/hooks.ts';
import { readInvocation, type Aliases, type GitInvocation } from './git/invocation.ts';
import { lossOf } from './git/loss.ts';
import { filesWritten } from './git/outputs.ts';
import { programsOf, readConfigWrite } from './git/programs.ts';
import { isProtected } from './git/protected.ts';
import { readPush } from './git/push.ts';
import { isKnownVerb, mutates } from './git/verbs.ts';
import { isWithin, resolveTarget } from './paths.ts';
import { isOwn, placeOf } from './places.ts';

export type GitReading = {
  readonly use: GitUse;
  /** Aliases without `!` that this command defines; they hold for the commands after it. */
  readonly aliases: Aliases;
  /** Files and folders that it writes where it is told to, from its directory. */
  readonly writes: readonly Word[];
  /** Why the command cannot be judged as it stands. */
  readonly unclear?: string;
};

/** A `git …` command → what it would do, global options, aliases and configuration resolved. */
export function readGit(command: EffectiveCommand, context: GateContext, earlier: Earlier = none): GitReading {
  const read = readInvocation(command, earlier.aliases);
  const places = [read.directory, ...read.stores].map((path) => realDirectory(path, context, earlier.links));
  const git = { ...read, directory: places.find((path) => !isOwnPlace(path, context)) ?? places[0] };
  const worktree = worktreeOf(git.directory, context);
  const written = readConfigWrite(git);
  const pushes = git.verb === 'push' || git.verb === 'send-pack' || git.verb === 'http-push';
  const use: GitUse = {
    verb: git.verb,
    args: git.words.map((word) => word.text),
    directory: git.directory,
    force: 'none',
    refs: [],
    all: false,
    ...(pushes ? readPush(git.words, worktree?.branch) : {}),
    skipsHooks: skipsHooks(git),
    mutates: mutates(git),
    ...lossOf(git, {
      ownBranch: worktree?.branch,
      root: worktree?.path,
      isProtected: (branch) => isProtected(branch, context),
    }),
    programs: programsOf(git),
    ...(written ? { configures: { scope: written.scope, keys: written.pairs.map(({ key }) => key) } } : {}),
  };
  const unclear = unclearPart(git, pushes);
  const aliases = definedAliases(written?.pairs ?? []);
  return { use, aliases, writes: filesWritten(git), ...(unclear ? { unclear } : {}) };
}

/** What earlier commands of the same action have set up: git aliases, symbolic links. */
export type Earlier = { readonly aliases: Aliases; readonly links: ReadonlyMap<string, string> };
const none: Earlier = { aliases: new Map(), links: new Map() };

function realDirectory(path: string | undefined, context: GateContext, links: Earlier['links']): string | undefined {
  return path === undefined ? undefined : resolveTarget({ text: path, known: true }, { cwd: '/', context, links }).path;
}

function isOwnPlace(path: string | undefined, context: GateContext): boolean {
  if (path === undefined) return false;
  const place = placeOf(path, context);
  return isOwn(place) || place === 'own-git';
}

export function worktreeOf(directory: string | undefined, context: GateContext): GateWorktree | undefined {
  return directory === undefined ? undefined : context.worktrees.find((own) => isWithin(directory, own.path));
}

function definedAliases(pairs: readonly { readonly key: string; readonly value: string }[]): Aliases {
  const named = pairs.flatMap(({ key, value }) => {
    const name = /^alias\.(.+)$/i.exec(key)?.[1];
    return name === undefined ? [] : [[name.toLowerCase(), value] as const];
  });
  return new Map(named);
}

const redirecting =
  /^(remote\..+\.(url|pushurl|push|mirror)|remote\.pushdefault|url\..+|branch\..+\.(pushremote|remote|merge)|push\.default)$/i;

/** Unknown words matter where they could be an option or a ref that changes what happens. */
function unclearPart(git: GitInvocation, pushes: boolean): string | undefined {
  if (git.verb !== '' && !isKnownVerb(git.verb)) return `git ${git.verb} is not a git command and may be an alias`;
  const redirected = [...git.config, ...(git.verb === 'config' ? (readConfigWrite(git)?.pairs ?? []) : [])].find(
    ({ key }) => redirecting.test(key),
  );
  if (redirected) return `${redirected.key} changes where git sends commits`;
  if (
    git.verb === 'remote' &&
    /^(add|set-url|rename|remove|rm)$/.test(git.words.find((word) => !word.text.startsWith('-'))?.text ?? '')
  ) {
    return 'it changes where git sends commits';
  }
  const loose = git.words.find((word) => !word.known && (pushes || word.ifUnset === ''));
  if (
    loose &&
    (pushes || /^(reset|clean|checkout|switch|restore|branch|update-ref|config|rebase)$/.test(git.verb)) &&
    !isMessage(git, loose.text)
  ) {
    return `an argument of git ${git.verb} is not known: ${loose.text}`;
  }
  return undefined;
}

function isMessage({ words }: GitInvocation, text: string): boolean {
  const at = words.findIndex((word) => word.text === text);
  return /^(-m|--message|-b|-c|--format)$/.test(words[at - 1]?.text ?? '');
}
