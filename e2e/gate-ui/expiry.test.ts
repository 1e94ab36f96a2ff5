import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectSocket } from '../../main/ipc/socket/client.ts';
import type { SocketClient } from '../../main/ipc/socket/client.ts';
import { readOwner } from '../../main/store/instance-lock.ts';
import { ROOT, expect, test } from '../app.ts';
import { PATIENCE, addRepos } from '../facts.ts';
import { gateAsks, openInbox, threadThatRuns, untilAsked } from './asks.ts';

/** Loaded before the app: the machine's clock has moved on by three days and an hour. */
const LATER = 'const now = Date.now; Date.now = () => now() + 73 * 3_600_000;\n';

test('an open ask outlives a restart; after three days without an answer it is rejected, on record', async ({
  desk,
}) => {
  const first = await desk.launch();
  await addRepos(first, desk);
  await first.call('settings.update', { patch: { askHours: 20 } });
  const thread = await threadThatRuns(first, 'textkit', ['git clean -fd']);
  await untilAsked(first, thread, 1);
  await openInbox(first.window);
  await expect(first.window.getByRole('article', { name: 'git clean -fd' })).toContainText('expires in 19 h');
  await first.picture('expires');
  await first.cutPower();

  const later = join(desk.home, 'later.cjs');
  writeFileSync(later, LATER);
  const factory = spawn(process.execPath, ['--require', later, join(ROOT, 'out/main/headless.js')], {
    env: desk.env,
    stdio: 'ignore',
  });
  const gone = once(factory, 'exit');
  const client = await connected(desk.dataFolder, factory.pid);
  await expect
    .poll(async () => (await gateAsks(client, thread))[0]?.state, PATIENCE)
    .toMatchObject({ kind: 'answered', answer: { kind: 'reject' }, by: { who: 'factory' } });
  client.close();
  factory.kill();
  await gone;

  const second = await desk.launch();
  await openInbox(second.window);
  await second.window.getByRole('tab', { name: 'History' }).press('Enter');
  await expect(second.window.getByRole('list', { name: 'Answered asks' })).toContainText('expired, rejected');
  await second.picture('expired');
});

async function connected(dataFolder: string, pid: number | undefined): Promise<SocketClient> {
  const found: { client?: SocketClient } = {};
  await expect
    .poll(async () => {
      const owner = readOwner(dataFolder);
      const client = owner?.pid === pid && owner?.socket ? await connectSocket(owner.socket, dataFolder) : undefined;
      if (client?.ok) found.client = client.value;
      return found.client !== undefined;
    }, PATIENCE)
    .toBe(true);
  return found.client as SocketClient;
}
