import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ReviewId } from '../../../../core/ids.ts';
import { isAlive } from '../../../../core/model/run.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { isOver } from '../../../../core/model/review/review.ts';
import { person } from '../../../../core/loop/testing/story.ts';
import { factoryWorld, thread } from '../../testing/factory-world.ts';
import { fakeHarness } from '../../testing/fake-harness.ts';
import type { Script, Turn } from '../../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(() => world.close());

const done = { outcome: 'completed', summary: 'done' } as const;
const never: Script = () => new Promise(() => undefined);
const review = ReviewId.parse('rvw_one');

/** A thread whose maker committed a file of three lines, and a reviewer that does what the test says. */
async function underReview(script: Script) {
  world = factoryWorld();
  const maker = fakeHarness(async () => {
    world.box.commit(world.worktree(), { 'new.txt': 'one\ntwo\nthree\n' });
    return done;
  });
  const checker = fakeHarness(script);
  const opened = world.open([maker.harness, { ...checker.harness, id: 'checker' }]);
  await opened.begin();
  await opened.orchestrator.settled();
  const order = { id: review, harness: { id: 'checker', config: {} }, apart: 'harness' } as const;
  const ask = () => opened.orchestrator.dispatch({ type: 'review.request', thread, review: order, by: person });
  const cancel = () => opened.orchestrator.dispatch({ type: 'review.cancel', thread, review, by: person });
  return { ...opened, maker, checker, ask, cancel, order };
}

const states = (now: Thread) =>
  now.reviews[0]?.runs.map(({ state }) => (state.kind === 'ended' ? state.outcome : state.kind));
const shell = (turn: Turn, command: string, id = command) =>
  turn.start.callbacks.permission(
    { id, tool: 'shell', input: { command }, cwd: turn.start.repos[0]?.path ?? '' },
    { edit: false },
  );
const say = (turn: Turn, text: string) => turn.start.callbacks.onEvent({ type: 'text', text, delta: false });

test('a reviewer sees exactly the commits in a checkout of its own, and its findings become comments there', async () => {
  let seen = '';
  const { ask, orchestrator, read, checker, maker } = await underReview(async (turn) => {
    seen = readFileSync(join(turn.start.repos[0]?.path ?? '', 'new.txt'), 'utf8');
    say(turn, 'Two things.\n{"repo":"api","path":"new.txt","line":2,"severity":"high","title":"Wrong word"}');
    say(turn, '{"path":"api/new.txt","line":99,"title":"No end"}\n{"verdict":"change","summary":"Not yet."}');
    return done;
  });
  await ask();
  await orchestrator.settled();
  expect(seen).toBe('one\ntwo\nthree\n');
  expect(states(read())).toEqual(['succeeded']);
  expect(read().reviews[0]?.report).toMatchObject({ verdict: 'change', summary: 'Not yet.', findings: 2 });
  const [change] = read().changes;
  expect(read().comments).toMatchObject([
    {
      path: 'new.txt',
      line: 2,
      severity: 'high',
      title: 'Wrong word',
      commit: change?.head,
      author: { kind: 'run', review },
    },
    { path: 'new.txt', title: 'No end' },
  ]);
  expect(read().comments[1]?.line).toBeUndefined();
  const [start] = checker.starts;
  expect(start?.repos[0]?.path).not.toBe(maker.starts[0]?.repos[0]?.path);
  expect(start?.session).toBeUndefined();
  expect(existsSync(start?.workspace ?? '')).toBe(false);
  expect(await checker.living()).toBe(0);
  expect(read().runs).toHaveLength(1);
  expect(read().changes).toEqual([change]);
});

test('a review only reads, by its gate: shell writes, git and asks are denied, scratch is free', async () => {
  const answers: Record<string, string> = {};
  const { ask, orchestrator, read } = await underReview(async (turn) => {
    const { TMPDIR: scratch = '' } = turn.start.env;
    const tries = [
      'echo x > new.txt',
      'sed -i s/one/1/ new.txt',
      'git commit -qam x',
      'rm "$(cat list)"',
      'git diff HEAD~1 HEAD',
    ];
    for (const command of [...tries, `echo x > ${scratch}/notes`]) {
      const answer = await shell(turn, command);
      answers[command.replace(scratch, 'S')] = answer.kind === 'deny' ? answer.message : answer.kind;
    }
    say(turn, '{"verdict":"approve","summary":"Fine."}');
    return done;
  });
  await ask();
  await orchestrator.settled();
  expect(answers['echo x > new.txt']).toMatch(/REV1.*A review only reads.*Next: /);
  expect(answers['sed -i s/one/1/ new.txt']).toMatch(/REV1/);
  expect(answers['git commit -qam x']).toMatch(/REV1/);
  expect(answers['rm "$(cat list)"']).toMatch(/^Denied/);
  expect([answers['git diff HEAD~1 HEAD'], answers['echo x > S/notes']]).toEqual(['allow', 'allow']);
  expect(read().asks.filter(({ state }) => state.kind === 'open')).toEqual([]);
  expect(states(read())).toEqual(['succeeded']);
});

test('findings may come in a file of the scratch; a link there is not followed', async () => {
  const { ask, orchestrator, read } = await underReview(async (turn) => {
    const file = join(turn.start.env['TMPDIR'] ?? '', 'findings.jsonl');
    writeFileSync(file, '{"repo":"api","path":"new.txt","line":1,"title":"From a file"}\n');
    return done;
  });
  await ask();
  await orchestrator.settled();
  expect(read().comments).toMatchObject([{ title: 'From a file', line: 1 }]);
});

test('a reviewer that says nothing that can be read has failed, and its checkout is gone', async () => {
  const { ask, orchestrator, read, checker } = await underReview(async (turn) => {
    say(turn, 'Looks good to me!');
    return done;
  });
  await ask();
  await orchestrator.settled();
  expect(states(read())).toEqual(['failed']);
  expect(existsSync(checker.starts[0]?.workspace ?? '')).toBe(false);
  expect(read().asks.filter(({ state }) => state.kind === 'open')).toEqual([]);
});

test('a stopped review ends its processes and leaves the thread as it was', async () => {
  const { ask, cancel, until, orchestrator, read, checker } = await underReview(never);
  await ask();
  await until(() => checker.prompts() === 1);
  await cancel();
  await orchestrator.settled();
  expect(read().reviews[0]?.runs[0]?.state).toMatchObject({ outcome: 'interrupted', reason: 'The review was stopped' });
  expect([read().reviews.every(isOver), await checker.living()]).toEqual([true, 0]);
  expect(read().halt).toBeUndefined();
});

test('a factory that is closed under a review owes it again at the next start', async () => {
  let tries = 0;
  const first = await underReview(async (turn) => {
    tries += 1;
    if (tries === 1) return never(turn);
    say(turn, '{"verdict":"approve","summary":"Fine."}');
    return done;
  });
  await first.ask();
  await first.until(() => first.checker.prompts() === 1);
  await first.orchestrator.stop();
  expect(states(first.read())).toEqual(['orphaned']);
  const second = world.open([first.maker.harness, { ...first.checker.harness, id: 'checker' }], first.memory);
  await second.orchestrator.start();
  await second.until((now) => now.reviews.every(isOver));
  expect(states(second.read())).toEqual(['orphaned', 'succeeded']);
  expect(second.read().reviews[0]?.runs.some(isAlive)).toBe(false);
});
