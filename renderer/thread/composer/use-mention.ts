import { useEffect, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { ThreadId } from '../../../core/ids.ts';
import { mentionAt, withMention } from '../../../core/views/mention-at.ts';
import { bridge } from '../../bridge.ts';

type Field = {
  readonly thread: ThreadId;
  readonly text: string;
  /** Puts the text in place, with the caret there. */
  readonly write: (text: string, caret: number) => void;
};

export type Mention = ReturnType<typeof useMention>;

/** Files of the worktrees, offered while the person names one with `@`. */
export function useMention({ thread, text, write }: Field) {
  const [caret, setCaret] = useState(0);
  const [dismissed, setDismissed] = useState<number>();
  const [chosen, setChosen] = useState(0);
  const named = mentionAt(text, caret);
  const active = named !== undefined && named.from !== dismissed;
  const files = useFiles(thread, active ? named.query : undefined);
  const at = Math.min(chosen, files.length - 1);

  function take(path: string): void {
    if (!named) return;
    const { text: written, caret: next } = withMention(text, { from: named.from, to: caret }, path);
    setCaret(next);
    setChosen(0);
    write(written, next);
  }
  /** Answers whether the key was for the list. */
  function onKey({ key }: KeyboardEvent): boolean {
    if (files.length === 0) return false;
    const path = files[at];
    if (key === 'ArrowDown') setChosen((at + 1) % files.length);
    else if (key === 'ArrowUp') setChosen((at + files.length - 1) % files.length);
    else if (key === 'Escape') setDismissed(named?.from);
    else if ((key === 'Enter' || key === 'Tab') && path !== undefined) take(path);
    else return false;
    return true;
  }
  return { files, chosen: at, take, onKey, moved: setCaret };
}

/** The last answer stays until the next one is there, so that the list does not blink. */
function useFiles(thread: ThreadId, query: string | undefined): readonly string[] {
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    if (query === undefined) return undefined;
    let wanted = true;
    void bridge()
      .call('messages.files', { thread, query, most: 8 })
      .then((files) => wanted && setFound(files.ok ? files.value.map(({ path }) => path) : []));
    return () => {
      wanted = false;
    };
  }, [thread, query]);
  return query === undefined ? none : found;
}

const none: readonly string[] = [];
