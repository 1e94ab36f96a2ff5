import { Menu, app } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import { appCommands, chordFor, menus, threadCommands } from '../../core/commands/app-commands.ts';
import type { ChosenChords, CommandId, MenuDeed } from '../../core/commands/app-commands.ts';
import { acceleratorOf } from '../../core/commands/chord.ts';

type Menus = (typeof menus)[number];

/**
 * The native menu: every command of the board, and what the system expects to find there. The page itself hears the
 * keys, so they are only shown here; they are as the person chose them.
 */
export function setMenu(chosen: ChosenChords, act: (deed: MenuDeed) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(chosen, act)));
}

function template(chosen: ChosenChords, act: (deed: MenuDeed) => void): MenuItemConstructorOptions[] {
  const keysOf = (id: CommandId): MenuItemConstructorOptions => {
    const chord = chordFor(id, chosen);
    return chord === undefined ? {} : { accelerator: acceleratorOf(chord), registerAccelerator: false };
  };
  const ours = (menu: Menus) =>
    appCommands
      .filter((command) => command.menu === menu)
      .map(({ id, title }) => ({ label: title, click: () => act({ on: 'app', id }), ...keysOf(id) }));
  const thread = threadCommands.map(({ action, title }): MenuItemConstructorOptions => ({
    label: title,
    click: () => act({ on: 'thread', action }),
    ...keysOf(action),
  }));
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const submenus: Readonly<Record<Menus, MenuItemConstructorOptions[]>> = {
    File: [...ours('File'), line, { role: 'close' }, { role: 'quit' }],
    Edit: [...editing, line, ...ours('Edit')],
    View: [...ours('View'), line, ...viewing()],
    Thread: [...thread, line, ...ours('Thread')],
    Help: ours('Help'),
  };
  const [file, edit, view, work, help] = menus.map((name): MenuItemConstructorOptions => ({
    label: `&${name}`,
    submenu: submenus[name],
    ...(name === 'Help' && { role: 'help' as const }),
  }));
  const all = [file, edit, view, work, { role: 'windowMenu' as const }, help].flatMap((each) => each ?? []);
  return process.platform === 'darwin' ? [{ role: 'appMenu' }, ...all] : all;
}

const editing: readonly MenuItemConstructorOptions[] = (
  ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const
).map((role) => ({ role }));

function viewing(): readonly MenuItemConstructorOptions[] {
  const always = ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'] as const;
  const inside = app.isPackaged ? [] : (['reload', 'toggleDevTools'] as const);
  return [...always, ...inside].map((role) => ({ role }));
}
