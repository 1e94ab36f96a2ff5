import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Place, ThreadTab } from '../../core/contract.ts';
import type { AskId, ThreadId } from '../../core/ids.ts';
import type { PauseTarget } from '../../core/model/gate.ts';
import { ofThisWindow } from './kept.ts';

/** A dialog that is open now. Only one can be. */
export type Dialog =
  | { readonly kind: 'new-thread' | 'signal' | 'palette' | 'search' | 'shortcuts' | 'pause-all' | 'notices' }
  | { readonly kind: 'land' | 'kill' | 'drop' | 'link' | 'review' | 'switch' | 'take-over'; readonly thread: ThreadId }
  | { readonly kind: 'land-together'; readonly threads: readonly ThreadId[] }
  | { readonly kind: 'rule'; readonly ask: AskId; readonly scope: 'repo' | 'always' }
  | { readonly kind: 'pause-gate'; readonly target: PauseTarget };

/** What this window shows. Where the person is in it outlives a reload, and a start again; the rest is of the moment. */
export type WindowState = {
  readonly place: Place;
  /** The card looked at in the context panel without leaving the board. */
  readonly peeked: ThreadId | undefined;
  /** The card of the inbox that has the keyboard. */
  readonly selectedAsk: string | undefined;
  readonly dialog: Dialog | undefined;
  /** What is open on a card: the card and its name. */
  readonly popover: string | undefined;
  readonly landedOpen: boolean;
  /** In a narrow window the context panel lies over the centre while it is wanted. */
  readonly contextOver: boolean;
};

export const useWindow = create<WindowState>()(
  persist(
    (): WindowState => ({
      place: { view: 'board' },
      peeked: undefined,
      selectedAsk: undefined,
      dialog: undefined,
      popover: undefined,
      landedOpen: false,
      contextOver: false,
    }),
    {
      name: 'place',
      storage: createJSONStorage(() => ofThisWindow),
      partialize: ({ place, peeked, selectedAsk, landedOpen }) => ({ place, peeked, selectedAsk, landedOpen }),
    },
  ),
);

export function go(place: Place): void {
  useWindow.setState({ place, peeked: undefined, dialog: undefined, popover: undefined, contextOver: false });
}

export function openThread(thread: ThreadId, tab: ThreadTab = 'conversation'): void {
  go({ view: 'thread', thread, tab });
}

/** Leads to the composer of a thread. */
export function writeTo(thread: ThreadId): void {
  openThread(thread);
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-composer]')?.focus());
}

export function peek(thread: ThreadId | undefined): void {
  useWindow.setState({ peeked: thread });
}

/** What had the focus before the first dialog opened; the dialog gives it back. */
let opener: Element | null = null;

export function openDialog(dialog: Dialog): void {
  const focused = document.activeElement;
  if (!focused?.closest('[role="dialog"]')) opener = focused;
  useWindow.setState({ dialog });
}

export function returnFocus(event: Event): void {
  event.preventDefault();
  if (opener instanceof HTMLElement && useWindow.getState().dialog === undefined) opener.focus();
}

export function closeDialog(): void {
  useWindow.setState({ dialog: undefined });
}
