import { useMemo, useState } from 'react';
import type { LineFound } from '../../../core/contract/thread/change-methods.ts';
import type { RepoFiles } from '../../../core/contract/thread/work-methods.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { foldersAbove } from '../../../core/views/changes/file-tree.ts';
import { markViewed, useViewed } from '../../window/viewed.ts';
import { inOrder, isSeen, viewedKey } from './files/file-order.ts';
import type { FileAt } from './files/file-order.ts';
import { folderKey } from './files/list-rows.ts';
import { lookAt, useLookedAt } from './looked-at.ts';
import type { LineWish } from './search/use-search.ts';

/** Which file is looked at, which were, and the ways from one to the next. */
export function useReview({ thread }: Thread, repos: readonly RepoFiles[]) {
  const files = useMemo(() => inOrder(repos), [repos]);
  const [wish, setWish] = useState<LineWish>();
  const { file: chosen, closed } = useLookedAt(thread);
  const blobs = useViewed((state) => state.blobs);
  const index = Math.max(
    0,
    files.findIndex((file) => file.key === chosen),
  );
  const at = files[index];
  const isViewed = (file: FileAt) => isSeen(blobs, thread, file);
  const show = (file: FileAt | undefined) => {
    if (!file) return;
    const above = new Set(foldersAbove(file.change.path).map((folder) => folderKey(file, folder)));
    lookAt(thread, { file: file.key, closed: closed.filter((folder) => !above.has(folder)) });
  };
  return {
    ...{ files, at, closed, isViewed, show },
    wish: wish?.file === at?.key ? wish : undefined,
    step: (by: 1 | -1) => show(files[index + by]),
    goTo: ({ repo, path, kind, line }: LineFound) => {
      const file = files.find((each) => each.repo === repo && each.change.path === path);
      show(file);
      if (file) setWish({ file: file.key, kind, line, times: (wish?.times ?? 0) + 1 });
    },
    /** And on to the next that was not looked at. */
    toggleViewed: () => {
      if (!at) return;
      const seen = isViewed(at);
      markViewed(viewedKey(thread, at), seen ? undefined : at.change.blob);
      const rest = [...files.slice(index + 1), ...files.slice(0, index)];
      if (!seen) show(rest.find((file) => !isViewed(file)));
    },
    fold: (folder: string) => {
      const others = closed.filter((each) => each !== folder);
      lookAt(thread, { closed: others.length < closed.length ? others : [...closed, folder] });
    },
  };
}
