import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { certainSecretIn } from '../../core/secrets/scan.ts';
import { newest } from './kept.ts';

/** By what they are for. An empty one is a field that is open. */
type Texts = Readonly<Record<string, string>>;

/** Enough for everything a person has open; the oldest go first, so that the window's storage never fills. */
const most = 200;
const longest = 20_000;

/** `unwritten`: the keys of those that are in this window alone. It is decided as a text changes, not for all at each stroke. */
type Drafts = { readonly texts: Texts; readonly unwritten: ReadonlySet<string> };

/**
 * Texts that were begun and not sent. They outlive the window and the app, and all windows have the same; one with a secret
 * in it stays in this window alone, and is written nowhere.
 */
export const useDrafts = create<Drafts>()(
  persist((): Drafts => ({ texts: {}, unwritten: new Set() }), {
    name: 'drafts',
    partialize: ({ texts, unwritten }) => ({ texts: select(texts, (key) => !unwritten.has(key)) }),
    merge: (kept, { texts, unwritten }) => ({
      texts: { ...select(texts, (key) => unwritten.has(key)), ...(kept as { texts: Texts } | undefined)?.texts },
      unwritten,
    }),
  }),
);

export function keepDraft(key: string, text: string): void {
  useDrafts.setState(({ texts: { [key]: _, ...others }, unwritten }) => ({
    texts: newest({ ...others, [key]: text }, most),
    unwritten: new Set(isWritten(text) ? [...unwritten].filter((each) => each !== key) : [...unwritten, key]),
  }));
}

/** A text that is begun in a field, and how to change it. Who sends it drops the draft. */
export function useDraft(key: string, first = ''): readonly [string, (text: string) => void] {
  const text = useDrafts(({ texts }) => texts[key] ?? first);
  return [text, (written) => keepDraft(key, written)];
}

/** Opens the field; what was begun there stays. */
export function openDraft(key: string): void {
  keepDraft(key, useDrafts.getState().texts[key] ?? '');
}

export function dropDraft(key: string): void {
  useDrafts.setState(({ texts: { [key]: _, ...others } }) => ({ texts: others }));
}

function isWritten(text: string): boolean {
  return text !== '' && text.length <= longest && certainSecretIn(text) === undefined;
}

function select(texts: Texts, wanted: (key: string) => boolean): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => wanted(key)));
}
