import { mkdirSync } from 'node:fs';
import { InstructionId, RepoId, ThreadId } from '../core/ids.ts';
import type { FactoryEvent } from '../core/loop/event.ts';
import { openStore } from '../main/store/store.ts';
import { expect, test } from './app.ts';

const count = 700;
const by = { who: 'person', via: 'window' } as const;
const idOf = (n: number) => ThreadId.parse(`thr_n${String(n)}`);

function finished(n: number): readonly FactoryEvent[] {
  const thread = idOf(n);
  const instruction = { id: InstructionId.parse(`ins_n${String(n)}`), kind: 'goal', text: 'Rename it' } as const;
  const harness = { id: 'recipe', config: {} };
  const brief = {
    thread,
    title: `Rename part ${String(n)}`,
    goal: 'Rename it',
    repos: [RepoId.parse('rep_a')],
    harness,
  };
  return [
    { type: 'thread.created', thread, number: n, brief, instruction },
    { type: 'thread.dropped', thread, reason: 'not needed', by },
  ];
}

test('of many finished threads each is found by link, in the window and beside it', async ({ desk }) => {
  mkdirSync(desk.dataFolder, { recursive: true });
  const store = await openStore(desk.dataFolder, Date.now);
  store.journal.append(Date.now(), Array.from({ length: count }, (_, at) => finished(at + 1)).flat());
  store.journal.load();
  store.close();

  const app = await desk.launch();
  const recent = await app.call('app.snapshot', { recent: true });
  expect(recent.ok && [recent.value.threads.length, recent.value.older]).toEqual([200, count + 1]);
  await app.call('app.show', { link: 'teatree://thread/2' });
  await expect(app.window.getByRole('heading', { level: 1, name: /^Rename part 2 / })).toBeVisible();
  const whole = await app.call('app.snapshot', {});
  expect(whole.ok && whole.value.threads.map(({ number }) => number)).toEqual(
    Array.from({ length: count }, (_, at) => at + 1),
  );
  expect(await app.call('threads.message', { thread: idOf(1), text: 'Go on' })).not.toMatchObject({
    error: { code: 'thread-not-found' },
  });
  const list = desk.cli('thread', 'list', '--all');
  expect([1, 450, count].map((n) => list.includes(`Rename part ${String(n)}`))).toEqual([true, true, true]);
});
