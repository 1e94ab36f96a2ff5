import { isAlive } from '../../../core/model/run.ts';
import type { Repo } from '../../../core/model/repo.ts';
import { currentRun } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { counted } from '../../../core/views/text/counted.ts';
import { staleLocks } from '../../git/worktrees/stale-locks.ts';
import { killTree, livingMarkers } from '../../process/kill-tree.ts';
import { listenersOn, type Listener } from '../../process/listeners.ts';
import { markersOf } from '../../process/process-table.ts';
import { portNumbers, portsOf } from '../../workspace/place.ts';
import { occupantsOf } from '../../workspace/removal/occupants.ts';
import { setAside } from '../../workspace/removal/set-aside.ts';
import { finishedAt } from '../../workspace/removal/yard.ts';
import { markerOf } from '../perform/check.ts';
import type { Diagnosis, Patient } from './diagnosis.ts';

/** What should not be there: programs that outlived their thread, strangers on a thread's ports, locks of a dead git. */
export async function lookAtStrays(patient: Patient): Promise<readonly Diagnosis[]> {
  const looks = await Promise.all([ports(patient), programs(patient), locks(patient)]);
  return looks.flat();
}

type Ready = Thread & { readonly workspace: { readonly kind: 'ready' } };

async function ports(patient: Patient): Promise<readonly Diagnosis[]> {
  const threads = [...patient.state.threads.values()].filter(isReady).filter((thread) => !finishedAt(thread));
  const listeners = await listenersOn(new Set(threads.flatMap((thread) => portNumbers(thread.workspace.ports))));
  const found = await Promise.all(threads.map((thread) => portsTaken(patient, thread, listeners)));
  const taken = found.filter((each) => each !== undefined);
  return taken.length > 0 ? taken : [{ name: 'ports', state: 'ok', text: 'Nobody else is on a port of a thread' }];
}

function isReady(thread: Thread): thread is Ready {
  return thread.workspace.kind === 'ready';
}

async function portsTaken(
  patient: Patient,
  thread: Ready,
  listeners: readonly Listener[],
): Promise<Diagnosis | undefined> {
  const own = portNumbers(thread.workspace.ports);
  const inside = new Set((await occupantsOf(thread.workspace.path)).map(({ pid }) => pid));
  const markers = markersOfThread(thread);
  const isOwn = (pid: number) => inside.has(pid) || markersOf(pid).some((marker) => markers.includes(marker));
  const strangers = listeners.filter(({ port, pid }) => own.includes(port) && (pid === undefined || !isOwn(pid)));
  const [first] = strangers;
  if (!first) return undefined;
  const who = strangers.map(
    ({ port, name, pid }) => `${String(port)} (${name}${pid === undefined ? '' : ` ${String(pid)}`})`,
  );
  return {
    ...{ id: `ports:${thread.thread}`, name: `ports #${String(thread.number)}`, state: 'warning' },
    text: `Other programs are on its ports: ${who.join(', ')}`,
    next: 'End those programs, or give the thread other ports',
    ...(!isAlive(currentRun(thread)) && {
      cure: { words: 'Give it other ports', apply: () => moveAway(patient, thread) },
    }),
  };
}

/** The next block on which nobody listens. */
async function moveAway({ state, portBase, report }: Patient, thread: Ready): Promise<Result<string>> {
  const { path, worktrees, ports: before, restored } = thread.workspace;
  const taken = [...state.threads.values()].filter(isReady).map(({ workspace }) => workspace.ports);
  for (let tries = 0; tries < 50; tries += 1) {
    const next = portsOf(thread.number, portBase(), taken);
    if ((await listenersOn(new Set(portNumbers(next)))).length > 0) {
      taken.push(next);
      continue;
    }
    const type = 'workspace.prepared';
    const recorded = await report({
      type,
      thread: thread.thread,
      path,
      worktrees: [...worktrees],
      ports: next,
      restored,
    });
    const text = `Thread #${String(thread.number)} has ports from ${String(next.first)} on, before from ${String(before.first)}`;
    return recorded.ok ? ok(text) : recorded;
  }
  return fail({ code: 'no-free-ports', message: 'No block of free ports was found', next: 'Set another first port' });
}

function markersOfThread(thread: Thread): readonly string[] {
  const runs = [thread, ...thread.reviews].flatMap((each) => each.runs);
  return [markerOf(thread), ...runs.map(({ id, marker }) => marker ?? id)];
}

/** A thread that waits may keep its agent's program up; one that is over, paused or killed has none. */
async function programs({ state }: Patient): Promise<readonly Diagnosis[]> {
  const living = await livingMarkers();
  const ended = [...state.threads.values()].filter(
    (thread) => (finishedAt(thread) ?? thread.halt?.kind === 'killed') && ![thread, ...thread.reviews].some(runs),
  );
  const left = ended.flatMap((thread) => {
    const markers = markersOfThread(thread).filter((marker) => living.has(marker));
    return markers.length > 0 ? [leftRunning(thread, markers)] : [];
  });
  return left.length > 0 ? left : [{ name: 'programs', state: 'ok', text: 'No program outlived its thread' }];
}

function runs(of: Pick<Thread, 'runs'>): boolean {
  return isAlive(of.runs.at(-1));
}

function leftRunning({ thread, number }: Thread, markers: readonly string[]): Diagnosis {
  return {
    ...{ id: `programs:${thread}`, name: `programs #${String(number)}`, state: 'error' },
    text: 'Programs that its agent or checks started still run, though nothing of it is under way',
    cure: {
      words: 'End them',
      async apply() {
        const ends = await Promise.all(markers.map((marker) => killTree({ marker })));
        const stay = ends.flatMap(({ left }) => left);
        return stay.length === 0
          ? ok('They are gone')
          : fail({ code: 'kill-failed', message: `These could not be ended: ${stay.join(', ')}` });
      },
    },
  };
}

async function locks(patient: Patient): Promise<readonly Diagnosis[]> {
  const found = await Promise.all([...patient.state.repos.values()].map((repo) => locksOf(patient, repo)));
  const stale = found.filter((each) => each !== undefined);
  return stale.length > 0 ? stale : [{ name: 'locks', state: 'ok', text: 'No lock of a dead git is in the way' }];
}

async function locksOf({ state, dataFolder, now }: Patient, repo: Repo): Promise<Diagnosis | undefined> {
  const worktrees = [...state.threads.values()]
    .filter(isReady)
    .flatMap(({ workspace }) => workspace.worktrees.filter((each) => each.repo === repo.id).map(({ path }) => path));
  const stale = await staleLocks(repo.path, worktrees, now());
  if (stale.length === 0) return undefined;
  const busy = (await Promise.all([repo.path, ...worktrees].map(occupantsOf)))
    .flat()
    .some(({ name }) => name === 'git');
  return {
    ...{ id: `locks:${repo.id}`, name: `locks ${repo.name}`, state: 'error' },
    text: `${counted(stale.length, 'lock')} of a git that died: ${stale.join(', ')}`,
    ...(busy
      ? { next: 'A git is at work there now: look again when it is done' }
      : {
          cure: {
            words: 'Move to the trash',
            async apply() {
              const trash = await setAside(dataFolder, stale, { at: now(), why: 'Locks of a git that died' });
              return ok(`${counted(stale.length, 'lock')} moved to ${trash}`);
            },
          },
        }),
  };
}
