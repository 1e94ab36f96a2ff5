import type { Answer } from '../../../core/model/ask.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { standing } from '../../../core/views/board.ts';
import type { Args, Command } from '../command-line/command.ts';
import { followThread } from '../factory/follow.ts';
import { findAsk } from '../names.ts';
import { cleanLine } from '../screen.ts';
import { askPage, openAsksOf } from '../text/ask-text.ts';
import { answerLine } from '../text/entry-line.ts';

const list: Command = {
  name: 'ask list',
  about: 'Show what waits for your decision',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const snapshot = await connection.value.call('app.snapshot', {});
    if (!snapshot.ok) return snapshot;
    const asks = openAsksOf(snapshot.value);
    const text = asks.map(({ thread, ask }) => askPage(snapshot.value, thread, ask)).join('\n\n');
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
    scope: { value: 'once|thread', about: 'with --approve: for how long (once)' },
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
    const snapshot = await call('app.snapshot', {});
    if (!snapshot.ok) return snapshot;
    const ask = findAsk(snapshot.value, args.positional('ASK'));
    if (!ask.ok) return ask;
    const { id, thread, generation } = ask.value;
    const answered = await call('asks.answer', {
      ask: id,
      generation: wanted.value ?? generation,
      answer: given.value,
    });
    if (!answered.ok) return answered;
    const said = `${id}: ${cleanLine(answerLine(given.value), 200)}`;
    if (args.has('no-wait') || (!here && !args.has('wait'))) {
      screen.print({ ask: id, thread, answer: given.value }, said);
      return ok(0);
    }
    screen.note(said);
    const after = await followThread(connection.value, screen, thread);
    if (!after.ok) return after;
    const at = standing(after.value, undefined);
    const text = `#${String(after.value.number)} ${screen.paint(at.tone, at.word)}: ${cleanLine(at.reason, 200)}`;
    screen.print({ ask: id, thread, answer: given.value, standing: at }, text);
    return ok(at.tone === 'failed' ? 1 : 0);
  },
};

export const askCommands: readonly Command[] = [list, answer];

function readAnswer(args: Args): Result<Answer> {
  const reason = args.value('reject');
  const text = args.value('choose');
  const scope = args.value('scope') ?? 'once';
  const bad = (message: string) => fail({ code: 'bad-usage', message, next: 'See: teatree help ask answer' });
  if (Number(args.has('approve')) + Number(reason !== undefined) + Number(text !== undefined) !== 1)
    return bad('Give one of --approve, --reject REASON, --choose TEXT');
  if (scope !== 'once' && scope !== 'thread') return bad(`--scope ${scope}: it is once or thread`);
  if (args.has('scope') && !args.has('approve')) return bad('--scope goes with --approve');
  if (reason !== undefined) return ok({ kind: 'reject', reason });
  return ok(text !== undefined ? { kind: 'choose', text } : { kind: 'approve', scope });
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
