import { writeSync } from 'node:fs';
import type { Instruction } from '../../../../core/model/instruction.ts';
import type { Recipe } from '../../../../core/model/recipe.ts';
import { missingRepos } from '../../../../core/model/recipe/plan.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { lineSplitter } from '../../../process/lines.ts';
import { ToAgent } from '../protocol.ts';
import type { Start } from '../protocol.ts';
import { readRecipe } from '../read-recipe.ts';
import { connectParent } from './parent.ts';
import type { AgentWorld } from './perform.ts';
import { openSession } from './session.ts';
import { runTurn } from './turn.ts';

// The recipe agent: a program of its own that speaks JSON Lines with the app (see protocol.ts). It lives exactly as
// long as its stdin, and takes the commands it runs with it.

const MAX_LINE = 16 * 1024 * 1024;
const parent = connectParent(writeLine);
let ready: { world: AgentWorld; recipe: Recipe } | undefined;
let turn: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
/** Messages are taken in order: a prompt waits until `start` is done. */
let inbox: Promise<void> = Promise.resolve();

const lines = lineSplitter(MAX_LINE, ({ text, truncated }) => {
  const parsed = truncated ? undefined : parseLine(text);
  if (parsed === undefined) return complain(`not a message of the protocol: ${text.slice(0, 200)}`);
  // An answer is waited for by what holds the inbox, so it goes past it.
  if (parsed.type === 'permission') return parent.onPermission(parsed.call, parsed.answer);
  inbox = inbox.then(() => receive(parsed));
});
process.stdin.on('data', (chunk: Buffer) => lines.write(chunk));
process.stdin.on('end', () => void leave(0));
process.stdin.on('error', () => void leave(0));
process.on('SIGTERM', () => void leave(0));
process.on('uncaughtException', (error) => {
  complain(error.stack ?? String(error));
  void leave(1);
});

async function receive(message: Exclude<ToAgent, { type: 'permission' }>): Promise<void> {
  switch (message.type) {
    case 'start':
      return start(message);
    case 'prompt':
      return prompt(message.instruction);
    case 'steer':
      return steer(message.text);
    case 'cancel':
      return turn?.stop.abort();
    case 'answer':
      return parent.onAnswer(message.question, message.text);
    case 'end':
      return leave(0);
  }
}

async function start(message: Start): Promise<void> {
  const started = (await ungated(message)) ?? (await open(message));
  if (started.ok) {
    ready = started.value;
    return parent.send({ type: 'ready', session: ready.world.session.id });
  }
  parent.send({ type: 'cannot-start', ...started.error });
  await leave(1);
}

/** The gate is proven before anything is done: it denies the canary, or the agent does not start. */
async function ungated({ canary, workspace }: Start): Promise<Result<never> | undefined> {
  const call = { id: 'canary', tool: 'shell', input: { command: canary }, cwd: workspace };
  const answer = await parent.permission(call, { signal: new AbortController().signal, edit: false });
  if (answer?.kind === 'deny') return undefined;
  return fail({ code: 'ungated', message: 'The gate did not deny the canary', next: 'Look at the policy' });
}

async function open(message: Start): Promise<Result<{ world: AgentWorld; recipe: Recipe }>> {
  const read = readRecipe(message.recipe, message.file);
  if (!read.ok) return fail({ code: read.error.code, message: read.error.message });
  const { workspace, repos, state, session } = message;
  const missing = missingRepos(
    read.value,
    repos.map((repo) => repo.name),
  );
  if (missing.length > 0) {
    const error = {
      code: 'recipe-repo-missing',
      message: `The recipe works on ${missing.join(', ')}, which the thread does not have`,
    };
    return fail({ ...error, next: 'Add the repo to the thread, or select by glob in the recipe' });
  }
  const recipe = JSON.stringify([message.recipe, message.inputs, workspace]);
  const opened = await openSession({ state, session, recipe });
  if (!opened.ok) return opened;
  const defaults = Object.entries(read.value.inputs).flatMap(([name, input]) =>
    input.default === undefined ? [] : [[name, input.default]],
  );
  const inputs = { ...(Object.fromEntries(defaults) as Record<string, string>), ...message.inputs };
  const world = { parent, session: opened.value, workspace, repos, inputs, env: childEnvironment() };
  return ok({ world, recipe: read.value });
}

/** The turn runs beside the inbox, so that answers and `cancel` reach it. */
function prompt(instruction: Instruction): void {
  if (ready === undefined || turn !== undefined) return complain('prompt before start, or during a turn');
  const stop = new AbortController();
  const ended = runTurn({ ...ready, instruction, signal: stop.signal }).then((end) => {
    turn = undefined;
    parent.send({ type: 'turn-ended', instruction: instruction.id, ...end });
  });
  turn = { stop, ended };
  ended.catch((error: unknown) => {
    complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return leave(1);
  });
}

async function steer(text: string): Promise<void> {
  const session = ready?.world.session;
  if (session === undefined) return complain('steer before start');
  const { steers, steersSeen } = session.state();
  await session.update({ steers: [...steers, { id: `ins_steer${steersSeen + 1}`, text }], steersSeen: steersSeen + 1 });
}

/** Ends what runs (at most about 2 s), then this process. */
async function leave(code: number): Promise<void> {
  turn?.stop.abort();
  await Promise.race([turn?.ended.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 3000))]);
  process.exit(code);
}

/** Commands get what the agent got, except for what made Electron act as Node. */
function childEnvironment(): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('ELECTRON_'));
  return Object.fromEntries(own) as Record<string, string>;
}

function parseLine(text: string): ToAgent | undefined {
  try {
    return ToAgent.parse(JSON.parse(text));
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(text: string): void {
  writeSync(2, `recipe-agent: ${text}\n`);
}
