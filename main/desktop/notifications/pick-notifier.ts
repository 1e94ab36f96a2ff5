import { busNotifier } from './bus-notifier.ts';
import type { Notifier } from './notifier.ts';
import { systemNotifier } from './system-notifier.ts';

/** On Linux the message bus, because only there notifications get buttons; elsewhere the system's own. */
export async function pickNotifier(appIcon: string): Promise<Notifier> {
  if (process.platform !== 'linux') return systemNotifier();
  const address = process.env['DBUS_SESSION_BUS_ADDRESS'];
  if (!address) throw new Error('there is no session bus');
  return busNotifier(address, appIcon);
}
