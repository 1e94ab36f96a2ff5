import { useMirror } from '../mirror/mirror.ts';
import { useKeys } from '../window/keys.ts';
import { isNarrow } from '../window/theme.ts';
import { tell } from '../window/request.ts';
import { go, openDialog, useWindow } from '../window/window-state.ts';

/** What works wherever the person is. */
export function useAppKeys(): void {
  useKeys({
    'Mod+K': () => openDialog({ kind: 'palette' }),
    'Mod+/': () => openDialog({ kind: 'shortcuts' }),
    'Mod+N': newThread,
    'Mod+1': () => go({ view: 'board' }),
    'Mod+2': () => go({ view: 'inbox' }),
    'Mod+3': () => go({ view: 'gate' }),
    'Mod+4': () => go({ view: 'repos' }),
    'Mod+5': () => go({ view: 'orchestrator' }),
    'Mod+,': () => go({ view: 'settings' }),
    'Mod+B': toggleRail,
    'Mod+.': toggleContext,
  });
}

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
