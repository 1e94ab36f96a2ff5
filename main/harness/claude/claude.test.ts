import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import { CLAUDE, claudeWorld, goal, KEY } from './testing/claude-world.ts';
import type { ClaudeWorld } from './testing/claude-world.ts';

// The real program against the scripted model. Skipped, and counted as skipped, where it is not installed.

// The program takes seconds to start where many start at once.
vi.setConfig({ testTimeout: 120_000 });

let world: ClaudeWorld;
afterEach(() => world.dispose());

function told<T extends HarnessEvent['type']>(type: T): Extract<HarnessEvent, { type: T }>[] {
  return world.events.filter((event): event is Extract<HarnessEvent, { type: T }> => event.type === type);
}

const TOKEN = 'sk-ant-oat01-dummy-0123456789';
const REFUSED = { fault: 'status', status: 400 } as const;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20);
}

describe.skipIf(CLAUDE === undefined)('Claude Code', () => {
  test('an allowed call runs, and what was said, done and used is told', async () => {
    world = await claudeWorld({ go: [[{ say: 'First.' }, { shell: 'echo tea > app/cup.txt' }], { say: 'Poured.' }] });
    const session = await world.start();
    expect(await session.prompt(goal('go'))).toEqual({ outcome: 'completed', summary: 'Poured.' });
    expect(world.read('app/cup.txt')).toBe('tea\n');
    const [call] = world.calls;
    expect(call).toMatchObject({ tool: 'Bash', input: { command: 'echo tea > app/cup.txt' }, cwd: world.workspace });
    expect(world.events).toEqual([
      { type: 'turn-started', instruction: 'ins_goal' },
      { type: 'text', text: 'First.', delta: true },
      { type: 'tool-call', call },
      { type: 'tool-output', call: call?.id, text: expect.any(String) as string },
      expect.objectContaining({ type: 'tool-result', call: call?.id, ok: true }) as HarnessEvent,
      { type: 'text', text: 'Poured.', delta: true },
      { type: 'usage', inputTokens: 2000, outputTokens: 100, cachedTokens: 400, costUsd: expect.any(Number) as number },
      { type: 'turn-ended', outcome: 'completed', summary: 'Poured.' },
    ]);
  });

  test('a call starts where the shell of the agent stands', async () => {
    world = await claudeWorld({ go: [{ shell: 'cd app' }, { shell: 'touch here' }] });
    await (await world.start()).prompt(goal('go'));
    expect(world.calls.map(({ cwd }) => cwd)).toEqual([world.workspace, `${world.workspace}/app`]);
  });

  test('a denied call does not run, and the model reads the reason', async () => {
    world = await claudeWorld({ go: [{ shell: 'touch app/no' }, { say: 'Then not.' }] });
    world.permission = () => Promise.resolve({ kind: 'deny', message: 'GIT1: never. Next: ask for a landing' });
    const session = await world.start();
    expect(await session.prompt(goal('go'))).toMatchObject({ outcome: 'completed', summary: 'Then not.' });
    expect(world.model.results('go')).toEqual([expect.stringContaining('GIT1: never. Next: ask for a landing')]);
    expect(() => world.read('app/no')).toThrow();
    expect(told('tool-result')).toMatchObject([{ ok: false }]);
  });

  test('a call waits for its answer however long it takes, and is asked about once', async () => {
    world = await claudeWorld({ go: [{ shell: 'touch app/never' }] });
    let answer: (kind: 'deny') => void = () => undefined;
    world.permission = () =>
      new Promise((resolve) => (answer = (kind) => resolve({ kind, message: 'After a while: no' })));
    const turn = (await world.start()).prompt(goal('go'));
    await until(() => world.calls.length === 1);
    expect(await Promise.race([turn, sleep(1500, 'waits')])).toBe('waits');
    answer('deny');
    await turn;
    expect(world.calls).toHaveLength(1);
    expect(world.model.results('go')).toEqual([expect.stringContaining('After a while: no')]);
  });

  test('a question goes to the person, and the answer to the model', async () => {
    world = await claudeWorld({
      go: [{ ask: { question: 'Which database?', options: ['SQLite', 'Postgres'] } }, { say: 'Right.' }],
    });
    world.question = () => Promise.resolve('Postgres, in a container');
    const session = await world.start();
    expect(await session.prompt(goal('go'))).toMatchObject({ outcome: 'completed' });
    expect(told('question')).toMatchObject([{ text: 'Which database?', options: ['SQLite', 'Postgres'] }]);
    expect(world.model.results('go')[0]).toContain('Postgres, in a container');
    // Its prompt came after its hook, and asked the gate no second time.
    expect(world.calls.map(({ tool }) => tool)).toEqual(['AskUserQuestion']);
  });

  test('a plan is revised until the person approves it, and nothing is changed before', async () => {
    world = await claudeWorld({
      go: [{ shell: 'touch app/early' }, { approvePlan: 'Brew' }, { approvePlan: 'Brew' }, { shell: 'touch app/done' }],
    });
    const wishes = ['First warm the pot', 'Approve the plan'];
    world.question = () => Promise.resolve(wishes.shift() ?? '');
    const session = await world.start();
    expect(await session.setMode('plan')).toBe(true);
    expect(await session.setMode('bypassPermissions')).toBe(false);
    expect(await session.setMode('no-such-mode')).toBe(false);
    await session.prompt(goal('go'));
    expect(wishes).toEqual([]);
    expect(world.model.results('go').some((text) => text.includes('First warm the pot'))).toBe(true);
    expect(() => world.read('app/early')).toThrow();
    expect(world.read('app/done')).toBe('');
    // The approval ends its mode, and the program tells.
    expect(told('mode').map(({ mode }) => mode)).toEqual(['plan', 'default']);
  });

  test("the agent's list of steps is told as it moves on", async () => {
    const task = (name: string, input: object) => ({ tool: { name, input } });
    world = await claudeWorld({
      go: [
        task('TaskCreate', { subject: 'Warm the pot', description: 'It is cold', activeForm: 'Warming' }),
        task('TaskCreate', { subject: 'Brew', description: 'Four minutes', activeForm: 'Brewing' }),
        task('TaskUpdate', { taskId: '1', status: 'completed' }),
        task('TaskUpdate', { taskId: '2', status: 'in_progress' }),
      ],
    });
    await (await world.start()).prompt(goal('go'));
    expect(told('plan')).toHaveLength(4);
    expect(told('plan').at(-1)?.steps).toEqual([
      { title: 'Warm the pot', state: 'done' },
      { title: 'Brew', state: 'active' },
    ]);
  });

  test("a sub-agent's calls pass the gate, under its name", async () => {
    world = await claudeWorld({
      go: [{ agent: { title: 'Look around', prompt: '[[scenario:sub]] Look.' } }, { say: 'Main is done.' }],
      sub: [{ shell: 'touch app/sub' }, { shell: 'touch app/no' }, { say: 'Sub is done.' }],
    });
    world.permission = (call) =>
      Promise.resolve(call.input.command === 'touch app/no' ? { kind: 'deny', message: 'no' } : { kind: 'allow' });
    await (await world.start()).prompt(goal('go'));
    expect(world.calls.map(({ tool }) => tool)).toEqual(['Agent', 'Bash', 'Bash']);
    expect(world.read('app/sub')).toBe('');
    expect(() => world.read('app/no')).toThrow();
    const [main] = world.calls;
    expect(told('tool-call').map(({ agent }) => agent)).toEqual([undefined, main?.id, main?.id]);
    expect(told('sub-agent')).toMatchObject([
      { id: main?.id, state: 'started', title: expect.stringContaining('Look around') as string },
      { id: main?.id, state: 'ended' },
    ]);
    expect(told('usage')).toMatchObject([{ inputTokens: 5000 }]);
  });

  test('a call that Claude Code turned down itself says that it did not run', async () => {
    world = await claudeWorld({
      go: [[{ tool: { name: 'Read', input: { wrong: 1 } } }, { tool: { name: 'Bash', input: {} } }], { say: 'Oh.' }],
    });
    await (await world.start()).prompt(goal('go'));
    expect(world.calls).toEqual([]);
    expect(told('tool-result')).toMatchObject([
      { ok: false, ran: false },
      { ok: false, ran: false },
    ]);
  });

  test('what the person says during a turn reaches the model at the next tool boundary', async () => {
    world = await claudeWorld({ go: [{ shell: 'sleep 1.5' }, { shell: 'echo next' }, { say: 'End.' }] });
    const session = await world.start();
    const turn = session.prompt(goal('go'));
    await until(() => world.calls.length === 1);
    session.steer('Use tabs');
    expect(await turn).toMatchObject({ outcome: 'completed', summary: 'End.' });
    const heard = world.model.requests.filter(({ body }) => JSON.stringify(body).includes('Use tabs'));
    expect(heard[0]?.step).toBe(1);
  });

  test('a message said while the model finishes belongs to the turn, which waits for its answer', async () => {
    world = await claudeWorld({
      go: [{ acts: [{ say: 'A last word.' }], faults: [{ fault: 'slow', ms: 150 }] }, { say: 'And the answer.' }],
    });
    const session = await world.start();
    const turn = session.prompt(goal('go'));
    await until(() => told('text').length > 0);
    session.steer('One more thing');
    expect(await turn).toMatchObject({ summary: 'And the answer.' });
    expect(told('turn-ended')).toHaveLength(1);
  });

  test('a turn is stopped at once, in a tool, in an answer and in a question of the gate, and the next one works', async () => {
    world = await claudeWorld({
      tool: [{ shell: 'timeout 60 tail -f /dev/null' }],
      answer: [{ acts: [{ say: 'Never' }], faults: [{ fault: 'hang' }] }],
      held: [{ shell: 'touch app/held' }],
      next: [{ say: 'Still here.' }],
    });
    world.permission = (call) =>
      call.input.command === 'touch app/held' ? new Promise(() => undefined) : Promise.resolve({ kind: 'allow' });
    const session = await world.start();
    for (const [at, name] of ['tool', 'answer', 'held'].entries()) {
      const turn = session.prompt(goal(name, `ins_${at}`));
      await until(() => world.model.requests.some(({ scenario }) => scenario === name));
      await sleep(700);
      const began = performance.now();
      session.cancelTurn();
      expect(await turn).toEqual({ outcome: 'interrupted', summary: 'Stopped' });
      // Long before the factory would lose patience and end the process; 20 to 70 ms where nothing else runs.
      expect(performance.now() - began).toBeLessThan(3000);
    }
    expect(await session.prompt(goal('next'))).toMatchObject({ outcome: 'completed', summary: 'Still here.' });
    expect(() => world.read('app/held')).toThrow();
  });

  test('success is what is no error: a refused key fails the turn, and limits are told', async () => {
    world = await claudeWorld({
      refused: [{ acts: [{ say: 'x' }], faults: Array.from({ length: 9 }, () => REFUSED) }],
      busy: [{ acts: [{ say: 'At last.' }], faults: [{ fault: 'status', status: 429, retryAfter: 1 }] }],
    });
    const session = await world.start();
    expect(await session.prompt(goal('refused', 'ins_1'))).toMatchObject({ outcome: 'failed' });
    const began = Date.now();
    expect(await session.prompt(goal('busy', 'ins_2'))).toMatchObject({ outcome: 'completed', summary: 'At last.' });
    const [limit] = told('limit');
    expect(limit).toMatchObject({ kind: 'retry', message: expect.stringContaining('429') as string });
    expect(limit?.retryAt).toBeGreaterThan(began);
  });

  test('each turn tells what it used itself', async () => {
    world = await claudeWorld({ go: [{ say: 'One.' }], more: [{ say: 'Two.' }] });
    const session = await world.start();
    await session.prompt(goal('go', 'ins_1'));
    await session.prompt(goal('more', 'ins_2'));
    const [first, second] = told('usage');
    expect(second).toEqual(first);
    expect(first?.costUsd).toBeGreaterThan(0);
  });

  test("the person's login is used where it is, and goes nowhere else", async () => {
    world = await claudeWorld({ go: [{ say: 'Logged in.' }] });
    const claudeAiOauth = {
      ...{ accessToken: TOKEN, refreshToken: `${TOKEN}-refresh`, expiresAt: Date.now() + 8 * 3600 * 1000 },
      ...{ scopes: ['user:inference', 'user:profile'], subscriptionType: 'max' },
    };
    mkdirSync(join(world.home, '.claude'));
    writeFileSync(join(world.home, '.claude/.credentials.json'), JSON.stringify({ claudeAiOauth }));
    writeFileSync(
      join(world.home, '.claude/settings.json'),
      '{"disableAllHooks":true,"permissions":{"allow":["Bash"]}}',
    );
    const session = await world.start({ login: true });
    expect(await session.prompt(goal('go'))).toMatchObject({ summary: 'Logged in.' });
    expect(world.model.requests.at(-1)?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    await session.end();
    const holding = readdirSync(world.root, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('/.git/'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file, 'utf8').includes(TOKEN));
    expect(holding).toEqual([join(world.home, '.claude/.credentials.json')]);
  });

  test('the key of the person is in no environment that a tool can see', async () => {
    const look = 'env; tr "\\0" "\\n" < /proc/$PPID/environ; tr "\\0" " " < /proc/$PPID/cmdline; cat /proc/$PPID/fd/3';
    world = await claudeWorld({ go: [{ shell: look }] });
    await (await world.start()).prompt(goal('go'));
    expect(world.model.requests.at(-1)?.headers['x-api-key']).toBe(KEY);
    expect(world.model.results('go')[0]).toContain('CLAUDE_CONFIG_DIR');
    expect(world.model.results('go').join()).not.toContain(KEY);
    expect(JSON.stringify(world.events)).not.toContain(KEY);
  });
});
