import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processTable } from '../../../process/process-table.ts';
import { agentProgram } from '../testing/agent-program.ts';

// The program itself, spoken to by hand.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-agent-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function startAgent() {
  const child = spawn(process.execPath, [await agentProgram()], { stdio: 'pipe', env: { PATH: process.env.PATH } });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return {
    child,
    say: (message: object | string) =>
      child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`),
    messages: () =>
      output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { type: string; call?: { id: string } }),
    complaints: () => complaints,
    exited: new Promise<number | null>((resolve) => child.on('exit', resolve)),
  };
}

const start = (recipe: string) => ({
  type: 'start',
  recipe,
  file: 'r.yaml',
  inputs: {},
  workspace: folder,
  repos: [{ name: 'a', path: folder }],
  state: join(folder, 'state'),
  canary: 'teatree-canary',
});
const denial = { type: 'permission', call: 'canary', answer: { kind: 'deny', message: 'Denied' } };

type Agent = Awaited<ReturnType<typeof startAgent>>;

async function asked(agent: Agent, call: string) {
  await expect
    .poll(() => agent.messages().some((message) => message.call?.id === call), { timeout: 10_000 })
    .toBe(true);
}

async function proveGate(agent: Agent) {
  await asked(agent, 'canary');
  agent.say(denial);
}

test('it does nothing where the gate lets the canary through', async () => {
  const agent = await startAgent();
  agent.say(start('title: T\nsteps: [{ run: a }]'));
  await asked(agent, 'canary');
  agent.say({ ...denial, answer: { kind: 'allow' } });
  expect(await agent.exited).toBe(1);
  expect(agent.messages().at(-1)).toMatchObject({ type: 'cannot-start', code: 'ungated' });
});

test('when its stdin closes it ends, and its commands with it', async () => {
  const agent = await startAgent();
  agent.say(start('title: T\nsteps: [{ run: "echo $$ > pid; sleep 300 & sleep 300" }]'));
  agent.say({ type: 'prompt', instruction: { id: 'ins_1', kind: 'goal', text: 'x' } });
  await proveGate(agent);
  await asked(agent, 'goal/0/a');
  expect(() => readFileSync(join(folder, 'pid'))).toThrow();
  agent.say({ type: 'permission', call: 'goal/0/a', answer: { kind: 'allow' } });
  const pid = () => {
    try {
      return Number(readFileSync(join(folder, 'pid'), 'utf8'));
    } catch {
      return 0;
    }
  };
  await expect.poll(pid, { timeout: 10_000 }).toBeGreaterThan(0);
  const leader = pid();
  agent.child.stdin.end();
  expect(await agent.exited).toBe(0);
  expect([...(await processTable()).values()].filter((row) => row.group === leader)).toEqual([]);
});

test('lines that are no messages are complained about and nothing else', async () => {
  const agent = await startAgent();
  agent.say('garbage');
  agent.say('{"type":"dance"}');
  agent.say({ type: 'prompt', instruction: { id: 'ins_1', kind: 'goal', text: 'x' } });
  agent.say({ type: 'permission', call: 'nobody', answer: { kind: 'allow' } });
  agent.say(start('title: T\nsteps: [{ run: a }]'));
  await proveGate(agent);
  await expect.poll(() => agent.messages().at(-1)?.type, { timeout: 10_000 }).toBe('ready');
  expect(agent.complaints()).toContain('not a message of the protocol: garbage');
  expect(agent.complaints()).toContain('prompt before start');
  agent.say({ type: 'end' });
  expect(await agent.exited).toBe(0);
});
