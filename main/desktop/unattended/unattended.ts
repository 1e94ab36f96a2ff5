import type { Call, Output } from '../../../core/contract.ts';
import type { RepoId, ThreadId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { standing } from '../../../core/views/board.ts';
import type { Caller, Router } from '../../ipc/router-port.ts';
import type { Orchestrator } from '../../orchestrator/orchestrator-port.ts';
import { milestone } from './milestone.ts';
import { nextDeed } from './next-deed.ts';
import { proveLanding } from './proof.ts';
import type { RemoteFacts } from './proof.ts';

export type Watched = Pick<Orchestrator, 'state' | 'subscribe'>;

export type UnattendedRun = {
  readonly call: Call;
  readonly orchestrator: Watched;
  readonly remoteOf: (repo: RepoId) => Promise<Result<RemoteFacts>>;
  readonly say: (line: string) => void;
  readonly limitMs: number;
};

const SOMEBODY: Caller = { id: 'unattended', via: 'cli' };

/** Calls as somebody at a desk. The router has validated what it answers. */
export function callAs(router: Router): Call {
  return async (name, input) => (await router.handle(SOMEBODY, name, input)) as Result<Output<typeof name>>;
}

/** Sits in for the person until the thread has landed and the remotes prove it. Says one line per milestone. */
export async function landUnattended(thread: ThreadId, run: UnattendedRun): Promise<Result<undefined>> {
  const landed = await untilLanded(thread, run);
  if (!landed.ok) return landed;
  const proof = await proveLanding(
    landed.value,
    run.remoteOf,
    (repo) => run.orchestrator.state.repos.get(repo)?.name ?? repo,
  );
  if (!proof.ok) return proof;
  proof.value.forEach(run.say);
  return ok(undefined);
}

async function untilLanded(id: ThreadId, run: UnattendedRun): Promise<Result<Thread>> {
  const { orchestrator, say, limitMs } = run;
  const deadline = Date.now() + limitMs;
  const done = new Set<string>();
  let wake = (): void => undefined;
  const stop = orchestrator.subscribe((entries) => {
    for (const { event } of entries) {
      const line = milestone(event, orchestrator.state);
      if (line !== undefined) say(line);
    }
    wake();
  });
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => (wake = resolve));
      const thread = orchestrator.state.threads.get(id);
      if (!thread) return fail({ code: 'thread-not-found', message: `There is no thread ${id}` });
      const settled = await takeStep(thread, run.call, done);
      if (settled) return settled;
      if (!(await inTime(changed, deadline - Date.now()))) return late(thread, limitMs);
    }
  } finally {
    stop();
  }
}

/** A result ends the run; undefined waits for the next change. */
async function takeStep(thread: Thread, call: Call, done: Set<string>): Promise<Result<Thread> | undefined> {
  const deed = nextDeed(thread);
  if (deed.kind === 'landed') return ok(thread);
  if (deed.kind === 'give-up')
    return fail({ code: 'sample-stopped', message: `The sample cannot go on: ${deed.reason}` });
  if (deed.kind === 'wait' || done.has(deed.key)) return undefined;
  done.add(deed.key);
  const answered =
    deed.kind === 'approve' ? await call('asks.answer', deed.input) : await call('threads.land', deed.input);
  return answered.ok ? undefined : answered;
}

async function inTime(changed: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), Math.max(0, ms))));
  return Promise.race([changed.then(() => true as const), late]).finally(() => clearTimeout(timer));
}

function late(thread: Thread, limitMs: number): Result<never> {
  const { word, reason } = standing(thread, undefined);
  const minutes = String(limitMs / 60_000);
  return fail({
    code: 'sample-late',
    message: `The sample did not land within ${minutes} minutes: it is ${word} (${reason})`,
  });
}
