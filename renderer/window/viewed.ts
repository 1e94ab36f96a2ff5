import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { newest } from './kept.ts';

/** The content in which a file was looked at, by the file. */
type Blobs = Readonly<Record<string, string>>;

/** Enough for some very large change sets; the oldest go first. */
const most = 20_000;

/** Which files of a change the person has looked at. A mark is of the content: a file that changed is to be looked at again. */
export const useViewed = create<{ readonly blobs: Blobs }>()(
  persist((): { readonly blobs: Blobs } => ({ blobs: {} }), {
    name: 'viewed',
    merge: (kept, present) => ({ ...present, ...(kept as { blobs: Blobs } | undefined) }),
  }),
);

export function markViewed(file: string, blob: string | undefined): void {
  useViewed.setState(({ blobs: { [file]: _, ...others } }) => ({
    blobs: blob === undefined ? others : newest({ ...others, [file]: blob }, most),
  }));
}
