import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import { acpWorld, type AcpWorld } from './testing/acp-world.ts';

const allow = async (): Promise<PermissionAnswer> => ({ kind: 'allow' });
const deny = async (): Promise<PermissionAnswer> => ({ kind: 'deny', message: 'Denied by GIT1: never push' });
const never = () => new Promise<PermissionAnswer>(() => undefined);

let world: AcpWorld | undefined;
afterEach(() => world?.close());

const types = (events: readonly HarnessEvent[]) => events.map(({ type }) => type);
const texts = (events: readonly HarnessEvent[]) =>
  events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('|');
test('a turn is told from its start to its end, with its calls, plan, thoughts and what it cost', async () => {
  world = await acpWorld(allow);
  const session = await world.start();
  const end = await world.prompt(session, 'think hm\nplan first\nrun echo hi > made\ncost 0.5\nsay all done');
  expect(end).toEqual({ outcome: 'completed', summary: 'all done' });
  expect(world.has('made')).toBe(true);
  expect(types(world.events)).toEqual([
    ...['turn-started', 'thought', 'plan', 'tool-call', 'tool-result', 'text', 'usage', 'turn-ended'],
  ]);
  expect(world.events).toContainEqual({
    ...{ type: 'usage', inputTokens: 10, outputTokens: 5, cachedTokens: 4, costUsd: 0.5 },
  });
  await world.prompt(session, 'cost 0.75');
  expect(world.events.filter(({ type }) => type === 'usage').at(-1)).toMatchObject({ costUsd: 0.25 });
});

test('a call reaches the gate as the command it is, and runs once it is allowed, for this once', async () => {
  world = await acpWorld(allow);
  const session = await world.start();
  await world.prompt(session, 'run touch made');
  const [call] = world.calls;
  expect(world.calls).toHaveLength(1);
  expect(call).toMatchObject({ tool: 'execute', input: { rawInput: { command: 'touch made' } }, cwd: world.worktree });
  expect(world.events).toContainEqual({ type: 'tool-call', call });
  expect(world.events).toContainEqual(expect.objectContaining({ type: 'tool-result', call: call?.id, ok: true }));
});

test('a denied call does not run, and the model hears why as the next thing that it is told', async () => {
  world = await acpWorld(deny);
  const session = await world.start();
  expect(await world.prompt(session, 'run git push > pushed')).toMatchObject({ outcome: 'completed' });
  expect(world.has('pushed')).toBe(false);
  expect(texts(world.events)).toBe('heard: Denied by GIT1: never push');
  expect(world.events.at(-1)).toMatchObject({ type: 'turn-ended' });
  expect(world.events).toContainEqual(expect.objectContaining({ type: 'tool-result', ok: false }));
});

test('a gate that throws is a gate that says no', async () => {
  world = await acpWorld(() => Promise.reject(new Error('disk full')));
  const session = await world.start();
  await world.prompt(session, 'run touch made');
  expect([world.has('made'), texts(world.events)]).toEqual([false, 'heard: The gate failed: Error: disk full']);
});

test('a call made without asking is told with its result, so that the factory can see that it was never asked', async () => {
  world = await acpWorld(allow);
  const session = await world.start();
  await world.prompt(session, 'sneak touch made');
  expect(world.calls).toEqual([]);
  expect(types(world.events)).toContain('tool-result');
});

test('reading that no agent asks about is judged when it has happened, before its result is told', async () => {
  world = await acpWorld(deny);
  const session = await world.start();
  await world.prompt(session, 'read /etc/passwd\nsay x');
  expect(world.calls).toMatchObject([{ tool: 'read', input: { rawInput: { path: '/etc/passwd' } } }]);
  expect(types(world.events)).toContain('tool-result');
});

test('the client is asked: the agent is put into that mode, and back when it leaves it', async () => {
  world = await acpWorld(allow);
  const mode = () => readFileSync(join(String(world?.folder), 'sessions.mode'), 'utf8');
  const session = await world.start();
  expect(mode()).toBe('ask');
  expect(await session.setMode('auto')).toBe(false);
  writeFileSync(join(world.folder, 'sessions.mode'), 'auto');
  await world.prompt(session, 'mode auto');
  await expect.poll(mode).toBe('ask');
});

