import type { Answer } from '../../../../core/model/ask.ts';
import type { Call } from '../../../../core/contract.ts';
import type { RulePreview } from '../../../../core/model/gate.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { standing } from '../../../../core/views/board.ts';
import type { Args, Command, ExitCode } from '../../command-line/command.ts';
import { answerAsk } from '../../factory/answer-ask.ts';
import { followThread } from '../../factory/follow.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { findAsk } from '../../names.ts';
import { clean, cleanLine } from '../../screen.ts';
import type { Screen } from '../../screen.ts';
import { history } from './history.ts';
import { askPage, openAsksOf } from '../../text/ask-text.ts';
import { answerLine } from '../../text/entry-line.ts';

const SCOPE = 'once|thread|repo|always';

const list: Command = {
  name: 'ask list',
  about: 'Show what waits for your decision',
  async run({ screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const asks = openAsksOf(snapshot);
    const text = asks.map(({ thread, ask }) => askPage(snapshot, thread, ask)).join('\n\n');
    const value = asks.map(({ thread, ask }) => ({ ...ask, number: thread.number, title: thread.title }));
    screen.print(value, text || 'Nothing waits for you');
    return ok(0);
  },
};

const answer: Command = {
  name: 'ask answer',
  about: 'Decide what waits for you',
  positionals: [{ name: 'ASK', about: 'its id, or the thread that has only this one' }],
  options: {
    approve: { about: 'let the agent do it' },
    scope: { value: SCOPE, about: 'with --approve: how far; repo and always write a rule (once)' },
    edit: { value: 'COMMAND', about: 'let it run this instead, once; the gate judges it as well' },
    preview: { about: 'with --scope repo or always: only show the rule and what it would have changed' },
    group: { about: 'answer every thread that asks the same' },
    reject: { value: 'REASON', about: 'do not; the reason goes to the agent' },
    choose: { value: 'TEXT', about: 'answer a question or choose what to do' },
    generation: { value: 'N', about: 'answer only if it is still asked for the N-th time' },
    wait: { about: 'stay until it needs you or is done (a factory opened here always does)' },
    'no-wait': { about: 'only record it; the next factory that runs takes it up' },
  },
  async run({ args, screen, connect }) {
    const given = readAnswer(args);
    if (!given.ok) return given;
    const wanted = readGeneration(args);
    if (!wanted.ok) return wanted;
    const connection = await connect(args.has('no-wait') ? 'record' : 'work');
    if (!connection.ok) return connection;
    const { call, here } = connection.value;
    const name = args.positional('ASK');
    if (args.has('preview')) return previewRule(screen, call, { name, answer: given.value });
    const answered = await answerAsk(call, {
      ...{ name, generation: wanted.value, group: args.has('group'), answer: given.value },
    });
    if (!answered.ok) return answered;
    const { id, thread } = answered.value;
    const said = `${id}: ${cleanLine(answerLine(given.value), 200)}`;
    if (!staysUntilDone(args, here)) {
      screen.print({ ask: id, thread, answer: given.value }, said);
      return ok(0);
    }
    screen.note(said);
    const after = await followThread(connection.value, screen, thread);
    if (!after.ok) return after;
    const now = standing(after.value, undefined);
    const text = `#${String(after.value.number)} ${screen.paint(now.tone, now.word)}: ${cleanLine(now.reason, 200)}`;
    screen.print({ ask: id, thread, answer: given.value, standing: now }, text);
    return ok(now.tone === 'failed' ? 1 : 0);
  },
};

/** A factory opened here ends with this command, so its work is done first. */
function staysUntilDone(args: Args, here: boolean): boolean {
  return !args.has('no-wait') && (here || args.has('wait'));
}

export const askCommands: readonly Command[] = [list, answer, history];

function readAnswer(args: Args): Result<Answer> {
  const reason = args.value('reject');
  const text = args.value('choose');
  const scope = args.value('scope') ?? 'once';
  const bad = (message: string) => fail({ code: 'bad-usage', message, next: 'See: teatree help ask answer' });
  const command = args.value('edit');
  const given = [args.has('approve') || undefined, command, reason, text].filter((each) => each !== undefined);
  if (given.length !== 1) return bad('Give one of --approve, --edit COMMAND, --reject REASON, --choose TEXT');
  if (!isScope(scope)) return bad(`--scope ${scope}: it is ${SCOPE.replaceAll('|', ', ')}`);
  if (args.has('scope') && !args.has('approve')) return bad('--scope goes with --approve');
  if (command !== undefined) return ok({ kind: 'edit', command });
  if (reason !== undefined) return ok({ kind: 'reject', reason });
  return ok(text !== undefined ? { kind: 'choose', text } : { kind: 'approve', scope });
}

type Scope = Extract<Answer, { kind: 'approve' }>['scope'];

function isScope(text: string): text is Scope {
  return SCOPE.split('|').includes(text);
}

async function previewRule(
  screen: Screen,
  call: Call,
  { name, answer }: { readonly name: string; readonly answer: Answer },
): Promise<Result<ExitCode>> {
  const scope = answer.kind === 'approve' ? answer.scope : 'once';
  if (scope !== 'repo' && scope !== 'always')
    return fail({
      code: 'bad-usage',
      message: '--preview goes with --scope repo or always',
      next: 'teatree help ask answer',
    });
  const snapshot = await call('app.snapshot', {});
  if (!snapshot.ok) return snapshot;
  const ask = findAsk(snapshot.value, name);
  if (!ask.ok) return ask;
  const preview = await call('gate.previewRule', { ask: ask.value.id, scope });
  if (!preview.ok) return preview;
  const { value } = preview;
  screen.print(value, value.offered ? previewText(value) : cleanLine(value.reason, 300));
  return ok(value.offered ? 0 : 1);
}

function previewText({ file, yaml, backTest }: Extract<RulePreview, { offered: true }>): string {
  const { judged, unknown, changed, samples } = backTest;
  const lines = samples.map(({ title, before, after }) => `  ${before} → ${after}: ${cleanLine(title, 120)}`);
  const unsure = unknown > 0 ? `, ${String(unknown)} cannot be judged again` : '';
  return [
    `${file} would get:`,
    clean(yaml),
    `Of the last ${String(judged)} actions ${String(changed)} would change${unsure}`,
    ...lines,
  ].join('\n');
}

function readGeneration(args: Args): Result<number | undefined> {
  const text = args.value('generation');
  if (text === undefined) return ok(undefined);
  if (/^\d{1,9}$/.test(text)) return ok(Number(text));
  return fail({
    code: 'bad-usage',
    message: `--generation ${text} is not a number`,
    next: 'See: teatree help ask answer',
  });
}
