import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { certainSecretIn } from '../../core/secrets/scan.ts';
import { newest } from './kept.ts';

/** By what they are for. An empty one is a field that is open. */
type Texts = Readonly<Record<string, string>>;

/** Enough for everything a person has open; the oldest go first, so that the window's storage never fills. */
const most = 200;
const longest = 20_000;

/**
 * Texts that were begun and not sent. They outlive the window and the app, and all windows have the same; one with a secret
 * in it stays in this window alone, and is written nowhere.
 */
export const useDrafts = create<{ readonly texts: Texts }>()(
  persist((): { readonly texts: Texts } => ({ texts: {} }), {
    name: 'drafts',
    partialize: ({ texts }) => ({ texts: select(texts, isKept) }),
    merge: (kept, { texts }) => ({
      texts: { ...select(texts, (text) => !isKept(text)), ...(kept as { texts: Texts } | undefined)?.texts },
    }),
  }),
);

export function keepDraft(key: string, text: string): void {
  useDrafts.setState(({ texts: { [key]: _, ...others } }) => ({
    texts: newest({ ...others, [key]: text }, most),
  }));
}

/** Opens the field; what was begun there stays. */
export function openDraft(key: string): void {
  keepDraft(key, useDrafts.getState().texts[key] ?? '');
}

export function dropDraft(key: string): void {
  useDrafts.setState(({ texts: { [key]: _, ...others } }) => ({ texts: others }));
}

function isKept(text: string): boolean {
  return text !== '' && text.length <= longest && certainSecretIn(text) === undefined;
}

function select(texts: Texts, wanted: (text: string) => boolean): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => wanted(text)));
}
