import { Menu, Tray, app, nativeImage } from 'electron';
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import type { Place } from '../../../core/contract.ts';
import type { AskId } from '../../../core/ids.ts';
import type { Answer } from '../../../core/model/ask.ts';
import type { TrayModel, TrayRow } from './rows.ts';

export type TrayDeeds = {
  readonly show: (place?: Place) => void;
  readonly answer: (ask: { id: AskId; generation: number }, answer: Answer) => void;
  readonly pauseAll: () => void;
  readonly resumeAll: () => void;
  readonly quit: () => void;
};

export type TrayIcons = { readonly plain: string; readonly attention: string };

/** The tray icon. `update` may be called on every change of the facts; it redraws when something shown has changed. */
export function openTray(icons: TrayIcons, deeds: TrayDeeds): { update(model: TrayModel): void } {
  const images = { plain: image(icons.plain), attention: image(icons.attention) };
  const tray = new Tray(images.plain);
  tray.on('click', () => deeds.show());
  let shown = '';
  return {
    update: (model) => {
      const next = JSON.stringify(model);
      if (next === shown) return;
      shown = next;
      tray.setImage(model.asks > 0 ? images.attention : images.plain);
      tray.setToolTip(`Teatree — ${summary(model)}`);
      // Only macOS shows text beside the icon; elsewhere the count stands in the icon, the tooltip and the menu.
      if (process.platform === 'darwin') tray.setTitle(model.asks > 0 ? String(model.asks) : '');
      app.setBadgeCount(model.asks);
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(model, deeds)));
    },
  };
}

function trayMenu(model: TrayModel, deeds: TrayDeeds): MenuItemConstructorOptions[] {
  const rows = model.rows.map((row) => rowItem(row, deeds));
  return [
    { label: summary(model), enabled: false },
    { type: 'separator' },
    ...rows,
    ...(rows.length > 0 ? [{ type: 'separator' } as const] : []),
    { label: 'Pause all', enabled: model.alive > 0, click: () => deeds.pauseAll() },
    ...(model.paused > 0 ? [{ label: `Resume ${String(model.paused)} paused`, click: () => deeds.resumeAll() }] : []),
    { type: 'separator' },
    { label: 'Open Teatree', click: () => deeds.show() },
    { label: 'Quit', click: () => deeds.quit() },
  ];
}

function rowItem(row: TrayRow, deeds: TrayDeeds): MenuItemConstructorOptions {
  const open = () => deeds.show(row.place);
  const { ask } = row;
  if (!ask) return { label: literal(row.label), click: open };
  const choices = ask.choices.map((choice) => ({
    label: literal(choice.label),
    click: () => deeds.answer(ask, choice.answer),
  }));
  return { label: literal(row.label), submenu: [{ label: 'Open', click: open }, { type: 'separator' }, ...choices] };
}

/** In a menu `&` marks the access key; doubled it is a letter. */
function literal(label: string): string {
  return label.replaceAll('&', '&&');
}

function summary(model: TrayModel): string {
  const { asks, working } = model;
  const need = asks === 0 ? 'nothing needs you' : `${String(asks)} need${asks === 1 ? 's' : ''} you`;
  return `${need} · ${String(working)} working`;
}

function image(path: string): NativeImage {
  const icon = nativeImage.createFromPath(path);
  if (process.platform === 'darwin') icon.setTemplateImage(true);
  return icon;
}
