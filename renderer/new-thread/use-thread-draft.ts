import { dropDraft, keepDraft, useDrafts } from '../window/drafts.ts';
import { emptyDraft } from './draft.ts';
import type { Draft } from './draft.ts';

const key = 'new-thread';

/** The thread that is being written; it outlives the dialog and the window, until it begins. */
export function useThreadDraft() {
  const draft = useDrafts(({ texts }) => draftIn(texts[key]));
  const patch = (change: Partial<Draft>) =>
    keepDraft(key, JSON.stringify({ ...draftIn(useDrafts.getState().texts[key]), ...change }));
  return { draft, patch, drop: () => dropDraft(key) };
}

let last: { readonly text: string; readonly draft: Draft } | undefined;

/** The same text is the same draft, so that nothing is drawn again for nothing. */
function draftIn(text: string | undefined): Draft {
  if (text === undefined || text === '') return emptyDraft;
  if (last?.text !== text) last = { text, draft: { ...emptyDraft, ...(JSON.parse(text) as Partial<Draft>) } };
  return last.draft;
}
