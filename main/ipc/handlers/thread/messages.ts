import type { Done } from '../../../../core/contract/method.ts';
import type { QueueCommand } from '../../../../core/loop/queue/decide-queue.ts';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { keepAttachment } from '../../../workspace/attachments/keep-attachment.ts';
import { mentions } from '../../../workspace/attachments/mentions.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';
import { withThread } from '../workspace/thread-of.ts';

export function messageHandlers({ app, now, orchestrator }: Services): HandlersOf<'messages'> {
  const dispatch = async (command: QueueCommand): Promise<Result<Done>> => {
    const result = await orchestrator.dispatch(command);
    return result.ok ? ok({ done: true }) : result;
  };
  const mentioned = mentions(now);
  return {
    'messages.edit': (about, { by }) => dispatch({ type: 'message.edit', ...about, by }),
    'messages.withdraw': (about, { by }) => dispatch({ type: 'message.withdraw', ...about, by }),
    'messages.move': (about, { by }) => dispatch({ type: 'message.move', ...about, by }),
    'messages.files': ({ thread, query, most }) =>
      withThread(orchestrator, thread, (found) => mentioned(found, query, most)),
    'messages.attach': ({ thread, ...file }) =>
      withThread(orchestrator, thread, (found) => keepAttachment(app.dataFolder, found, file)),
  };
}
