import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import { identify } from '../../process/identity.ts';
import type { StartOptions } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { allHarnesses, findHarness } from '../registry.ts';
import { recipeConfig } from './config.ts';
import { recipeHarness } from './index.ts';
import { goal } from './testing/recipe-world.ts';

// The app's side, with agents that misbehave.

let folder: string;
let events: HarnessEvent[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-misbehaving-'));
  events = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function options(): StartOptions {
  return {
    run: `run_${folder.slice(-6)}`,
    workspace: folder,
    repos: [],
    session: undefined,
    state: folder,
    canary: 'teatree-canary',
    config: recipeConfig({ recipe: 'title: T\nsteps: [{ run: a }]', file: 'r.yaml', inputs: {} }),
    env: { PATH: process.env.PATH ?? '' },
    containment: undefined,
    callbacks: {
      onEvent: (event) => void events.push(event),
      permission: () => Promise.reject(new Error('no gate')),
      question: () => Promise.resolve(''),
    },
  };
}

function harnessWith(script: string, readyWithinMs = 5000) {
  const agent = join(folder, 'agent.mjs');
  writeFileSync(agent, script);
  return recipeHarness({ agent, readyWithinMs });
}

const READY = `console.log(JSON.stringify({ type: 'ready', session: 'rcp_1' }));\n`;

test('lines that are no messages become error events; a failing gate denies', async () => {
  const harness = harnessWith(`${READY}
    console.log('not json'); console.log('{"type":"dance"}'); console.log('{"type":"event","event":{"type":"?"}}');
    const call = { id: 'c1', tool: 'shell', input: {}, cwd: '/' };
    console.log(JSON.stringify({ type: 'permission', call, edit: false }));
    process.stdin.on('data', (chunk) => {
      for (const line of String(chunk).split('\\n')) {
        const message = line ? JSON.parse(line) : {};
        if (message.type !== 'permission') continue;
        const end = { type: 'turn-ended', instruction: 'ins_goal', outcome: 'refused', summary: message.answer.message };
        console.log(JSON.stringify({ ...end, instruction: 'ins_other' }));
        setTimeout(() => console.log(JSON.stringify(end)), 100);
      }
    });`);
  const session = await harness.start(options());
  expect(await session.prompt(goal())).toEqual({ outcome: 'refused', summary: 'The gate failed: Error: no gate' });
  expect(events.map((event) => event.type)).toEqual(['error', 'error', 'error']);
  await session.kill();
});

test('an agent that dies rejects the turn with its last words, and what it started is gone', async () => {
  const session = await harnessWith(`${READY}
    import { spawn } from 'node:child_process';
    process.stdin.on('data', (chunk) => {
      if (!String(chunk).includes('prompt')) return;
      const child = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' });
      console.log(JSON.stringify({ type: 'event', event: { type: 'text', text: String(child.pid) } }));
      console.error('out of tea');
      setTimeout(() => process.exit(3), 100);
    });`).start(options());
  await expect(session.prompt(goal())).rejects.toThrow(/ended \(exit code 3\):\nout of tea/);
  const [said] = events;
  expect(await identify(Number(said?.type === 'text' ? said.text : 0))).toBeUndefined();
  await expect(session.prompt(goal())).rejects.toThrow(HarnessFailure);
});

test('an agent that cannot start says why', async () => {
  const dying = harnessWith('throw new Error("broken build")').start(options());
  await expect(dying).rejects.toMatchObject({
    code: 'agent-died',
    message: expect.stringContaining('broken build') as string,
  });
  await expect(harnessWith('setTimeout(() => {}, 60000)', 300).start(options())).rejects.toMatchObject({
    code: 'agent-silent',
  });
  const missing = recipeHarness({ agent: 'x', node: '/no/such/node' }).start(options());
  await expect(missing).rejects.toMatchObject({ code: 'program-missing' });
  const unconfigured = findHarness(allHarnesses({ recipeAgent: 'x' }), 'recipe')?.start({ ...options(), config: {} });
  await expect(unconfigured).rejects.toMatchObject({
    code: 'recipe-missing',
    next: 'Choose one when making the thread',
  });
});
