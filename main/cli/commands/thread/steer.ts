import type { Call } from '../../../../core/contract.ts';
import type { Done } from '../../../../core/contract/method.ts';
import type { ThreadId } from '../../../../core/ids.ts';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { standing } from '../../../../core/views/board.ts';
import type { Args, Command, Option } from '../../command-line/command.ts';
import { followThread } from '../../factory/follow.ts';
import { THREAD, threadThere } from '../../factory/thread-there.ts';
import { cleanLine } from '../../screen.ts';

const noWait: Readonly<Record<string, Option>> = {
  wait: { about: 'stay until it needs you or is done (a factory opened here always does)' },
  'no-wait': { about: 'only record it; the next factory that runs takes it up' },
};

type Steering = Omit<Command, 'run'> & {
  /** Work follows, which a factory opened here must do. */
  readonly works?: true;
  readonly done: string;
  readonly send: (call: Call, thread: ThreadId, args: Args) => Promise<Result<Done>>;
};

/** All of these name a thread, send one request and say what was done. */
export function steering({ works, done, send, ...command }: Steering): Command {
  return {
    ...command,
    positionals: [THREAD, ...(command.positionals ?? [])],
    options: { ...command.options, ...(works && noWait) },
    async run(context) {
      const { args, screen } = context;
      const working = works && !args.has('no-wait');
      const there = await threadThere(context, working ? 'work' : 'record');
      if (!there.ok) return there;
      const { connection, call } = there.value;
      const { thread, number } = there.value.thread;
      const sent = await send(call, thread, args);
      if (!sent.ok) return sent;
      if (!working || (!connection.here && !args.has('wait'))) {
        screen.print({ thread, number, ...sent.value }, `#${String(number)} ${done}`);
        return ok(0);
      }
      const after = await followThread(connection, screen, thread);
      if (!after.ok) return after;
      const at = standing(after.value, undefined);
      screen.print(
        { thread, number, standing: at },
        `#${String(number)} ${screen.paint(at.tone, at.word)}: ${cleanLine(at.reason, 200)}`,
      );
      return ok(at.tone === 'failed' ? 1 : 0);
    },
  };
}

export const threadSteerCommands: readonly Command[] = [
  steering({
    ...{ name: 'thread message', about: 'Say something to the agent', done: 'got the message', works: true },
    positionals: [{ name: 'TEXT', about: 'what to say' }],
    options: {
      queue: { about: 'as the next turn, instead of at the next tool boundary of this one' },
      replace: { about: 'stop the turn; this takes its place' },
    },
    send(call, thread, args) {
      const delivery = args.has('replace') ? 'replace' : args.has('queue') ? 'queue' : 'steer';
      return call('threads.message', { thread, text: args.positional('TEXT'), delivery });
    },
  }),
  steering({
    ...{ name: 'thread pause', about: 'Hold it where it is', done: 'is paused' },
    send: (call, thread) => call('threads.halt', { thread, halt: 'paused' }),
  }),
  steering({
    ...{ name: 'thread resume', about: 'Go on after a pause, a stop or a kill', done: 'goes on', works: true },
    send: (call, thread) => call('threads.resume', { thread }),
  }),
  steering({
    ...{ name: 'thread stop', about: 'End the turn; the session stays usable', done: 'is stopped' },
    send: (call, thread) => call('threads.halt', { thread, halt: 'stopped' }),
  }),
  steering({
    ...{ name: 'thread kill', about: 'End its processes; the worktrees stay as they are', done: 'is killed' },
    send: (call, thread) => call('threads.halt', { thread, halt: 'killed' }),
  }),
  steering({
    ...{ name: 'thread drop', about: 'Give it up', done: 'is dropped' },
    options: { reason: { value: 'TEXT', about: 'why, for the record' } },
    send: (call, thread, args) => call('threads.drop', { thread, reason: args.value('reason') ?? '' }),
  }),
  steering({
    ...{
      name: 'thread check',
      about: 'Run the checks again on the same commits',
      done: 'checks requested',
      works: true,
    },
    send: (call, thread) => call('threads.check', { thread }),
  }),
];
