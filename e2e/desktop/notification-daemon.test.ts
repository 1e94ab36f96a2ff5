import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createStory, ids } from '../../core/loop/testing/story.ts';
import { busNotifier } from '../../main/desktop/notifications/bus-notifier.ts';
import { connectBus, socketPath, watchSignals } from '../../main/desktop/notifications/bus/connection.ts';
import type { Incoming } from '../../main/desktop/notifications/bus/wire.ts';
import { notifications } from '../../main/desktop/notifications/notifications.ts';
import { joinBus } from './bus-peer.ts';
import type { Peer } from './bus-peer.ts';

/** Programs that desktops show notifications with, as they are installed where there is one. */
const program = '/usr/lib/notification-daemon/notification-daemon';
const dunst = onPath('dunst');
const face = 'org.freedesktop.Notifications';
const notices = { destination: face, path: '/org/freedesktop/Notifications', interface: face } as const;

test('a real notification daemon takes our notification, puts the next in its place, and takes it away', async () => {
  test.skip(!existsSync(program), `${program} is not installed`);
  await withDaemon([program], async (address) => {
    const heard: Incoming[] = [];
    const ears = await connectBus(address, (signal) => heard.push(signal));
    await watchSignals(ears, `type='signal',interface='${face}'`);
    const who = async () => {
      const [name] = await ears.call({ ...notices, member: 'GetServerInformation' });
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
  });
});

test('a person presses the buttons of our notifications in a real daemon; quiet hours and a burst make one of several', async () => {
  if (dunst === undefined) return test.skip(true, 'dunst is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'teatree-dunst-'));
  // The menu in which the daemon lets the person choose a button: here somebody who always approves.
  const [menu, config] = [join(folder, 'menu'), join(folder, 'dunstrc')];
  writeFileSync(menu, "#!/bin/sh\nexec grep -m1 'Approve once'\n", { mode: 0o755 });
  writeFileSync(config, `[global]\n  dmenu = ${menu}\n[urgency_normal]\n  timeout = 0\n`);
  await withDaemon([dunst, '-config', config], async (address) => {
    const person = await joinBus(socketPath(address) ?? '', () => undefined);
    await expect(() => person.call(command('Ping')), 'the daemon is on the bus').toPass({ timeout: 20_000 });
    const factory = talkative(address);

    factory.ask(1);
    await expect.poll(() => displayed(person)).toBe(1);
    await person.call(command('ContextMenuCall'));
    await expect.poll(() => factory.answers).toEqual([{ ask: ids.ask(1), answer: 'approve' }]);

    factory.later();
    factory.quiet(true);
    factory.ask(2);
    factory.ask(3);
    await person.call(command('NotificationCloseAll'));
    expect(await displayed(person), 'in quiet hours').toBe(0);
    factory.quiet(false);
    factory.ask(4);
    await expect.poll(() => displayed(person)).toBe(1);
    await person.call({ ...command('NotificationAction'), signature: 'u', body: [0] });
    await expect.poll(() => factory.places).toEqual([{ view: 'inbox' }]);
    await person.call(command('NotificationCloseAll'));
    expect(await told(person)).toEqual(['3 need you', 'Needs approval: #1 Rename it']);
    person.close();
  });
  rmSync(folder, { recursive: true });
});

/** A message bus of its own with a daemon on it, as long as it is used. */
async function withDaemon([file = '', ...args]: readonly string[], use: (address: string) => Promise<void>) {
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [first] = (await once(bus.stdout, 'data')) as [Buffer];
  const address = first.toString().trim();
  const daemon = spawn(file, args, {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address },
    stdio: 'ignore',
  });
  try {
    await use(address);
  } finally {
    daemon.kill();
    bus.kill();
  }
}

/** A thread that asks when it is told to, and what the person does about that. */
function talkative(address: string) {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const [answers, places]: [unknown[], unknown[]] = [[], []];
  let quietUntil: number | undefined;
  let now = 0;
  const { tell } = notifications(() => busNotifier(address, ''), {
    enabled: () => true,
    quietUntil: () => quietUntil,
    show: (place) => void places.push(place),
    answer: ({ id }, { kind }) => void answers.push({ ask: id, answer: kind }),
    unable: (error) => {
      throw error;
    },
    now: () => now,
  });
  const action = {
    ...{ call: 'c', tool: 'shell', title: 'git push origin HEAD', raw: '', cwd: '/w' },
    ...{ expanded: [], fingerprint: 'f' },
  };
  const subject = { kind: 'gate', action, rule: 'push', reason: 'r', risk: 'high', policy: 'p' } as const;
  return {
    ...{ answers, places },
    quiet: (on: boolean) => void (quietUntil = on ? now + 60_000 : undefined),
    /** What is told after it joins nothing that was told before. */
    later: () => void (now += 10_000),
    ask: (n: number) => {
      const before = story.entries.length;
      story.report({ type: 'ask.opened', ask: ids.ask(n), thread: ids.thread, run: ids.run(1), subject });
      tell(story.entries.slice(before), story.state);
    },
  };
}

function command(member: string) {
  return { ...notices, interface: 'org.dunstproject.cmd0', member };
}

/** How many notifications are on the screen. */
async function displayed(person: Peer): Promise<unknown> {
  const body = ['org.dunstproject.cmd0', 'displayedLength'];
  const get = { ...notices, interface: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss', body };
  return (await person.call(get))[0];
}

/** The titles of those that were closed, the latest first. */
async function told(person: Peer): Promise<readonly unknown[]> {
  const [history] = await person.call(command('NotificationListHistory'));
  return (history as { readonly summary: unknown }[]).map(({ summary }) => summary);
}

function onPath(name: string): string | undefined {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
