import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Call, Input } from '../../../../core/contract.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { SimilarThread } from '../../../../core/contract/thread/work-methods.ts';
import type { Repo } from '../../../../core/model/repo.ts';
import { standing } from '../../../../core/views/board.ts';
import { readTextFile } from '../../../files/read-text-file.ts';
import type { Args, Command, CommandContext, ExitCode } from '../../command-line/command.ts';
import type { Connection } from '../../factory/connect.ts';
import { followThread } from '../../factory/follow.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { findRepos } from '../../names.ts';
import { cleanLine } from '../../screen.ts';
import { threadValue } from '../../text/thread-text.ts';
import { printBrief } from './brief.ts';

export const threadNew: Command = {
  name: 'thread new',
  about: 'Start a unit of work over one or more repos',
  options: {
    repos: { value: 'A,B', about: 'repos in landing order, a provider before its consumers', required: true },
    goal: { value: 'TEXT', about: 'what should be done; - reads it from stdin', required: true },
    title: { value: 'TEXT', about: 'the name of its card; otherwise the first line of the goal' },
    harness: { value: 'NAME', about: 'who works on it (recipe)' },
    recipe: { value: 'NAME|FILE', about: 'a recipe of the catalogue or a YAML file' },
    input: { value: 'KEY=VALUE', about: "a value for one of the recipe's inputs", many: true },
    brief: { about: 'only show what its agent would be told; nothing is started' },
    wait: { about: 'stay until it needs you or is done (a factory opened here always does)' },
    'no-wait': { about: 'only record it; the next factory that runs takes it up' },
  },
  async run(context) {
    const { args, screen } = context;
    const request = await readRequest(context);
    if (!request.ok) return request;
    const there = await snapshotThere(context.connect, args.has('no-wait') || args.has('brief') ? 'record' : 'work');
    if (!there.ok) return there;
    const { connection, call, snapshot } = there.value;
    const repos = findRepos(snapshot, request.value.repos);
    if (!repos.ok) return repos;
    const similar = await lookAround(context, connection, { ...request.value, repos: repos.value });
    if (!similar.ok) return similar;
    const wish = { ...request.value, repos: repos.value.map((repo) => repo.id) };
    if (args.has('brief')) return showBrief(context, call, wish);
    const created = await call('threads.create', wish);
    if (!created.ok) return created;
    const { thread: id, number } = created.value;
    if (args.has('no-wait') || (!connection.here && !args.has('wait'))) {
      screen.print({ ...created.value, similar: similar.value }, `Created #${String(number)} (${id})`);
      return ok(0);
    }
    screen.note(`Created #${String(number)} (${id})`);
    const thread = await followThread(connection, screen, id);
    if (!thread.ok) return thread;
    const at = standing(thread.value, undefined);
    screen.print(
      { ...threadValue(thread.value, at), similar: similar.value },
      `#${String(number)} ${screen.paint(at.tone, at.word)}: ${cleanLine(at.reason, 200)}`,
    );
    return ok(at.tone === 'failed' ? 1 : 0);
  },
};

async function showBrief(
  { screen }: CommandContext,
  call: Call,
  wish: Input<'threads.previewBrief'>,
): Promise<Result<ExitCode>> {
  const brief = await call('threads.previewBrief', wish);
  if (!brief.ok) return brief;
  printBrief(screen, brief.value, wish.harness ?? 'recipe');
  return ok(0);
}

/** Said before anything is created: the person may rather go on with what is there. */
async function lookAround(
  { screen }: CommandContext,
  { call }: Connection,
  { title, goal, repos }: { readonly title?: string; readonly goal: string; readonly repos: readonly Repo[] },
): Promise<Result<readonly SimilarThread[]>> {
  const found = await call('threads.similar', { title, goal, repos: repos.map((repo) => repo.id) });
  // What is wrong with the goal is for the creation to say.
  if (!found.ok) return found.error.code === 'invalid-input' ? ok([]) : found;
  for (const { number, word, title: other, why } of found.value)
    screen.note(cleanLine(`similar: #${String(number)} (${word}) ${other} — ${why}`, 200));
  return found;
}

type Request = {
  readonly goal: string;
  readonly title?: string;
  readonly harness?: string;
  readonly repos: string;
  readonly recipe?: { readonly name?: string; readonly text?: string; readonly inputs: Record<string, string> };
};

async function readRequest({ args, readInput }: CommandContext): Promise<Result<Request>> {
  if (args.has('wait') && args.has('no-wait'))
    return fail({
      code: 'bad-usage',
      message: '--wait and --no-wait exclude each other',
      next: 'See: teatree help thread new',
    });
  const recipe = await readRecipeChoice(args);
  if (!recipe.ok) return recipe;
  const goal = args.value('goal') === '-' ? await readInput() : (args.value('goal') ?? '');
  const title = args.value('title');
  const harness = args.value('harness');
  return ok({
    ...{ goal, repos: args.value('repos') ?? '' },
    ...(title !== undefined && { title }),
    ...(harness !== undefined && { harness }),
    ...(recipe.value && { recipe: recipe.value }),
  });
}

export async function readRecipeChoice(args: Args): Promise<Result<Request['recipe']>> {
  const inputs: Record<string, string> = {};
  for (const pair of args.values('input')) {
    const [, key, value] = /^([^=]+)=([\s\S]*)$/.exec(pair) ?? [];
    if (key === undefined || value === undefined)
      return fail({
        code: 'bad-usage',
        message: `--input ${pair} is not KEY=VALUE`,
        next: 'See: teatree help thread new',
      });
    inputs[key] = value;
  }
  const name = args.value('recipe');
  if (name === undefined) return ok(Object.keys(inputs).length > 0 ? { inputs } : undefined);
  // A name of the catalogue may have a slash too; what looks like a file is one.
  if (!/\.ya?ml$/.test(name) && !existsSync(name)) return ok({ name, inputs });
  const text = await readTextFile(name);
  return text.ok ? ok({ name: basename(name), text: text.value, inputs }) : text;
}
