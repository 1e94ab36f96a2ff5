import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Push } from '../../../core/contract.ts';
import { createRouter } from '../router.ts';
import type { Services } from '../services.ts';
import { fakeServices, repo } from '../testing/fake-services.ts';
import { tokenFile } from './address.ts';
import { connectSocket } from './client.ts';
import { serveSocket } from './server.ts';

async function setUp(overrides: Partial<Services> = {}, folder = mkdtempSync(join(tmpdir(), 'teatree-socket-'))) {
  const world = fakeServices(overrides);
  const server = await serveSocket(createRouter(world.services), folder);
  onTestFinished(() => server.close());
  const connect = async () => {
    const client = await connectSocket(server.address, folder);
    if (!client.ok) throw new Error(client.error.message);
    onTestFinished(() => client.value.close());
    return client.value;
  };
  return { ...world, folder, server, connect };
}

/** What the server says to these bytes until it closes. */
async function raw(address: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = createConnection(address, () => socket.write(bytes));
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
}

test('another process of the same user calls and is pushed to over the socket', async () => {
  const { connect, record } = await setUp();
  const client = await connect();
  const pushes: Push[] = [];
  expect(await client.subscribe((push) => pushes.push(push))).toMatchObject({ ok: true });
  expect(await client.call('app.snapshot', {})).toMatchObject({ ok: true, value: { seq: 0, repos: [] } });
  record([{ type: 'repo.added', repo: repo('rep_a', 'a') }]);
  await expect.poll(() => pushes).toMatchObject([{ kind: 'entries', entries: [{ seq: 1 }] }]);
});

test('answers come by id, not in the order of asking', async () => {
  const { connect } = await setUp({ doctor: async () => sleep(50, []) });
  const client = await connect();
  const done: string[] = [];
  await Promise.all([
    client.call('app.doctor', {}).then(() => done.push('slow')),
    client.call('app.snapshot', {}).then(() => done.push('quick')),
  ]);
  expect(done).toEqual(['quick', 'slow']);
});

test('socket and token are for this user only', async () => {
  const { server, folder } = await setUp();
  expect(statSync(server.address).mode & 0o777).toBe(0o600);
  expect(statSync(tokenFile(folder)).mode & 0o777).toBe(0o600);
  expect(readFileSync(tokenFile(folder), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['{"protocol":1,"token":"wrong"}\n{"id":1,"method":"app.snapshot","input":{}}\n', 'bad-token'],
  ['{"protocol":9,"token":""}\n', 'bad-hello'],
  ['GET / HTTP/1.1\r\n\r\n', 'bad-hello'],
  [`${'x'.repeat(5 * 1024 * 1024)}\n`, 'line-too-long'],
])('%.30s gets one refusal and the end', async (bytes, code) => {
  const { server } = await setUp();
  const said = await raw(server.address, bytes);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(said)).toMatchObject({ hello: { ok: false, error: { code } } });
});

test('a line that is no request ends the connection, and the next client is served', async () => {
  const { server, folder, connect } = await setUp();
  const hello = JSON.stringify({ protocol: 1, token: readFileSync(tokenFile(folder), 'utf8') });
  expect(await raw(server.address, `${hello}\n{"id":"one"}\n`)).toContain('bad-request');
  expect(await (await connect()).call('app.snapshot', {})).toMatchObject({ ok: true });
});

test('who has shown the token may stay; who says nothing may not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { connect, server } = await setUp();
  const client = await connect();
  const silent = raw(server.address, '');
  await client.call('app.snapshot', {});
  vi.advanceTimersByTime(60_000);
  expect(await client.call('app.snapshot', {})).toMatchObject({ ok: true });
  expect(await silent).toContain('no-hello');
});

test('a token of an earlier start is refused', async () => {
  const { server, folder } = await setUp();
  const token = readFileSync(tokenFile(folder), 'utf8');
  writeFileSync(tokenFile(folder), token.replace(/./g, '0'));
  expect(await connectSocket(server.address, folder)).toMatchObject({ ok: false, error: { code: 'bad-token' } });
});

test('closing answers what is under way and refuses what comes after', async () => {
  const { server, connect } = await setUp({ doctor: async () => sleep(60, []) });
  const client = await connect();
  const underWay = client.call('app.doctor', {});
  await sleep(20);
  const closed = server.close();
  expect(await client.call('app.snapshot', {})).toMatchObject({ ok: false, error: { code: 'closing' } });
  expect(await underWay).toEqual({ ok: true, value: [] });
  await Promise.all([closed, client.closed]);
  expect(await client.call('app.snapshot', {})).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
});

test('a folder with a path too long for a socket is served all the same', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'teatree-socket-')), 'd'.repeat(120));
  mkdirSync(folder);
  const { connect, server } = await setUp({}, folder);
  expect(server.address.length).toBeLessThan(104);
  expect(await (await connect()).call('app.snapshot', {})).toMatchObject({ ok: true });
});

test('nobody listening is told as such', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-socket-'));
  expect(await connectSocket(join(folder, 'teatree.sock'), folder)).toMatchObject({
    ok: false,
    error: { code: 'not-reachable' },
  });
});
