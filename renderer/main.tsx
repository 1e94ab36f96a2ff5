import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { followFactory } from './mirror/follow-factory.ts';
import { followOtherWindows } from './window/drafts.ts';
import './styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
followFactory();
followOtherWindows();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
