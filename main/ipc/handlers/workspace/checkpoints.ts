import { fail, ok } from '../../../../core/result.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';
import { withThread } from './thread-of.ts';

export function checkpointHandlers({
  orchestrator,
  checkpoints,
}: Pick<Services, 'orchestrator' | 'checkpoints'>): HandlersOf<'checkpoints'> {
  return {
    'checkpoints.list': ({ thread }) => withThread(orchestrator, thread, checkpoints.list),
    'checkpoints.show': ({ thread, number }) =>
      withThread(orchestrator, thread, (found) => checkpoints.show(found, number)),
    'checkpoints.save': ({ thread }) =>
      withThread(orchestrator, thread, async (found) => {
        const { number, failed } = await checkpoints.save(found, 'asked');
        return failed[0] === undefined
          ? ok({ number })
          : fail({ code: 'checkpoint-failed', message: failed.join('; ') });
      }),
    'checkpoints.restore': ({ thread, number, repos }) =>
      withThread(orchestrator, thread, (found) => checkpoints.restore(found, number, repos)),
  };
}
