import { rmSync, writeFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { HookForm } from './shim-script.ts';
import { hookWorld, type HookWorld } from './testing/hook-world.ts';

const allow = async (): Promise<PermissionAnswer> => ({ kind: 'allow' });
const deny = async (): Promise<PermissionAnswer> => ({ kind: 'deny', message: 'Denied by GIT1: no\npush' });
const never = () => new Promise<PermissionAnswer>(() => undefined);

let world: HookWorld | undefined;
afterEach(async () => {
  await world?.close();
});

/** Somebody else on the gate's port. */
async function impostor(gate: string, answer: (proof: string) => string): Promise<() => void> {
  const [, token = '', proof = ''] = readFileSync(join(gate, 'gate'), 'utf8').trim().split(' ');
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(answer(proof)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  writeFileSync(join(gate, 'gate'), `${String(port)} ${token} ${proof}\n`);
  return () => server.close();
}

test('a tool runs when the gate allows its call, and the gate sees the call as the harness made it', async () => {
  world = await hookWorld(allow);
  expect(await world.tool('echo "é\\n" \0')).toMatchObject({ ran: true, code: 0, out: '{}\n', err: '' });
  expect(world.calls).toEqual([{ id: 'call_1', tool: 'Bash', input: { command: 'echo "é\\n" \0' }, cwd: '/' }]);
});

test('a denied tool does not run, and the reason is where the harness takes it from', async () => {
  world = await hookWorld(deny);
  const reason = 'Denied by GIT1: no push';
  expect(await world.tool('git push')).toMatchObject({ ran: false, code: 2, out: '', err: `${reason}\n` });
  const copilot = await world.tool('git push', 'copilot');
  expect(copilot).toMatchObject({ ran: false, code: 0, err: '' });
  expect(JSON.parse(copilot.out)).toEqual({ permissionDecision: 'deny', permissionDecisionReason: reason });
});

test('a call may wait for a person for longer than the gate may be silent', async () => {
  world = await hookWorld(async () => sleep(2500, { kind: 'allow' }));
  expect(await world.tool('make')).toMatchObject({ ran: true, code: 0 });
});

test('a call of a megabyte arrives whole', async () => {
  world = await hookWorld(allow);
  await world.tool('x'.repeat(1_000_000));
  expect(world.calls[0]?.input.command).toHaveLength(1_000_000);
});

const failures: readonly (readonly [what: string, decide: () => Promise<PermissionAnswer>, act: Act])[] = [
  ['the gate is closed', allow, ({ gate }) => gate.close()],
  ['the gate dies while the call waits', never, ({ gate }) => void setTimeout(() => void gate.close(), 300)],
  ['the shim is deleted', allow, ({ gate }) => rmSync(join(gate.folder, 'shim'))],
  ['the folder of the gate is deleted', allow, ({ gate }) => rmSync(gate.folder, { recursive: true })],
  ['the shim ends with 1', allow, ({ gate }) => writeFileSync(join(gate.folder, 'shim'), 'exit 1')],
  ['the shim is no program', allow, ({ gate }) => writeFileSync(join(gate.folder, 'shim'), 'if then {')],
  ['the shim is emptied', allow, ({ gate }) => writeFileSync(join(gate.folder, 'shim'), '')],
  ['the shim is cut off', allow, ({ gate }) => cut(join(gate.folder, 'shim'))],
  ['the shim is killed', never, ({ gate }) => writeFileSync(join(gate.folder, 'shim'), 'kill -9 $$')],
  ['the address is empty', allow, ({ gate }) => writeFileSync(join(gate.folder, 'gate'), '')],
  ['the address is cut off', allow, ({ gate }) => writeFileSync(join(gate.folder, 'gate'), '80 token\n')],
  ['the token is wrong', allow, ({ gate }) => spoil(gate.folder)],
];
type Act = (world: HookWorld) => unknown;

/** As a full disk leaves it: whole lines, but not the last ones. */
function cut(file: string): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(
    file,
    lines
      .slice(
        0,
        lines.findIndex((line) => line.startsWith('while')),
      )
      .join('\n'),
  );
}

function spoil(folder: string): void {
  const [port = '', , proof = ''] = readFileSync(join(folder, 'gate'), 'utf8').trim().split(' ');
  writeFileSync(join(folder, 'gate'), `${port} guessed ${proof}\n`);
}

test.each(failures)('no tool runs when %s', async (_what, decide, act) => {
  world = await hookWorld(decide);
  await act(world);
  expect(await world.tool('rm -rf ~')).toMatchObject({ ran: false, code: 2, out: '' });
});

const junk: readonly (readonly [what: string, answer: (proof: string) => string])[] = [
  ['hangs', () => ''],
  ['answers garbage', () => '\xff\u0000{{{\n'],
  ['answers with leave and no proof', () => '0 {"allow":true}\n'],
  ['answers another proof', (proof) => `${'0'.repeat(proof.length)} 0 {}\n`],
  ['sends half an answer', (proof) => `${proof} 0 {`],
  ['answers with something that is no JSON', (proof) => `${proof} 0 yes\n`],
];

test.each(junk)('no tool runs when a gate %s', async (_what, answer) => {
  world = await hookWorld(allow);
  const stop = await impostor(world.gate.folder, answer);
  const began = Date.now();
  expect(await world.tool('rm -rf ~')).toMatchObject({ ran: false, code: 2, out: '' });
  expect(Date.now() - began).toBeLessThan(8000);
  stop();
});

test('what is no report of a call is denied and told', async () => {
  world = await hookWorld(allow);
  const { runHook } = await import('./testing/hook-world.ts');
  const { hookCommand } = await import('./shim-script.ts');
  const hook = hookCommand({ folder: world.gate.folder, bash: '/bin/bash' }, 'qwen');
  for (const body of ['', 'no json', '{}', '[]', '{"hook_event_name":"PreToolUse","tool_name":"Bash"}'])
    expect(await runHook(hook, body)).toMatchObject({ code: 2, out: '' });
  expect(world.calls).toEqual([]);
  expect(world.refused).toHaveLength(5);
});

test('each hook hears in its own words which command to run instead, or what to do where it has none', async () => {
  world = await hookWorld(() => Promise.resolve({ kind: 'allow', command: 'pwd' }));
  const { tool } = world;
  const said = async (form: HookForm) => JSON.parse((await tool('ls', form)).out) as unknown;
  const rewritten = { permissionDecision: 'allow', updatedInput: { command: 'pwd' } };
  expect(await said('codex')).toMatchObject({ hookSpecificOutput: rewritten });
  expect(await said('claude')).toMatchObject({ hookSpecificOutput: rewritten });
  expect(await said('copilot')).toEqual({ permissionDecision: 'allow', modifiedArgs: { command: 'pwd' } });
  expect(await tool('ls', 'qwen')).toMatchObject({ ran: false, err: expect.stringContaining('pwd') as string });
});
