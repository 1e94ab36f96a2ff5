import { createContext, useContext } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import { useWindow } from './window-state.ts';

/** The card around what is drawn. */
export const OnCard = createContext<ThreadId | undefined>(undefined);

/** For a popover on a card: it stays open when its card goes to another column meanwhile. */
export function useCardPopover(name: string) {
  const key = `${useContext(OnCard) ?? ''} ${name}`;
  const open = useWindow((state) => state.popover === key);
  const onOpenChange = (wanted: boolean) => useWindow.setState({ popover: wanted ? key : undefined });
  return { open, onOpenChange };
}
