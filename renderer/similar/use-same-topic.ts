import type { ThreadId } from '../../core/ids.ts';
import type { Thread } from '../../core/model/thread.ts';
import { useMirror } from '../mirror/mirror.ts';
import { useProposals } from '../orchestrator/use-decisions.ts';
import { isSameTopic } from './same-topic.ts';
import type { SameTopicQuestion } from './same-topic.ts';

/** Those that are open about a thread, whichever of the two it is, with the other one. */
export function useSameTopic(
  id: ThreadId,
): readonly { readonly question: SameTopicQuestion; readonly other: Thread }[] {
  const threads = useMirror((mirror) => mirror.factory.threads);
  return useProposals()
    .filter(isSameTopic)
    .flatMap((question) => {
      const { thread, edge } = question.choice;
      const other = thread === id ? threads.get(edge.to) : edge.to === id ? threads.get(thread) : undefined;
      return other ? [{ question, other }] : [];
    });
}
