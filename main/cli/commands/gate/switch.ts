import type { Call } from '../../../../core/contract.ts';
import type { PauseTarget } from '../../../../core/model/gate.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Args, Command } from '../../command-line/command.ts';
import { findThread } from '../../names.ts';
import { targetLine } from '../../text/entry-line.ts';

const targets = {
  all: { about: 'the whole gate' },
  thread: { value: 'THREAD', about: "one thread's gate, by its number or id" },
  rule: { value: 'ID', about: 'one rule' },
} as const;

const pause: Command = {
  name: 'gate pause',
  about: 'Switch a rule, a thread’s gate or everything off for a while; verdicts are still recorded',
  options: { ...targets, minutes: { value: 'N', about: 'resume by itself after so many minutes' } },
  async run({ args, screen, connect }) {
    const minutes = readMinutes(args);
    if (!minutes.ok) return minutes;
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const { call } = connection.value;
    const target = await readTarget(args, call);
    if (!target.ok) return target;
    const paused = await call('gate.pause', { target: target.value, minutes: minutes.value });
    if (!paused.ok) return paused;
    const until = minutes.value === undefined ? 'until you resume it' : `for ${String(minutes.value)} minutes`;
    screen.print({ paused: target.value, minutes: minutes.value }, `${targetLine(target.value)} is paused ${until}`);
    return ok(0);
  },
};

const resume: Command = {
  name: 'gate resume',
  about: 'Switch it on again',
  options: targets,
  async run({ args, screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const target = await readTarget(args, connection.value.call);
    if (!target.ok) return target;
    const resumed = await connection.value.call('gate.resume', { target: target.value });
    if (!resumed.ok) return resumed;
    screen.print({ resumed: target.value }, `${targetLine(target.value)} is on again`);
    return ok(0);
  },
};

export const switchCommands: readonly Command[] = [pause, resume];

async function readTarget(args: Args, call: Call): Promise<Result<PauseTarget>> {
  const [thread, rule] = [args.value('thread'), args.value('rule')];
  if (Number(args.has('all')) + Number(thread !== undefined) + Number(rule !== undefined) !== 1)
    return fail(bad('Give one of --all, --thread THREAD, --rule ID'));
  if (rule !== undefined) return ok({ kind: 'rule', rule });
  if (thread === undefined) return ok({ kind: 'everything' });
  const snapshot = await call('app.snapshot', {});
  if (!snapshot.ok) return snapshot;
  const found = findThread(snapshot.value, thread);
  return found.ok ? ok({ kind: 'thread', thread: found.value.thread }) : found;
}

function readMinutes(args: Args): Result<number | undefined> {
  const text = args.value('minutes');
  if (text === undefined) return ok(undefined);
  return /^[1-9]\d{0,5}$/.test(text) ? ok(Number(text)) : fail(bad(`--minutes ${text} is not a number of minutes`));
}

function bad(message: string) {
  return { code: 'bad-usage', message, next: 'See: teatree help gate pause' };
}
