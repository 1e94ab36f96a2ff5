import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { followFactory } from './mirror/follow-factory.ts';
import { useDrafts } from './window/drafts.ts';
import { followOtherWindows } from './window/kept.ts';
import { useViewed } from './window/viewed.ts';
import './styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
followFactory();
followOtherWindows(useDrafts, useViewed);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
