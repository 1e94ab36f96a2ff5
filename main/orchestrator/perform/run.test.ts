import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { currentRun, openAsks } from '../../../core/model/thread.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { fail } from '../../../core/result.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import type { Script } from '../testing/fake-harness.ts';
import { memoryJournal } from '../testing/memory-journal.ts';

let world = factoryWorld();
afterEach(async () => {
  await world.close();
  vi.restoreAllMocks();
});

const never: Script = () => new Promise(() => undefined);
const done = { outcome: 'completed', summary: 'I changed everything' } as const;
const working = (run: ReturnType<typeof currentRun>) => run?.state.kind === 'working';

/** Commits a file in the worktree of the turn. */
const commits: Script = async () => {
  world.box.commit(world.worktree(), { 'new.txt': 'one\ntwo\n' });
  return done;
};

test('what a run changed is read from git, not taken from its word', async () => {
  world = factoryWorld();
  const { begin, orchestrator, read, outcomes } = world.open(fakeHarness(commits).harness);
  await begin();
  await orchestrator.settled();
  const head = world.box.head(world.worktree());
  expect(read().changes).toMatchObject([{ base: world.box.first, head, commits: 1, files: 1, added: 2, deleted: 0 }]);
  expect(outcomes()).toEqual([['succeeded', done.summary]]);
});

test('a run that says it is done and committed nothing asks the person', async () => {
  world = factoryWorld();
  const { begin, orchestrator, read } = world.open(fakeHarness(async () => done).harness);
  await begin();
  await orchestrator.settled();
  expect(openAsks(read())).toMatchObject([{ subject: { kind: 'stuck', code: 'no-changes' } }]);
});

test('a run whose changes cannot be read has not succeeded', async () => {
  world = factoryWorld();
  const unread = { readChanges: () => Promise.reject(new Error('The folder is gone')) };
  const { begin, orchestrator, outcomes } = world.open(fakeHarness(commits).harness, undefined, unread);
  await begin();
  await orchestrator.settled();
  expect(outcomes()).toEqual([['failed', 'What the run changed could not be read: The folder is gone']]);
});

test('a process that dies is a crash; the instruction is tried again and the person is asked after the third time', async () => {
  world = factoryWorld();
  const agent = fakeHarness((turn) => {
    turn.crash();
    return never(turn);
  });
  const { begin, orchestrator, read, outcomes } = world.open(agent.harness);
  await begin();
  await orchestrator.settled();
  expect(outcomes()).toEqual(Array(3).fill(['crashed', 'The agent died']));
  expect(openAsks(read())).toMatchObject([{ subject: { code: 'run-crashed' } }]);
  expect(await agent.living()).toBe(0);
});

test('an agent that died with what had started it is no crash of its own: it is begun again, however often that happens', async () => {
  world = factoryWorld();
  let tries = 0;
  const agent = fakeHarness(async (turn) => {
    tries += 1;
    if (tries < 4) throw new Error('The agent ended (exit code unknown)');
    return commits(turn);
  });
  const { begin, orchestrator, read, outcomes } = world.open(agent.harness);
  await begin();
  await orchestrator.settled();
  expect(outcomes().map(([outcome]) => outcome)).toEqual([...Array<string>(3).fill('orphaned'), 'succeeded']);
  expect(openAsks(read())).toEqual([]);
});

test('a stopped turn may end in order: it is cancelled, and the process is gone', async () => {
  world = factoryWorld();
  const agent = fakeHarness(async ({ cancelled }) => {
    await cancelled;
    return { outcome: 'interrupted', summary: 'stopped' };
  });
  const { begin, until, halt, orchestrator, outcomes } = world.open(agent.harness);
  await begin();
  await until((each) => working(currentRun(each)) && agent.prompts() === 1);
  await halt('stopped');
  await orchestrator.settled();
  expect(outcomes()).toEqual([['interrupted', 'The run was stopped']]);
  expect([agent.cancels(), await agent.living()]).toEqual([1, 0]);
});

