import { useLayoutEffect, useRef } from 'react';
import { meantOn } from '../../core/commands/page-chord.ts';
import type { Page } from '../../core/commands/page-keys.ts';
import { useMirror } from '../mirror/mirror.ts';

/** By chord: `Mod+K`, `Mod+Enter`, `J`, `Space`, `Escape`. Mod is Ctrl, or Command on a Mac. */
export type Bindings = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Listens for as long as the component is on screen. Letters do nothing while the person types or a dialog is open.
 * With `page` the bindings are named by that page's default keys, and work by those that the person chose.
 */
export function useKeys(bindings: Bindings, page?: Page): void {
  const latest = useRef(bindings);
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const pressed = chordOf(event);
      const meant = page ? meantOn(page, pressed, useMirror.getState().settings.shortcuts) : pressed;
      const act = meant === undefined ? undefined : latest.current[meant];
      if (!act || event.defaultPrevented || belongsElsewhere(event)) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [page]);
}

export function chordOf(event: Pressed): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const mod = event.ctrlKey || event.metaKey;
  // A sign that is typed with Shift is another key already; a letter with Ctrl is the same one.
  const shifts = event.shiftKey && (key.length > 1 || (mod && /[A-Z]/.test(key)));
  return `${mod ? 'Mod+' : ''}${event.altKey && mod ? 'Alt+' : ''}${shifts ? 'Shift+' : ''}${key}`;
}

export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** A dialog keeps the keyboard to itself; a field keeps what is typed. */
function belongsElsewhere(event: KeyboardEvent): boolean {
  if (document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"][data-state="open"]'))
    return true;
  const at = event.target instanceof HTMLElement ? event.target : undefined;
  const chord = event.ctrlKey || event.metaKey;
  if (at?.closest('input:not([type=checkbox],[type=radio]),textarea,select'))
    return !chord || event.key === 'Backspace';
  // On the title of a card Space peeks.
  const presses = event.key === 'Enter' || (event.key === ' ' && !at?.closest('[data-card] h3'));
  return presses && !chord && at?.closest('button,a,input') != null;
}
