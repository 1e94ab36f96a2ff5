import { ok } from '../../../../core/result.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';
import { withThread } from './thread-of.ts';

export function workspaceHandlers({
  orchestrator,
  workspaces,
}: Pick<Services, 'orchestrator' | 'workspaces'>): HandlersOf<'workspaces'> {
  return {
    'workspaces.list': async () => ok(await workspaces.list()),
    'workspaces.remove': ({ thread, force }) =>
      withThread(orchestrator, thread, (found) => workspaces.remove(found, force)),
    'workspaces.restore': ({ thread }) => withThread(orchestrator, thread, workspaces.restore),
  };
}
