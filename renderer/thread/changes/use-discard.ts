import { useState } from 'react';
import type { RepoId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Hunk } from '../../../core/views/changes/diff.ts';
import { fileName } from '../../../core/views/changes/file-tree.ts';
import { shownHunk } from '../../../core/views/changes/hunk-patch.ts';
import { request } from '../../window/request.ts';
import type { FileAt } from './files/file-order.ts';

export type LastDiscard = { readonly repo: RepoId; readonly checkpoint: number; readonly what: string };

export type Discarding = {
  readonly last: LastDiscard | undefined;
  readonly discard: (file: FileAt, hunk?: Hunk) => void;
  readonly undo: () => void;
  readonly forget: () => void;
};

/** Takes changes back at once, because what stood there can be put back at once. `then`: look again. */
export function useDiscard(thread: Thread, then: () => void): Discarding {
  const [last, setLast] = useState<LastDiscard>();
  const discard = async ({ repo, change, between }: FileAt, hunk?: Hunk) => {
    if (!between) return;
    const { path, oldPath } = change;
    const done = await request('changes.discard', {
      ...{ thread: thread.thread, repo, path, from: between.from },
      ...(oldPath !== undefined && change.state === 'renamed' && { oldPath }),
      ...(hunk && { hunk: shownHunk(hunk) }),
    });
    if (!done.ok) return;
    const what = hunk ? `Lines ${String(hunk.newStart)} and on of ${fileName(path)}` : fileName(path);
    setLast({ repo, checkpoint: done.value.checkpoint, what });
    then();
  };
  const undo = async () => {
    if (!last) return;
    const { repo, checkpoint: number } = last;
    const restored = await request('checkpoints.restore', { thread: thread.thread, number, repos: [repo] });
    if (!restored.ok) return;
    setLast(undefined);
    then();
  };
  return {
    last,
    discard: (file, hunk) => void discard(file, hunk),
    undo: () => void undo(),
    forget: () => setLast(undefined),
  };
}
