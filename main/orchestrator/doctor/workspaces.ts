import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isAlive } from '../../../core/model/run.ts';
import { currentRun } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { counted } from '../../../core/views/text/counted.ts';
import { placeOf } from '../../workspace/place.ts';
import { rebuildWorkspace } from '../../workspace/rebuild.ts';
import { setAside } from '../../workspace/removal/set-aside.ts';
import { verifyWorkspace } from '../../workspace/removal/verify.ts';
import { finishedAt } from '../../workspace/removal/yard.ts';
import type { Cure, Diagnosis, Patient } from './diagnosis.ts';

/** Whether every workspace is what the factory made, and whether anything of removed ones was left behind. */
export async function lookAtWorkspaces(patient: Patient): Promise<readonly Diagnosis[]> {
  const ready = [...patient.state.threads.values()].filter(({ workspace }) => workspace.kind === 'ready');
  const wrong = (await Promise.all(ready.map((thread) => lookAt(patient, thread)))).filter(
    (each) => each !== undefined,
  );
  const whole = counted(ready.length - wrong.length, 'workspace');
  const sound: Diagnosis = { name: 'workspaces', state: 'ok', text: `${whole} as they were made` };
  return [sound, ...wrong, ...(await orphans(patient)), ...(await leftFolders(patient))];
}

async function lookAt(patient: Patient, thread: Thread): Promise<Diagnosis | undefined> {
  const { dataFolder, state } = patient;
  const owned = await verifyWorkspace({ dataFolder, repo: (id) => state.repos.get(id) }, thread);
  if (owned.ok) return undefined;
  const { code, message, next = 'Look into it and move it away by hand; nothing was changed' } = owned.error;
  return {
    ...{ id: `workspace:${thread.thread}`, name: `workspace #${String(thread.number)}`, state: 'error' },
    ...{ text: message, next, cure: cureOf(patient, thread, code) },
  };
}

function cureOf(patient: Patient, thread: Thread, code: string): Cure | undefined {
  const gone = code === 'workspace-missing' || code === 'worktree-missing';
  if (finishedAt(thread))
    return code === 'workspace-missing'
      ? { words: 'Note that it is gone', apply: () => forget(patient, thread) }
      : undefined;
  if ((!gone && code !== 'worktree-half-made') || isAlive(currentRun(thread))) return undefined;
  return { words: 'Make it again from its branch and checkpoint', apply: () => rebuild(patient, thread) };
}

async function forget({ report }: Patient, { thread, number }: Thread): Promise<Result<string>> {
  const recorded = await report({ type: 'workspace.removed', thread, trash: '' });
  return recorded.ok ? ok(`Thread #${String(number)} has no workspace any more; its branches stay`) : recorded;
}

async function rebuild({ state, ...patient }: Patient, thread: Thread): Promise<Result<string>> {
  const rebuilt = await rebuildWorkspace({ ...patient, repo: (id) => state.repos.get(id) }, thread);
  if (!rebuilt.ok) return rebuilt;
  const { worktrees, checkpoint } = rebuilt.value;
  const names = worktrees.map(({ path }) => basename(path)).join(', ');
  const content =
    checkpoint === undefined
      ? 'as its branch is'
      : `with what checkpoint ${String(checkpoint)} holds beyond the branch`;
  return ok(`${names} stands again, ${content}; resume the thread when you like`);
}

async function orphans({ yard }: Patient): Promise<readonly Diagnosis[]> {
  return (await yard.list())
    .filter((row) => row.state === 'orphaned')
    .map(({ name, path, text }) => ({
      ...{ id: `orphan:${name}`, name: 'stray folder', state: 'warning', text: `${path} was ${text}` },
      next: 'Look into it, and move it away by hand',
    }));
}

/** Scratch, session and outbox of threads whose workspace is gone for good. */
async function leftFolders({ dataFolder, state, now }: Patient): Promise<readonly Diagnosis[]> {
  const over = [...state.threads.values()].filter(({ workspace }) => workspace.kind === 'none').filter(finishedAt);
  const theirs = over.flatMap((thread) => {
    const { scratch, state: session, outboxes } = placeOf(dataFolder, thread);
    return [scratch, session, outboxes];
  });
  const standing = await Promise.all(
    ['scratch', 'sessions', 'outboxes'].map((name) => foldersIn(join(dataFolder, name))),
  );
  const left = standing.flat().filter((path) => theirs.includes(path));
  if (left.length === 0) return [];
  return [
    {
      ...{ name: 'left folders', state: 'warning' },
      text: `${counted(left.length, 'folder')} of threads whose workspace was removed`,
      cure: {
        words: 'Move to the trash',
        async apply() {
          const trash = await setAside(dataFolder, left, { at: now(), why: 'Left by threads that are over' });
          return ok(`They lie in ${trash} for 7 days`);
        },
      },
    },
  ];
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
}
