import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { followFactory } from './mirror/follow-factory.ts';
import { useMirror } from './mirror/mirror.ts';
import { useDrafts } from './window/drafts.ts';
import { followOtherWindows } from './window/kept.ts';
import { useViewed } from './window/viewed.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
followFactory();
followOtherWindows(useDrafts, useViewed);
whenThere(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);

/** Once there is a board, or it is known that there will be none. */
function whenThere(draw: () => void): void {
  const stop = useMirror.subscribe(({ phase, failure }) => {
    if (phase === 'loading' && !failure) return;
    stop();
    draw();
  });
}