test('a turn that completed just as it was stopped has completed', async () => {
  world = factoryWorld();
  const agent = fakeHarness(async (turn) => {
    await turn.cancelled;
    return commits(turn);
  });
  const { begin, until, halt, orchestrator, outcomes } = world.open(agent.harness);
  await begin();
  await until(() => agent.prompts() === 1);
  await halt('stopped');
  await orchestrator.settled();
  expect(outcomes()).toEqual([['succeeded', done.summary]]);
});

test('a killed run is not asked: its tree is gone within two seconds, and its uncommitted edits are intact', async () => {
  world = factoryWorld();
  const agent = fakeHarness(never);
  const { begin, until, halt, orchestrator, read, outcomes } = world.open(agent.harness);
  await begin();
  await until(() => agent.prompts() === 1);
  appendFileSync(world.box.at(world.worktree('a.txt')), 'edited\n');
  const began = Date.now();
  await halt('killed');
  while ((await agent.living()) > 0) {
    expect(Date.now() - began).toBeLessThan(2000);
    await sleep(10);
  }
  await orchestrator.settled();
  expect(outcomes()).toEqual([['interrupted', 'The run was killed. Uncommitted work is saved as checkpoint 1']]);
  expect(agent.cancels()).toBe(0);
  expect(read().changes).toMatchObject([{ uncommitted: ['a.txt'] }]);
});

test.runIf(process.platform === 'linux')(
  'a kill is not called proven while somebody listens on a port of its thread: which one and who is said, and nobody else is ended',
  async () => {
    world = factoryWorld();
    const agent = fakeHarness(never);
    const { begin, until, halt, orchestrator, read, outcomes } = world.open(agent.harness);
    await begin();
    await until(() => agent.prompts() === 1);
    const { workspace } = read();
    const port = workspace.kind === 'ready' ? workspace.ports.first + 3 : 0;
    const listen = `require('net').createServer().listen(${String(port)}, '127.0.0.1', () => console.log('up'))`;
    const stranger = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void stranger.kill('SIGKILL'));
    await new Promise((resolve) => stranger.stdout.once('data', resolve));
    await halt('killed');
    await orchestrator.settled();
    const said = `1 port of its own still listened on, ${String(port)} by node (${String(stranger.pid)})`;
    expect(outcomes()).toEqual([['interrupted', expect.stringContaining(said) as string]]);
    expect([await agent.living(), stranger.exitCode]).toEqual([0, null]);
  },
);

test('a run that is killed while it starts is never prompted, and what it started is gone', async () => {
  world = factoryWorld();
  const agent = fakeHarness(commits, { ready: new Promise(() => undefined) });
  const { begin, until, halt, orchestrator, outcomes } = world.open(agent.harness);
  await begin();
  await until(() => agent.starts.length === 1);
  const began = Date.now();
  await halt('killed');
  await orchestrator.settled();
  expect(Date.now() - began).toBeLessThan(4000);
  expect(outcomes()).toEqual([['interrupted', 'The run was killed']]);
  expect([agent.prompts(), await agent.living()]).toEqual([0, 0]);
});

test('closing Teatree orphans the run, and the next start resumes its session', async () => {
  world = factoryWorld();
  const agent = fakeHarness(never);
  const first = world.open(agent.harness);
  await first.begin();
  await first.until(() => agent.prompts() === 1);
  await first.orchestrator.stop();
  expect(first.outcomes()).toEqual([['orphaned', 'Teatree was closed']]);
  expect(await agent.living()).toBe(0);
  const second = world.open(agent.harness, first.memory);
  await second.orchestrator.start();
  await second.until(() => agent.prompts() === 2);
  expect(agent.starts.map((start) => start.session)).toEqual([undefined, 'session-1']);
});

