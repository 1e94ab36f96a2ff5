import type { Repo } from '../../../core/model/repo.ts';
import { isAlive } from '../../../core/model/run.ts';
import { currentRun, type Thread } from '../../../core/model/thread.ts';
import { lossLine, type Loss } from '../../../core/model/workspace/removal.ts';
import { fail, type Result } from '../../../core/result.ts';
import { counted } from '../../../core/views/text/counted.ts';
import type { CheckpointShelf } from '../checkpoints/shelf.ts';
import { lossesOf } from './losses.ts';
import { trashWorkspace, type Trashed } from './trash.ts';
import { verifyWorkspace, type Ground, type Owned } from './verify.ts';

export type RemovalParts = Ground & {
  now(): number;
  precious(repo: Repo): Promise<readonly string[]>;
  readonly save: CheckpointShelf['save'];
  /** How many terminals of the person are open in it, wherever their shells went since. */
  terminals?(thread: Thread): number;
};

/**
 * Whose word there is: `held`, a teardown that may go as far as checkpoints and branches hold everything; `clean`, the
 * person's, without a look; `force`, the person's, who has seen the list.
 */
export type Word = 'held' | 'clean' | 'force';

type Ready = Thread & { readonly workspace: { readonly kind: 'ready' } };

/**
 * Removes a thread's workspace: looks that it is ours, lists what would be lost, takes a checkpoint, and only then
 * moves it to the trash, where it lies for seven days. Its branches stay.
 * Failures: run-alive, workspace-in-use, would-lose, checkpoint-failed, those of verifyWorkspace and trashWorkspace.
 */
export async function removeWorkspace(parts: RemovalParts, thread: Thread, word: Word): Promise<Result<Trashed>> {
  if (isAlive(currentRun(thread)))
    return fail({ code: 'run-alive', message: 'Its agent is at work', next: 'Stop the thread first' });
  const open = parts.terminals?.(thread) ?? 0;
  if (open > 0)
    return fail({
      code: 'workspace-in-use',
      message: `${counted(open, 'terminal')} of yours ${open === 1 ? 'is' : 'are'} open in it`,
      next: 'Close what is open in the Terminal tab of the thread',
    });
  const owned = await verifyWorkspace(parts, thread);
  if (!owned.ok) return owned;
  if (!isReady(thread)) throw new Error('A verified workspace is ready');
  const refusal = refuse(await allLosses(parts, owned.value), word);
  if (refusal) return refusal;
  const { number, failed } = await parts.save(thread, 'teardown');
  if (failed.length > 0)
    return fail({ code: 'checkpoint-failed', message: failed.join('; '), next: 'Nothing was removed' });
  return trashWorkspace(parts.dataFolder, thread, { owned: owned.value, at: parts.now(), checkpoint: number });
}

function isReady(thread: Thread): thread is Ready {
  return thread.workspace.kind === 'ready';
}

/** What would be gone with a thread's workspace. */
async function allLosses(
  { precious }: Pick<RemovalParts, 'precious'>,
  owned: readonly Owned[],
): Promise<readonly Loss[]> {
  const looked = await Promise.all(owned.map(async (each) => lossesOf(each, await precious(each.repo))));
  return looked.flat();
}

/** Somebody at work in a folder is never left without it, whoever asks. */
function refuse(losses: readonly Loss[], word: Word): Result<never> | undefined {
  const busy = losses.filter(({ kind }) => kind === 'process' || kind === 'terminal');
  if (busy.length > 0)
    return fail({
      code: 'workspace-in-use',
      message: busy.map(lossLine).join('; '),
      next: 'End these programs, or leave the folder in that terminal',
    });
  const counted = word === 'force' ? [] : losses.filter(({ held }) => word === 'clean' || !held);
  if (counted.length === 0) return undefined;
  return fail({
    code: 'would-lose',
    message: `The workspace holds ${counted.map(lossLine).join('; ')}`,
    next: 'Look at them; --force removes it all the same, after a checkpoint, and it stays in the trash for 7 days',
  });
}
