import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { socketPath } from '../../main/desktop/notifications/bus/connection.ts';
import { joinBus } from './bus-peer.ts';
import type { Peer, Received, Values } from './bus-peer.ts';

/** A desktop's message bus of its own, with a place for notifications and one for tray icons. */
export type DesktopBus = {
  readonly address: string;
  readonly notifications: readonly Shown[];
  /** Numbers of the notifications that were taken away again. */
  readonly closed: readonly number[];
  /** The person presses a button of a notification, or the notification itself (`default`). */
  readonly press: (id: number, action: string) => void;
  readonly tray: () => Promise<TrayIcon | undefined>;
  readonly stop: () => void;
};

export type Shown = {
  readonly id: number;
  readonly title: string;
  readonly line: string;
  readonly actions: readonly string[];
};
export type TrayIcon = {
  readonly tooltip: string;
  readonly menu: readonly MenuEntry[];
  readonly click: (label: string) => Promise<void>;
};
export type MenuEntry = { readonly id: number; readonly label: string; readonly entries: readonly MenuEntry[] };

const NOTIFICATIONS = 'org.freedesktop.Notifications';
const WATCHER = 'org.kde.StatusNotifierWatcher';

export async function startDesktopBus(): Promise<DesktopBus> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [first] = z.tuple([z.instanceof(Buffer)]).parse(await once(daemon.stdout, 'data'));
  const address = first.toString().trim();
  const desk: Desk = { notifications: [], closed: [], icon: undefined };
  const peer = await joinBus(socketPath(address) ?? '', (call) => answer(desk, call));
  await peer.own(NOTIFICATIONS);
  await peer.own(WATCHER);
  const signal = { path: '/org/freedesktop/Notifications', interface: NOTIFICATIONS, member: 'ActionInvoked' };
  return {
    address,
    notifications: desk.notifications,
    closed: desk.closed,
    press: (id, action) => peer.emit({ ...signal, signature: 'us', body: [id, action] }),
    tray: async () => (desk.icon === undefined ? undefined : readIcon(peer, desk.icon)),
    stop: () => {
      peer.close();
      daemon.kill();
    },
  };
}

type Desk = { readonly notifications: Shown[]; readonly closed: number[]; icon: string | undefined };

const Notify = z
  .tuple([z.string(), z.number(), z.string(), z.string(), z.string(), z.array(z.string())])
  .rest(z.unknown());
const nothing: Values = { signature: '', body: [] };

function answer(desk: Desk, { interface: face, member, body }: Received): Values | undefined {
  switch (`${face}.${member}`) {
    case `${NOTIFICATIONS}.GetCapabilities`:
      return { signature: 'as', body: [['body', 'actions', 'body-markup']] };
    case `${NOTIFICATIONS}.Notify`: {
      const [, replaced, , title, line, actions] = Notify.parse(body);
      const id = replaced || desk.notifications.length + 1;
      desk.notifications.push({ id, title, line, actions });
      return { signature: 'u', body: [id] };
    }
    case `${NOTIFICATIONS}.CloseNotification`:
      desk.closed.push(z.number().parse(body[0]));
      return nothing;
    case `${WATCHER}.RegisterStatusNotifierItem`:
      desk.icon = z.string().parse(body[0]);
      return nothing;
    case 'org.freedesktop.DBus.Properties.Get':
      return body[1] === 'IsStatusNotifierHostRegistered'
        ? { signature: 'v', body: [{ signature: 'b', value: 1 }] }
        : undefined;
    default:
      return undefined;
  }
}

const Tooltip = z.tuple([z.string(), z.unknown(), z.string(), z.string()]);
const Entry: z.ZodType<MenuEntry> = z
  .tuple([z.number(), z.object({ label: z.string().default('') }), z.lazy(() => z.array(Entry))])
  .transform(([id, { label }, entries]) => ({ id, label, entries }));

async function readIcon(peer: Peer, destination: string): Promise<TrayIcon> {
  const properties = { destination, path: '/StatusNotifierItem', interface: 'org.freedesktop.DBus.Properties' };
  const property = async (name: string): Promise<unknown> => {
    const body = ['org.kde.StatusNotifierItem', name];
    return (await peer.call({ ...properties, member: 'Get', signature: 'ss', body }))[0];
  };
  const [, , title, text] = Tooltip.parse(await property('ToolTip'));
  const menu = { destination, path: z.string().parse(await property('Menu')), interface: 'com.canonical.dbusmenu' };
  const layout = await peer.call({ ...menu, member: 'GetLayout', signature: 'iias', body: [0, -1, []] });
  const root = Entry.parse(layout[1]);
  const click = async (label: string): Promise<void> => {
    const entry = flat(root).find((each) => each.label === label);
    if (!entry) throw new Error(`The tray has no entry ${label}`);
    const body = [entry.id, 'clicked', { signature: 's', value: '' }, 0];
    await peer.call({ ...menu, member: 'Event', signature: 'isvu', body });
  };
  return { tooltip: text || title, menu: root.entries, click };
}

function flat(entry: MenuEntry): readonly MenuEntry[] {
  return [entry, ...entry.entries.flatMap(flat)];
}
