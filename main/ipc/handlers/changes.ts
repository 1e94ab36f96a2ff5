import type { ThreadId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { maskSecrets } from '../../../core/secrets/redact.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

export function changeHandlers({
  orchestrator,
  changes,
}: Pick<Services, 'orchestrator' | 'changes'>): HandlersOf<'changes'> {
  const find = (id: ThreadId): Result<Thread> => {
    const thread = orchestrator.state.threads.get(id);
    return thread
      ? ok(thread)
      : fail({ code: 'thread-not-found', message: `There is no thread ${id}`, next: 'List them: teatree thread list' });
  };
  return {
    'changes.read': async ({ thread }) => {
      const found = find(thread);
      return found.ok ? changes.files(found.value) : found;
    },
    'changes.diff': async ({ thread, repo, path }) => {
      const found = find(thread);
      if (!found.ok) return found;
      const diff = await changes.diff(found.value, repo, path);
      // Lines keep their places: what is shown is read as a diff.
      return diff.ok ? ok({ ...diff.value, text: maskSecrets(diff.value.text) }) : diff;
    },
  };
}