test('of its modes the person may choose those in which its gate is asked, and the agent may go into them by itself', async () => {
  world = await acpWorld(deny);
  const mode = () => readFileSync(join(String(world?.folder), 'sessions.mode'), 'utf8');
  const modes = [
    { id: 'ask', title: 'Work' },
    { id: 'plan', title: 'Plan first' },
  ];
  const session = await world.start({ agent: { modes } });
  expect([await session.setMode('plan'), await session.setMode('auto')]).toEqual([true, false]);
  expect(mode()).toBe('plan');
  await world.prompt(session, 'run touch made');
  expect([world.calls.length, world.has('made')]).toEqual([1, false]);
  await world.prompt(session, 'mode ask');
  await world.prompt(session, 'mode auto');
  await expect.poll(mode).toBe('ask');
  expect(world.events.filter(({ type }) => type === 'mode')).toEqual([
    { type: 'mode', mode: 'plan' },
    { type: 'mode', mode: 'ask' },
  ]);
});

test.each<readonly [string, (shim: string) => void]>([
  ['emptied', (shim) => writeFileSync(shim, '')],
  ['deleted', (shim) => rmSync(shim)],
])('a turn in which the shim of its gate is %s runs nothing more, and the run is ungated', async (_, change) => {
  world = await acpWorld(allow);
  const session = await world.start();
  expect(await world.prompt(session, 'say fine')).toMatchObject({ outcome: 'completed' });
  change(join(world.folder, 'state', 'fake', 'gate', 'shim'));
  // No call reaches us through a gate that is gone: its result, or the end of the turn, shows it.
  const turn = world.prompt(session, 'sneak true\nwait');
  await expect(turn).rejects.toMatchObject({ code: 'ungated', message: expect.stringContaining('gate') as string });
  await expect(world.prompt(session, 'run touch made')).rejects.toMatchObject({ code: 'ungated' });
  expect([world.calls, world.has('made')]).toEqual([[], false]);
});

test('the address of its gate that is changed in mid-run makes the run ungated, also when the turn made no call', async () => {
  world = await acpWorld(allow);
  const session = await world.start();
  writeFileSync(join(world.folder, 'state', 'fake', 'gate', 'gate'), '1 token proof\n');
  await expect(world.prompt(session, 'say fine')).rejects.toMatchObject({ code: 'ungated' });
});

test('a message said during a turn reaches the agent when it has stopped, within the same turn', async () => {
  world = await acpWorld(async () => {
    session.steer('say and this');
    return { kind: 'allow' };
  });
  const session = await world.start();
  expect(await world.prompt(session, 'run true')).toEqual({ outcome: 'completed', summary: 'and this' });
});

test('a cancelled turn answers what waits with cancelled, nothing runs, and the session stays usable', async () => {
  world = await acpWorld(never);
  const session = await world.start();
  const turn = world.prompt(session, 'run touch made');
  await expect.poll(() => world?.calls.length).toBe(1);
  const began = Date.now();
  session.cancelTurn();
  expect(await turn).toMatchObject({ outcome: 'interrupted' });
  expect(Date.now() - began).toBeLessThan(300);
  expect(world.events).toContainEqual(expect.objectContaining({ type: 'tool-output', text: 'answered cancelled' }));
  expect(await world.prompt(session, 'say again')).toEqual({ outcome: 'completed', summary: 'again' });
  expect(world.has('made')).toBe(false);
});

test('files and terminals are not offered: an agent that asks for them all the same is turned down', async () => {
  world = await acpWorld(allow);
  const session = await world.start();
  await world.prompt(session, `fs ${join(world.worktree, 'made')}`);
  expect([world.has('made'), texts(world.events)]).toEqual([false, expect.stringContaining('not found')]);
});

test('an agent that dies in its turn takes its tools with it and leaves its last words', async () => {
  world = await acpWorld(allow);
  const session = await world.start();
  await expect(world.prompt(session, 'run sleep 60 >/dev/null 2>&1 &\ndie')).rejects.toThrow(
    /exit code 3.*out of memory/s,
  );
  await session.exited;
  expect(await world.living()).toBe(0);
});

