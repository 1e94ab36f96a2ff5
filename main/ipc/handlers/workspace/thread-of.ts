import type { ThreadId } from '../../../../core/ids.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { fail } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Services } from '../../services.ts';

/** Does something with a thread that must exist. */
export async function withThread<T>(
  { state }: Services['orchestrator'],
  id: ThreadId,
  use: (thread: Thread) => Promise<Result<T>>,
): Promise<Result<T>> {
  const thread = state.threads.get(id);
  const next = 'List them: teatree thread list';
  return thread ? use(thread) : fail({ code: 'thread-not-found', message: `There is no thread ${id}`, next });
}
