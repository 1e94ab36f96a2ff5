import { Menu, app } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { Place } from '../../core/contract.ts';

/** The native menu: what the system expects to find there. Shortcuts of the board itself belong to the page. */
export function setMenu(show: (place: Place) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(show)));
}

function template(show: (place: Place) => void): MenuItemConstructorOptions[] {
  const go: MenuItemConstructorOptions[] = [
    { label: 'Board', click: () => show({ view: 'board' }) },
    { label: 'Inbox', click: () => show({ view: 'inbox' }) },
    { label: 'Repos', click: () => show({ view: 'repos' }) },
    { type: 'separator' },
    { label: 'Settings', click: () => show({ view: 'settings' }) },
  ];
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : ([{ role: 'reload' }, { role: 'toggleDevTools' }] as const)),
  ];
  return [
    process.platform === 'darwin' ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'quit' }] },
    { role: 'editMenu' },
    { label: '&Go', submenu: go },
    { label: '&View', submenu: view },
    { role: 'windowMenu' },
  ];
}
