import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { killTree } from '../../process/kill-tree.ts';
import { isAlive } from '../../process/identity.ts';
import { callbacksOf } from './callbacks.ts';
import type { Attempt } from './callbacks.ts';
import { switchboard } from './kept-sessions.ts';
import type { LiveSession } from './kept-sessions.ts';

/** A start costs an agent's program about a second of processor time; more at once only make each other slower. */
const startingAtOnce = pLimit(Math.max(2, availableParallelism()));

/** The thread's program, as it was kept from the turn before, or started. */
export async function liveSession(attempt: Attempt): Promise<Result<LiveSession>> {
  const { kept, thread, session } = attempt;
  const live = await kept?.take(thread, session);
  if (!live) return start(attempt);
  const life = await isAlive(live.session.process);
  if (life.kind === 'unknown' || !life.alive) {
    await live.session.kill();
    return start(attempt);
  }
  live.line.connect(callbacksOf(attempt));
  return ok(live);
}

/** A harness that nobody wants any more before it is ready is not waited for: its processes are ended, then its start ends. */
async function start(attempt: Attempt): Promise<Result<LiveSession>> {
  const { parts, thread, run, instruction, session, signal } = attempt;
  const line = switchboard();
  line.connect(callbacksOf(attempt));
  const starting = startingAtOnce(() =>
    signal.aborted
      ? fail({ code: 'not-wanted', message: 'The run was not wanted any more' })
      : parts.startHarness({
          ...{ thread, run, session, callbacks: line.callbacks },
          phase: instruction.kind === 'check-failure' ? 'fix' : 'work',
        }),
  );
  const settled = starting.then(
    () => true,
    () => true,
  );
  await Promise.race([settled, aborted(signal)]);
  while (!(await Promise.race([settled, sleep(100, false)]))) if (signal.aborted) await killTree({ marker: run });
  const started = await starting;
  if (!started.ok) return started;
  line.callbacks.onEvent({ type: 'session', can: started.value.session.capabilities });
  const gate = parts.thread(thread.thread)?.runs.find((each) => each.id === run)?.gate;
  return ok({ ...started.value, marker: run, line, provenAt: gate?.provenAt, harness: thread.harness });
}

export function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
}
