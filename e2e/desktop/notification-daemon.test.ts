import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { busNotifier } from '../../main/desktop/notifications/bus-notifier.ts';
import { connectBus, watchSignals } from '../../main/desktop/notifications/bus/connection.ts';
import type { Incoming } from '../../main/desktop/notifications/bus/wire.ts';

/** A program that desktops show notifications with, as it is installed where there is one. */
const program = '/usr/lib/notification-daemon/notification-daemon';
const face = 'org.freedesktop.Notifications';
const notifications = { destination: face, path: '/org/freedesktop/Notifications', interface: face } as const;

test('a real notification daemon takes our notification, puts the next in its place, and takes it away', async () => {
  test.skip(!existsSync(program), `${program} is not installed`);
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [first] = (await once(bus.stdout, 'data')) as [Buffer];
  const address = first.toString().trim();
  const daemon = spawn(program, [], {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address },
    stdio: 'ignore',
  });
  try {
    const heard: Incoming[] = [];
    const ears = await connectBus(address, (signal) => heard.push(signal));
    await watchSignals(ears, `type='signal',interface='${face}'`);
    const who = async () => {
      const [name] = await ears.call({ ...notifications, member: 'GetServerInformation' });
      expect(name).toMatch(/notification/i);
    };
    await expect(who, 'the daemon is on the bus').toPass({ timeout: 20_000 });

    const notifier = await busNotifier(address, '');
    const message = {
      ...{ title: 'Needs approval: #1 <b>Rename</b>', line: 'git push origin HEAD && echo "<&>"' },
      actions: [{ key: 'approve', label: 'Approve once' }],
      ...{ onClick: () => undefined, onAction: () => undefined },
    };
    const shown = await notifier.show(message);
    const next = await notifier.show({ ...message, title: '2 need you', actions: [] }, shown);
    expect(shown.id).toBeGreaterThan(0);
    expect(next.id).toBe(shown.id);
    next.close();
    const closed = () => heard.filter(({ member }) => member === 'NotificationClosed').map(({ body }) => body);
    await expect.poll(closed).toEqual([[shown.id, 3]]);
  } finally {
    daemon.kill();
    bus.kill();
  }
});
