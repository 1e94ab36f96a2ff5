import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { briefBudget } from '../../../core/brief/brief.ts';
import { currentRun } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { InstructionId } from '../../../core/ids.ts';
import { ok } from '../../../core/result.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { HarnessFailure } from '../../harness/harness-failure.ts';
import { shelfFor } from '../../skills/shelf.ts';
import { briefOffice } from '../brief/brief-office.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import type { Script } from '../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(() => world.close());

const done = { outcome: 'completed', summary: 'done' } as const;
const untilCancelled: Script = async ({ cancelled }) => {
  await cancelled;
  return { outcome: 'interrupted', summary: 'stopped' };
};

function named(id: string, script: Script, keepsAlive = false) {
  const fake = fakeHarness(script, { capabilities: { keepsAlive } });
  const harness = {
    ...fake.harness,
    id,
    start: async (options: Parameters<typeof fake.harness.start>[0]) => {
      const session = await fake.harness.start(options);
      return { ...session, session: options.session ?? `${id}-1` };
    },
  };
  return { ...fake, harness };
}

test('a fresh session is briefed, the brief is on record by its hash, and one that knows the thread is not', async () => {
  world = factoryWorld({ checks: [{ name: 'test', command: 'true', timeoutSeconds: 9 }] });
  const said: string[] = [];
  const agent = named('a', async ({ instruction }) => {
    said.push(instruction.text);
    world.box.commit(world.worktree(), { [`${String(said.length)}.txt`]: 'x' });
    return done;
  });
  world.box.commit('clone', { 'AGENTS.md': 'Use tabs. AKIAIOSFODNN7EXAMPLE1 is ours.' });
  world.box.git('clone', 'push', '-q', 'origin', 'main');
  const { begin, orchestrator, read } = world.open(agent.harness);
  await begin();
  await orchestrator.settled();
  const hash = currentRun(read())?.brief ?? '';
  const text = readFileSync(join(world.dataFolder, 'briefs', `${hash}.md`), 'utf8');
  expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
  expect(said[0]?.startsWith(text)).toBe(true);
  for (const part of ['> Use tabs.', 'check test: `true`', world.worktreePath(), 'Begin with the goal'])
    expect(said[0]).toContain(part);
  const instruction = { id: InstructionId.parse('ins_more'), kind: 'message', text: 'more' } as const;
  await orchestrator.dispatch({ type: 'thread.instruct', thread, instruction, by: person });
  await orchestrator.settled();
  expect(said[1]).toBe('more');
  expect(currentRun(read())?.brief).toBeUndefined();
});

