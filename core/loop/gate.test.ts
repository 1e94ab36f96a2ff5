import { expect, test } from 'vitest';
import { switchedOff } from '../gates/policy/switched.ts';
import { ThreadId } from '../ids.ts';
import { createStory, ids, person } from './testing/story.ts';

const other = ThreadId.parse('thr_other');

test('a pause of one thread holds for it alone, and ends by itself', () => {
  const story = createStory();
  story.begin();
  const target = { kind: 'thread', thread: ids.thread } as const;
  expect(story.tell({ type: 'gate.pause', target, until: 100, by: person }).ok).toBe(true);
  const { gate } = story.state;
  expect(switchedOff(gate, ids.thread, 99)?.everything).toBe(true);
  expect(switchedOff(gate, other, 99)?.everything).toBe(false);
  expect(switchedOff(gate, ids.thread, 100)).toBeUndefined();
});

test('pausing again replaces the pause, and resuming ends just that one', () => {
  const story = createStory();
  const all = { kind: 'everything' } as const;
  const rule = { kind: 'rule', rule: 'PK1' } as const;
  for (const until of [100, undefined]) story.tell({ type: 'gate.pause', target: all, until, by: person });
  story.tell({ type: 'gate.pause', target: rule, until: undefined, by: person });
  expect(story.state.gate.pauses).toMatchObject([{ target: all, until: undefined }, { target: rule }]);
  story.tell({ type: 'gate.resume', target: all, by: person });
  expect(story.state.gate.pauses).toMatchObject([{ target: rule }]);
  expect(story.tell({ type: 'gate.resume', target: all, by: person })).toMatchObject({
    ok: false,
    error: { code: 'not-paused' },
  });
});

test('the gate of a thread that is not there is not paused', () => {
  const target = { kind: 'thread', thread: other } as const;
  expect(createStory().tell({ type: 'gate.pause', target, until: undefined, by: person })).toMatchObject({ ok: false });
});
