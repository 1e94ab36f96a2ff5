import { app, session } from 'electron';
import type { Event, WebContents } from 'electron';
import { ORIGIN } from './protocol.ts';

/** Closes every way out of the page, for every web contents there will ever be. Call before the first window. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
  const pages = session.defaultSession;
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.on('will-download', (event) => event.preventDefault());
  // The page's policy says the same; this holds even where a policy does not apply.
  pages.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLocal(details.url) }));
}

function confine(contents: WebContents): void {
  const deny = (event: Event) => event.preventDefault();
  contents.on('will-navigate', deny);
  contents.on('will-frame-navigate', deny);
  contents.on('will-redirect', deny);
  contents.on('will-attach-webview', deny);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Developer tools bring their own pages. */
function isLocal(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`) || /^(data|blob|devtools):/.test(url);
}
