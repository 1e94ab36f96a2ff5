import { maskSecrets } from '../../../core/secrets/redact.ts';
import { ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';
import { withThread } from './workspace/thread-of.ts';

export function changeHandlers({
  orchestrator,
  changes,
}: Pick<Services, 'orchestrator' | 'changes'>): HandlersOf<'changes'> {
  return {
    'changes.read': ({ thread, against, anew }) =>
      withThread(orchestrator, thread, (found) => changes.files(found, against, anew)),
    'changes.diff': ({ thread, ...wish }) =>
      withThread(orchestrator, thread, async (found) => {
        const diff = await changes.diff(found, wish);
        // Lines keep their places: what is shown is read as a diff.
        return diff.ok ? ok({ ...diff.value, text: maskSecrets(diff.value.text) }) : diff;
      }),
    'changes.search': ({ thread, text, repos }) =>
      withThread(orchestrator, thread, (found) => changes.search(found, text, repos)),
    'changes.discard': ({ thread, ...wish }) =>
      withThread(orchestrator, thread, (found) => changes.discard(found, wish)),
    'changes.open': ({ thread, ...wish }) =>
      withThread(orchestrator, thread, async (found) => {
        const opened = await changes.open(found, wish);
        return opened.ok ? ok({ done: true }) : opened;
      }),
  };
}
