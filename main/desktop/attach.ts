import { join } from 'node:path';
import { nativeTheme } from 'electron';
import type { ChosenChords } from '../../core/commands/app-commands.ts';
import type { Place } from '../../core/contract.ts';
import { quietUntil } from '../../core/quiet-hours.ts';
import type { Deeds, ShownFactory } from './deeds.ts';
import { notifications } from './notifications/notifications.ts';
import { pickNotifier } from './notifications/pick-notifier.ts';
import { trayModel } from './tray/rows.ts';
import { openTray } from './tray/tray.ts';

export type Attachment = {
  readonly deeds: Deeds;
  readonly files: { readonly assets: string };
  readonly show: (place?: Place) => void;
  /** Draws the native menu with the keys that the person chose. */
  readonly menu: (chosen: ChosenChords) => void;
  readonly quit: () => void;
  readonly log: (line: string) => void;
};

/** Connects what stands outside the window to the facts: tray, notifications and the system's theme. */
export function attach(factory: ShownFactory, { deeds, files, show, menu, quit, log }: Attachment): void {
  const { orchestrator, router, store } = factory;
  const tray = openTray(
    { plain: join(files.assets, 'tray.png'), attention: join(files.assets, 'tray-attention.png') },
    {
      show,
      quit,
      answer: (ask, answer) => void deeds.answer('tray', ask, answer),
      pauseAll: () => void deeds.pauseAll(),
      resumeAll: () => void deeds.resumeAll(),
    },
  );
  const { tell, hear } = notifications(() => pickNotifier(join(files.assets, 'icon.png')), {
    enabled: () => store.settings.read().notifications,
    quietUntil: () => quietUntil(store.settings.read().quietHours, Date.now()),
    show,
    answer: (ask, answer) => void deeds.answer('notification', ask, answer),
    unable: (error) =>
      log(`teatree: notifications cannot be shown (${error instanceof Error ? error.message : String(error)})`),
    now: () => Date.now(),
  });
  tray.update(trayModel(orchestrator.state, Date.now()));
  orchestrator.subscribe((entries) => {
    tell(entries, orchestrator.state);
    tray.update(trayModel(orchestrator.state, Date.now()));
  });
  orchestrator.subscribeActivity((activity) => hear(activity, orchestrator.state));
  nativeTheme.themeSource = store.settings.read().theme;
  menu(store.settings.read().shortcuts);
  router.subscribe({ id: 'theme', via: 'window' }, (push) => {
    if (push.kind !== 'settings') return;
    nativeTheme.themeSource = push.settings.theme;
    menu(push.settings.shortcuts);
  });
}
