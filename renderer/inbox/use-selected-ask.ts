import type { AskGroup } from '../../core/views/inbox.ts';
import { useInbox } from '../mirror/selectors.ts';
import { useWindow } from '../window/window-state.ts';

/** The card of the inbox that has the keyboard: the chosen one, or the first. */
export function useSelectedAsk(): AskGroup | undefined {
  const groups = useInbox();
  const key = useWindow((state) => state.selectedAsk);
  return groups.find((group) => group.key === key) ?? groups[0];
}