test('a killed agent is gone with everything it started', async () => {
  world = await acpWorld(allow);
  const session = await world.start();
  const turn = world.prompt(session, 'run setsid sleep 60 >/dev/null 2>&1 &\nwait');
  await expect.poll(() => world?.events.some(({ type }) => type === 'tool-result')).toBe(true);
  const rejected = expect(turn).rejects.toThrow('SIGTERM');
  await session.kill();
  await rejected;
  expect(await world.living()).toBe(0);
});

test('an agent ends in order when it is no longer needed', async () => {
  world = await acpWorld(allow);
  const session = await world.start();
  await session.end();
  expect(await world.living()).toBe(0);
});

test('a session is taken up again after its process died, silently or with a history that is not told again', async () => {
  for (const env of [undefined, { FAKE_LOAD: '1' }]) {
    world = await acpWorld(allow, env);
    const first = await world.start();
    await first.kill();
    const second = await world.start({ session: first.session });
    expect([second.session, second.capabilities.resume]).toEqual([first.session, true]);
    await world.prompt(second, 'say hello');
    expect(texts(world.events)).toBe('hello');
    await world.close();
  }
});

test('a session that the agent has forgotten is replaced by a fresh one', async () => {
  world = await acpWorld(allow);
  const session = await world.start({ session: 'gone' });
  expect(session.session).toBe('s1');
});

test('how a turn stopped is how it ended', async () => {
  world = await acpWorld(allow);
  const session = await world.start();
  const ends = [];
  for (const reason of ['end_turn', 'cancelled', 'refusal', 'max_tokens'])
    ends.push((await world.prompt(session, `stop ${reason}`)).outcome);
  expect(ends).toEqual(['completed', 'refused', 'failed', 'failed']);
});

test('an agent that cannot start says why and what to do', async () => {
  world = await acpWorld(allow, { FAKE_LOGIN: '1' });
  await expect(world.start()).rejects.toMatchObject({
    code: 'not-signed-in',
    next: expect.stringContaining('sign in') as string,
  });
  await world.close();
  world = await acpWorld(allow, { FAKE_PROTOCOL: '9' });
  await expect(world.start()).rejects.toMatchObject({ code: 'harness-unsupported' });
  await expect(world.start({ agent: { program: { bin: 'no-such', install: 'Get it' } } })).rejects.toMatchObject({
    code: 'harness-missing',
    next: 'Get it',
  });
  expect(await world.living()).toBe(0);
});

test('an agent whose settings change during the run gets no further call through, and is ungated', async () => {
  const here = (world = await acpWorld(allow));
  const settings = join(here.folder, 'settings.json');
  writeFileSync(settings, '{}');
  const prepare = () => Promise.resolve({ env: {}, settings: [settings], absent: [join(here.worktree, '.hooks')] });
  const session = await world.start({ agent: { prepare } });
  expect(await world.prompt(session, 'run echo > first')).toMatchObject({ outcome: 'completed' });
  const turn = world.prompt(session, 'run mkdir .hooks\nrun echo > second\nsay done');
  await expect(turn).rejects.toMatchObject({ code: 'ungated', message: expect.stringContaining('.hooks') as string });
  await expect(world.prompt(session, 'run echo > third')).rejects.toMatchObject({ code: 'ungated' });
  expect(['first', '.hooks', 'second', 'third'].map(here.has)).toEqual([true, true, false, false]);
  expect(world.events.filter(({ type }) => type === 'error')).toHaveLength(1);
});

test('a program below the floor is not started', async () => {
  world = await acpWorld(allow);
  const program = { bin: 'node', versionArgs: ['--version'], floor: '999.0.0', install: 'Update it' };
  await expect(world.start({ agent: { program } })).rejects.toMatchObject({ code: 'harness-unsupported' });
});

test('an agent whose gate does not see the canary is not used, and nothing of it is left', async () => {
  world = await acpWorld(deny);
  await expect(world.start({ agent: { canary: true } })).rejects.toMatchObject({ code: 'ungated' });
  expect([world.events, await world.living()]).toEqual([[], 0]);
});
