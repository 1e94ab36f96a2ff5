import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import { startGateServer, type GateServer } from './gate-server.ts';
import type { HookCall } from './hook-call.ts';
import { opencodePlugin, piExtension } from './plugins.ts';

type Before = (input: object, output: object) => Promise<void>;
type OpencodeModule = { readonly Gate: (given: object) => Promise<Readonly<Record<string, Before>>> };
type PiHandler = (event: object) => Promise<{ readonly block: boolean; readonly reason: string } | undefined>;
type PiModule = { readonly default: (pi: object) => void };

let gate: GateServer | undefined;
let folder = '';
afterEach(async () => {
  await gate?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The two plugins as their harnesses load them, with what each does about one call: undefined when it may run. */
async function load(decide: (call: HookCall) => Promise<PermissionAnswer>) {
  folder = mkdtempSync(join(tmpdir(), 'plugin-'));
  gate = await startGateServer({ folder: join(folder, 'gate'), decide, onRefused: () => undefined, beatMs: 250 });
  const write = async <M>(name: string, text: string): Promise<M> => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as M;
  };
  const { Gate } = await write<OpencodeModule>('gate.mjs', opencodePlugin(gate.folder));
  const { event, 'tool.execute.before': before } = await Gate({ directory: '/w' });
  const pi = await write<PiModule>('pi.mjs', piExtension(gate.folder));
  const runs: string[] = [];
  let handler: PiHandler | undefined;
  pi.default({ on: (_event: string, given: PiHandler) => (handler = given) });
  return {
    hears: (said: object) => event?.({ event: said }, {}),
    opencode: async () => {
      try {
        const output = { args: { command: 'ls' } };
        await before?.({ tool: 'bash', callID: 'c1', sessionID: 's1' }, output);
        runs.push(output.args.command);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    },
    pi: async () => {
      const input = { command: 'ls' };
      const blocked = await handler?.({ toolName: 'bash', toolCallId: 'c1', input });
      if (!blocked) runs.push(input.command);
      return blocked?.reason;
    },
    runs,
  };
}

test('a plugin reports the call with its id, and lets it run when the gate allows it', async () => {
  const calls: HookCall[] = [];
  const plugins = await load((call) => {
    calls.push(call);
    return Promise.resolve({ kind: 'allow' });
  });
  expect([await plugins.opencode(), await plugins.pi()]).toEqual([undefined, undefined]);
  expect(calls[0]).toEqual({ id: 'c1', tool: 'bash', input: { command: 'ls' }, cwd: '/w' });
  expect(calls[1]).toMatchObject({ id: 'c1', tool: 'bash', input: { command: 'ls' } });
});

test('a plugin denies with the reason of the gate, line by line', async () => {
  const plugins = await load(() => Promise.resolve({ kind: 'deny', message: 'No:\nask "me"' }));
  expect([await plugins.opencode(), await plugins.pi()]).toEqual(['No:\nask "me"', 'No:\nask "me"']);
});

test('a plugin denies when the gate is closed, damaged, or closes while it waits', async () => {
  const plugins = await load(() => new Promise(() => undefined));
  const waiting = [plugins.opencode(), plugins.pi()];
  setTimeout(() => void gate?.close(), 200);
  for (const answer of await Promise.all(waiting)) expect(answer).toMatch(/^Denied: the gate/);
  expect([await plugins.opencode(), await plugins.pi()]).toEqual([
    expect.stringContaining('ENOENT'),
    expect.stringContaining('ENOENT'),
  ]);
  writeFileSync(join(folder, 'gate', 'gate'), '1 token\n');
  expect(await plugins.opencode()).toMatch(/^Denied: the gate of this run is damaged/);
  writeFileSync(join(folder, 'gate', 'gate'), '1 token proof\n');
  expect(await plugins.pi()).toMatch(/^Denied: the gate does not answer/);
});

test('a plugin runs the command that the person put in the place of the asked one', async () => {
  const plugins = await load(() => Promise.resolve({ kind: 'allow', command: 'pwd' }));
  expect([await plugins.opencode(), await plugins.pi()]).toEqual([undefined, undefined]);
  expect(plugins.runs).toEqual(['pwd', 'pwd']);
});

test('a call made in a session below another one is reported as that of a sub-agent', async () => {
  const calls: HookCall[] = [];
  const plugins = await load((call) => {
    calls.push(call);
    return Promise.resolve({ kind: 'allow' });
  });
  const created = (info: object) => plugins.hears({ type: 'session.created', properties: { info } });
  await plugins.hears({});
  await created({ id: 's1' });
  await plugins.opencode();
  await created({ id: 's1', parentID: 's0', title: 'Look closer' });
  await plugins.opencode();
  expect(calls.map(({ agent }) => agent)).toEqual([undefined, { id: 's1', title: 'Look closer' }]);
});