test('a turn that is sent again says that it was cut off, which calls had been made, and what of them stands in git', async () => {
  world = factoryWorld();
  const texts: string[] = [];
  const agent = fakeHarness(async (turn) => {
    texts.push(turn.instruction.text);
    if (texts.length > 1) {
      world.box.git(world.worktree(), 'add', 'half.txt');
      return commits(turn);
    }
    const { onEvent, permission } = turn.start.callbacks;
    const make = async (id: string, command: string) => {
      const call = { id, tool: 'shell', input: { command }, cwd: world.worktreePath() };
      onEvent({ type: 'tool-call', call });
      return permission(call);
    };
    await make('c1', 'echo once >> counted.txt');
    onEvent({ type: 'tool-result', call: 'c1', ok: true, summary: 'Wrote', durationMs: 1 });
    await make('c2', 'git push --force origin main');
    await make('c3', 'npm run deploy');
    world.box.commit(world.worktree(), { 'first.txt': 'x' });
    world.box.write(world.worktree('half.txt'), 'x');
    turn.crash();
    return never(turn);
  });
  const { begin, orchestrator, outcomes, read } = world.open(agent.harness);
  await begin();
  await orchestrator.settled();
  expect(outcomes().map(([outcome]) => outcome)).toEqual(['crashed', 'succeeded']);
  expect(texts[0]).not.toContain('cut off');
  expect(texts[1]).toContain('cut off before it was done: "The agent died');
  expect(texts[1]).toMatch(/- "echo once >> counted.txt" ended well\n- "npm run deploy" was under way/);
  expect(texts[1]).toMatch(/- api: 1 commit, the last is \w{10}; changed and not committed: "half\.txt"/);
  expect(texts[1]).not.toContain('push --force');
  expect(texts[1]).toMatch(/look before you repeat[^]*# Now\n\ng$/i);
  expect(read().runs.at(-1)?.brief).toBeDefined();
});

test('an end that the full disk refuses is recorded when there is room again', async () => {
  world = factoryWorld();
  const memory = memoryJournal();
  const { begin, orchestrator, outcomes, until } = world.open(
    fakeHarness(async (turn) => {
      memory.setFull(true);
      return commits(turn);
    }).harness,
    memory,
  );
  await begin();
  await until(() => memory.refused() > 0);
  expect(outcomes()).toEqual([['working']]);
  memory.setFull(false);
  await orchestrator.settled();
  expect(outcomes()).toEqual([['succeeded', done.summary]]);
});

test('a harness that cannot start is a failed run with its remedy', async () => {
  world = factoryWorld();
  const broken = { startHarness: async () => fail({ code: 'x', message: 'No such agent', next: 'Install it' }) };
  const { begin, orchestrator, outcomes } = world.open(fakeHarness(never).harness, undefined, broken);
  await begin();
  await orchestrator.settled();
  expect(outcomes()).toEqual([['failed', 'No such agent. Install it']]);
});

test('a question holds the turn over a pause, is asked anew, and its answer is what the person chose', async () => {
  world = factoryWorld();
  const answers: string[] = [];
  const agent = fakeHarness(async (turn) => {
    const question = { id: 'q1', text: 'Which?', options: ['this', 'that'] };
    const answer = await turn.start.callbacks.question(question).catch(() => 'no answer');
    answers.push(answer);
    return answer === 'that' ? commits(turn) : never(turn);
  });
  const { begin, until, halt, resume, orchestrator, read } = world.open(agent.harness);
  await begin();
  await until((each) => openAsks(each).length === 1);
  await halt('paused');
  await orchestrator.settled();
  await resume();
  await until((each) => each.asks.at(-1)?.generation === 2);
  const [ask] = openAsks(read());
  if (!ask) throw new Error('no ask');
  const answer = { kind: 'choose', text: 'that' } as const;
  await orchestrator.dispatch({ type: 'ask.answer', thread, ask: ask.id, generation: 2, answer, by: person });
  await orchestrator.settled();
  expect(answers).toEqual(['no answer', 'that']);
});

test('a stopped question is never answered with something the person did not say', async () => {
  world = factoryWorld();
  let answer: Promise<string> | undefined;
  const agent = fakeHarness((turn) => {
    answer = turn.start.callbacks.question({ id: 'q1', text: 'Which?', options: ['this'] });
    answer.catch(() => undefined);
    return never(turn);
  });
  const { begin, until, halt } = world.open(agent.harness);
  await begin();
  await until((each) => openAsks(each).length === 1);
  await halt('killed');
  await expect(answer).rejects.toThrow('The run was killed');
});
