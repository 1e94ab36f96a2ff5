import type { Thread } from '../../../core/model/thread.ts';
import { counted } from '../../../core/views/text/counted.ts';
import { listenersOn } from '../../process/listeners.ts';
import { portNumbers } from '../../workspace/place.ts';

/**
 * What keeps the kill of a thread from being proven, to be added to its reason: ports of it on which somebody still
 * listens, and who, where the system tells. It may be a program that got away or the person's own, so nobody is
 * signalled. Nothing for a thread that was not killed.
 */
export async function openPorts(thread: Thread | undefined): Promise<string> {
  if (thread?.workspace.kind !== 'ready' || (thread.halt?.kind !== 'killed' && !thread.dropped)) return '';
  const found = await listenersOn(new Set(portNumbers(thread.workspace.ports)));
  const who = found.map(
    ({ port, pid, name }) => `${String(port)} by ${name}${pid === undefined ? '' : ` (${String(pid)})`}`,
  );
  if (who.length === 0) return '';
  return `. Not all is proven gone: ${counted(who.length, 'port')} of its own still listened on, ${who.join(', ')}`;
}
