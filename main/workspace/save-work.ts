import type { Thread } from '../../core/model/thread.ts';
import { saveCheckpoint } from '../git/checkpoint.ts';

export type SavedWork = { readonly saved: readonly string[]; readonly failed: readonly string[] };

/**
 * Captures what is not committed in a thread's worktrees as a checkpoint ref each, `refs/teatree/checkpoints/<name>`.
 * The worktrees stay as they are; a clean one is passed over. `failed` holds sentences for the person.
 */
export async function saveWork(
  { workspace }: Pick<Thread, 'workspace'>,
  { name, at }: { readonly name: string; readonly at: number },
): Promise<SavedWork> {
  const worktrees = workspace.kind === 'ready' ? workspace.worktrees : [];
  const saved: string[] = [];
  const failed: string[] = [];
  for (const { path } of worktrees) {
    const checkpoint = await saveCheckpoint(path, { name, at, message: `Work in progress of ${name}` });
    if (!checkpoint.ok) failed.push(`${path}: ${checkpoint.error.message}`);
    else if (!checkpoint.value.clean) saved.push(checkpoint.value.ref);
  }
  return { saved: [...new Set(saved)], failed };
}
