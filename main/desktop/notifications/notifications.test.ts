import { beforeEach, expect, test, vi } from 'vitest';
import type { Entry } from '../../../core/loop/event.ts';
import { createStory, ids, person } from '../../../core/loop/testing/story.ts';
import type { Message, Notifier, Shown } from './notifier.ts';
import { notifications } from './notifications.ts';

const action = {
  ...{ call: 'c', tool: 'shell', title: 'git push origin <b>HEAD</b>', raw: '', cwd: '/w' },
  ...{ expanded: [], fingerprint: 'f' },
};
const gate = { kind: 'gate', action, rule: 'push', reason: 'r', risk: 'high', policy: 'p' } as const;

let now = 0;
let on = true;
let quietUntil: number | undefined;
const shown: { message: Message; previous: Shown | undefined; closed: boolean }[] = [];
const answered: unknown[] = [];
const places: unknown[] = [];
const unable = vi.fn();

const notifier: Notifier = {
  show: async (message, previous) => {
    const one = { message, previous, closed: false };
    shown.push(one);
    return { id: shown.length, close: () => void (one.closed = true) };
  },
};

function given(pick: () => Promise<Notifier> = async () => notifier) {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const { tell, hear } = notifications(pick, {
    enabled: () => on,
    quietUntil: () => quietUntil,
    show: (place) => void places.push(place),
    answer: (ask, answer) => void answered.push({ ask, answer }),
    unable,
    now: () => now,
  });
  let told = story.entries.length;
  const feed = async (): Promise<void> => {
    const entries: readonly Entry[] = story.entries.slice(told);
    told = story.entries.length;
    tell(entries, story.state);
    await new Promise((resolve) => setTimeout(resolve));
  };
  const asks = (n: number) =>
    story.report({ type: 'ask.opened', ask: ids.ask(n), thread: ids.thread, run: ids.run(1), subject: { ...gate } });
  const silence = async (kind?: 'quiet' | 'no-signal'): Promise<void> => {
    const heard = { thread: ids.thread, at: 0, line: 'x', ...(kind && { silence: { kind, suspended: false } }) };
    hear([heard], story.state);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { story, feed, asks, silence };
}

beforeEach(() => {
  now = 10_000;
  on = true;
  quietUntil = undefined;
  for (const list of [shown, answered, places]) list.length = 0;
  unable.mockClear();
});

test('a new ask is told with its action, can be answered there, and a click lands on its card', async () => {
  const { feed, asks } = given();
  asks(1);
  await feed();
  expect(shown).toHaveLength(1);
  const message = shown[0]?.message;
  expect(message).toMatchObject({ title: 'Needs approval: #1 Rename it', line: 'git push origin <b>HEAD</b>' });
  expect(message?.actions.map(({ label }) => label)).toEqual(['Approve once', 'Reject']);
  message?.onClick();
  message?.onAction('reject');
  expect(places).toEqual([{ view: 'thread', thread: ids.thread, tab: 'conversation' }]);
  expect(answered).toEqual([{ ask: { id: ids.ask(1), generation: 1 }, answer: { kind: 'reject', reason: '' } }]);
});

test('what comes within two seconds joins the same notification', async () => {
  const { feed, asks } = given();
  asks(1);
  await feed();
  now += 1500;
  asks(2);
  await feed();
  expect(shown).toHaveLength(2);
  expect(shown[1]).toMatchObject({ previous: { id: 1 }, message: { title: '2 need you', actions: [] } });
  now += 2500;
  asks(3);
  await feed();
  expect(shown[2]?.previous).toBeUndefined();
});

test('an answered ask takes its notification away', async () => {
  const { story, feed, asks } = given();
  asks(1);
  await feed();
  story.tell({
    type: 'ask.answer',
    thread: ids.thread,
    ask: ids.ask(1),
    generation: 1,
    answer: { kind: 'approve', scope: 'once' },
    by: person,
  });
  await feed();
  expect(shown[0]?.closed).toBe(true);
});

test('notifications can be switched off', async () => {
  on = false;
  const { feed, asks } = given();
  asks(1);
  await feed();
  expect(shown).toEqual([]);
});

test('in quiet hours nothing is shown; what still waits when they end is told as one', async () => {
  vi.useFakeTimers();
  const { story, feed, asks } = given();
  const fed = async () => {
    const done = feed();
    await vi.advanceTimersByTimeAsync(0);
    await done;
  };
  quietUntil = now + 60_000;
  for (const n of [1, 2, 3]) {
    asks(n);
    await fed();
  }
  story.tell({
    ...{ type: 'ask.answer', thread: ids.thread, ask: ids.ask(2), generation: 1, by: person },
    answer: { kind: 'approve', scope: 'once' },
  });
  await fed();
  expect(shown).toEqual([]);
  now += 60_000;
  quietUntil = undefined;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown.map(({ message }) => message.title)).toEqual(['2 need you']);
  vi.useRealTimers();
});

test('a system that shows none is mentioned once and breaks nothing', async () => {
  const { feed, asks } = given(async () => Promise.reject(new Error('no session bus')));
  asks(1);
  await feed();
  now += 5000;
  asks(2);
  await feed();
  expect(unable).toHaveBeenCalledOnce();
});

test('a run that gives no signal is told once per silence, and one that is only quiet is not', async () => {
  const { silence } = given();
  await silence('quiet');
  expect(shown).toEqual([]);
  await silence('no-signal');
  await silence('no-signal');
  expect(shown.map(({ message }) => message.title)).toEqual(['No signal: #1 Rename it']);
  shown[0]?.message.onClick();
  expect(places).toEqual([{ view: 'thread', thread: ids.thread, tab: 'conversation' }]);
  now += 60_000;
  await silence();
  await silence('no-signal');
  expect(shown).toHaveLength(2);
});
