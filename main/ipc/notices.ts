import type { Notice } from '../../core/contract/record-methods.ts';

/** What the person should know of and that belongs to no thread, since this start. */
export type Notices = {
  add(text: string): void;
  list(): readonly Notice[];
  subscribe(listener: () => void): () => void;
};

const mostKept = 50;

/** Keeps the latest, and each text once; `tell` gets each as it comes. */
export function createNotices(now: () => number, tell: (text: string) => void): Notices {
  const listeners = new Set<() => void>();
  let kept: readonly Notice[] = [];
  return {
    add(text) {
      kept = [...kept.filter((each) => each.text !== text), { at: now(), text }].slice(-mostKept);
      tell(text);
      for (const listener of listeners) listener();
    },
    list: () => kept,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