test('a switch ends the turn in order, hands over, and switching back takes up the old session', async () => {
  world = factoryWorld();
  const told: string[] = [];
  const first = named('a', (turn) => {
    told.push(`a: ${turn.instruction.text}`);
    if (first.prompts() > 1) return Promise.resolve(done);
    world.box.commit(world.worktree(), { 'one.txt': '1' });
    turn.start.callbacks.onEvent({ type: 'plan', steps: [{ title: 'Write one', state: 'done' }] });
    turn.start.callbacks.onEvent({ type: 'text', text: 'One is there.', delta: false });
    return untilCancelled(turn);
  });
  const second = named('b', async ({ instruction }) => {
    told.push(`b: ${instruction.text}`);
    return done;
  });
  const { begin, until, orchestrator, read, outcomes } = world.open([first.harness, second.harness]);
  const turnTo = (id: string) =>
    orchestrator.dispatch({ type: 'thread.switch', thread, harness: { id, config: {} }, by: person });
  await begin();
  await until(() => first.prompts() === 1);
  await turnTo('b');
  await orchestrator.settled();
  expect(outcomes().map(([outcome]) => outcome)).toEqual(['interrupted', 'succeeded']);
  expect(read().runs[0]?.state).toMatchObject({ reason: expect.stringContaining('switched to b') as string });
  expect([first.cancels(), await first.living()]).toEqual([1, 0]);
  for (const part of ['Hand-over', '"Write one"', '> One is there.', 'ended as interrupted'])
    expect(told[1]).toContain(part);
  expect(second.starts[0]).toMatchObject({ session: undefined, workspace: first.starts[0]?.workspace });
  expect(read().runs[1]?.gate.provenAt).toBeDefined();

  await turnTo('a');
  const instruction = { id: InstructionId.parse('ins_back'), kind: 'message', text: 'go on' } as const;
  await orchestrator.dispatch({ type: 'thread.instruct', thread, instruction, by: person });
  await orchestrator.settled();
  expect(first.starts.map(({ session }) => session)).toEqual([undefined, 'a-1']);
  expect(told[2]).toMatch(/^a: ## Hand-over/);
  expect(told[2]).toContain('go on');
});

test('an agent that comes back is told what was decided and done meanwhile, and nothing that it knows', async () => {
  world = factoryWorld();
  const told: string[] = [];
  const first = named('a', async ({ instruction, start }) => {
    told.push(instruction.text);
    if (told.length > 1) return done;
    world.box.commit(world.worktree(), { 'one.txt': '1' }, 'Write one');
    start.callbacks.onEvent({ type: 'plan', steps: [{ title: 'The plan of a', state: 'active' }] });
    start.callbacks.onEvent({ type: 'text', text: 'Words of a.', delta: false });
    return done;
  });
  const second = named('b', async ({ start: { callbacks, workspace } }) => {
    const answer = await callbacks.question({ id: 'q', text: 'Which name?', options: [] });
    const push = { id: 'c', tool: 'shell', input: { command: 'git push --force origin main' }, cwd: workspace };
    expect([answer, (await callbacks.permission(push)).kind]).toEqual(['greet', 'deny']);
    world.box.commit(world.worktree(), { 'two.txt': '2' }, 'Write two');
    callbacks.onEvent({ type: 'text', text: 'Words of b.', delta: false });
    return done;
  });
  const { begin, until, orchestrator, read } = world.open([first.harness, second.harness]);
  const turnTo = (id: string) =>
    orchestrator.dispatch({ type: 'thread.switch', thread, harness: { id, config: {} }, by: person });
  const say = (id: string, text: string) =>
    orchestrator.dispatch({
      ...{ type: 'thread.instruct', thread, by: person },
      instruction: { id: InstructionId.parse(id), kind: 'message', text },
    });
  await begin();
  await orchestrator.settled();
  await turnTo('b');
  await say('ins_b', 'Write two as well');
  await until(({ asks }) => asks.length > 0);
  const [ask] = read().asks;
  if (!ask) throw new Error('Nothing was asked');
  const answer = { kind: 'choose', text: 'greet' } as const;
  await orchestrator.dispatch({ type: 'ask.answer', thread, ask: ask.id, generation: 1, answer, by: person });
  await orchestrator.settled();
  await turnTo('a');
  await say('ins_a', 'Go on');
  await orchestrator.settled();
  expect(read().runs.map(({ session }) => session)).toEqual(['a-1', 'b-1', 'a-1']);
  const news = told[1] ?? '';
  for (const part of [
    'since your last turn',
    '- asked "Which name?", the person answered "greet"',
    '- the person said: "Write two as well"',
    '- the gate denied "git push --force origin main"',
    '"Write two"',
    '> Words of b.',
    '# Now\n\nGo on',
  ])
    expect(news).toContain(part);
  for (const known of ['"Write one"', 'The plan of a', 'Words of a.', 'said: "Go on"'])
    expect(news).not.toContain(known);
});

test('a hand-over that did not reach the agent is given again', async () => {
  world = factoryWorld();
  const told: string[] = [];
  const first = named('a', async ({ instruction }) => {
    told.push(instruction.text);
    if (told.length === 1) world.box.commit(world.worktree(), { 'one.txt': '1' });
    return done;
  });
  const second = named('b', async () => {
    world.box.commit(world.worktree(), { 'two.txt': '2' }, 'Write two');
    return done;
  });
  let starts = 0;
  const failing = {
    ...first.harness,
    start: (options: Parameters<typeof first.harness.start>[0]) => {
      starts += 1;
      if (starts === 2) throw new HarnessFailure({ code: 'agent-died', message: 'It did not start' });
      return first.harness.start(options);
    },
  };
  const { begin, orchestrator, outcomes } = world.open([failing, second.harness]);
  let turns = 0;
  const turnTo = async (id: string) => {
    await orchestrator.dispatch({ type: 'thread.switch', thread, harness: { id, config: {} }, by: person });
    turns += 1;
    const instruction = { id: InstructionId.parse(`ins_${String(turns)}`), kind: 'message', text: 'Go on' } as const;
    await orchestrator.dispatch({ type: 'thread.instruct', thread, instruction, by: person });
    await orchestrator.settled();
  };
  await begin();
  await orchestrator.settled();
  for (const id of ['b', 'a', 'a']) await turnTo(id);
  expect(outcomes().map(([outcome]) => outcome)).toEqual(['succeeded', 'succeeded', 'failed', 'succeeded']);
  expect(told[1]).toContain('"Write two"');
});

test('what a person is shown before the first run is what its agent is given, by text and hash', async () => {
  world = factoryWorld({ checks: [{ name: 'test', command: 'true', timeoutSeconds: 9 }] });
  const agent = named('a', async () => {
    world.box.commit(world.worktree(), { 'one.txt': '1' });
    return done;
  });
  const { begin, orchestrator, read, memory } = world.open(agent.harness);
  const { state } = orchestrator;
  const { dataFolder } = world;
  const office = briefOffice({
    ...{ dataFolder, harnesses: [agent.harness], journal: memory.journal, transcripts: { read: () => [] } },
    skills: shelfFor(state, { skills: join(dataFolder, 'shipped-skills'), dataFolder }),
    repo: (id) => state.repos.get(id),
    threads: () => state.threads.values(),
    readConfig: (repo) => Promise.resolve(ok(repo.config)),
  });
  const seen: { none?: Thread; ready?: Thread } = {};
  orchestrator.subscribe(() => {
    const now = orchestrator.state.threads.get(thread);
    if (now?.workspace.kind === 'none') seen.none ??= now;
    if (now?.workspace.kind === 'ready') seen.ready ??= now;
  });
  await begin();
  await orchestrator.settled();
  const view = async (of: Thread | undefined) => {
    const answer = of && (await office.view(of));
    if (!answer?.ok) throw new Error('There is no brief');
    return answer.value;
  };
  const [early, late] = [await view(seen.none), await view(seen.ready)];
  expect(seen.ready?.runs).toEqual([]);
  expect(early.unknown).toContain('the commits to begin from');
  expect(early.text).toContain('a worktree of its own');
  const hash = currentRun(read())?.brief ?? '';
  expect(late).toMatchObject({ hash, unknown: [], budget: briefBudget });
  expect(late.text).toBe(readFileSync(join(world.dataFolder, 'briefs', `${hash}.md`), 'utf8'));
});

test('a program that waits between its turns is ended when the thread is given to another harness', async () => {
  world = factoryWorld();
  const first = named('a', async () => done, true);
  const { begin, orchestrator } = world.open([first.harness, named('b', async () => done).harness]);
  await begin();
  await orchestrator.settled();
  expect(await first.living()).toBe(1);
  await orchestrator.dispatch({ type: 'thread.switch', thread, harness: { id: 'b', config: {} }, by: person });
  await expect.poll(first.living).toBe(0);
});
