import { useMirror } from '../mirror/mirror.ts';
import { isNarrow } from '../window/theme.ts';
import { tell } from '../window/request.ts';
import { go, openDialog, useWindow } from '../window/window-state.ts';

/** Without a repo there is nothing to work on, so the way leads there first. */
export function newThread(): void {
  if (useMirror.getState().factory.repos.size > 0) openDialog({ kind: 'new-thread' });
  else go({ view: 'repos' });
}

export function toggleRail(): void {
  patchSettings({ railOpen: !useMirror.getState().settings.railOpen });
}

/** Remembered where there is room for it; in a narrow window it is a thing of the moment. */
export function toggleContext(): void {
  if (isNarrow(useWindow.getState().place.view))
    useWindow.setState(({ contextOver }) => ({ contextOver: !contextOver, peeked: undefined }));
  else patchSettings({ contextOpen: !useMirror.getState().settings.contextOpen });
}

function patchSettings(patch: { railOpen?: boolean; contextOpen?: boolean }): void {
  tell('settings.update', { patch });
}
