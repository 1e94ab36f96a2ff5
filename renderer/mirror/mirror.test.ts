import { unheld } from '../../core/loop/admission.ts';
import { noGauges } from '../../core/loop/limits/gauges.ts';
import { expect, test } from 'vitest';
import { ThreadId, RepoId, InstructionId } from '../../core/ids.ts';
import type { Entry } from '../../core/loop/event.ts';
import { emptySeat } from '../../core/model/deciding/seat.ts';
import { emptyGate } from '../../core/model/gate.ts';
import { Settings } from '../../core/settings.ts';
import { emptyMirror, fromSnapshot, withEntries, withTold } from './mirror.ts';

const thread = ThreadId.parse('thr_1');
const created = (seq: number, id = thread): Entry => ({
  seq,
  at: seq * 1000,
  event: {
    type: 'thread.created',
    thread: id,
    number: 1,
    instruction: { id: InstructionId.parse('ins_1'), kind: 'goal', text: 'Rename it' },
    brief: {
      thread: id,
      title: 'Rename it',
      goal: 'Rename it',
      repos: [RepoId.parse('rep_1')],
      harness: { id: 'recipe', config: {} },
    },
  },
});
const dropped = (seq: number): Entry => ({
  seq,
  at: seq * 1000,
  event: { type: 'thread.dropped', thread, reason: 'not needed', by: { who: 'person', via: 'window' } },
});

test('entries fold into the maps in place and move the version once per batch', () => {
  const before = { ...emptyMirror(), seq: 4 };
  const after = withEntries(before, [created(5), dropped(6)]);
  expect(after?.factory).toBe(before.factory);
  expect([after?.seq, after?.version]).toEqual([6, 1]);
  expect(after?.factory.threads.get(thread)?.dropped?.reason).toBe('not needed');
});

test('a thread that changed is a new object, one that did not is the same', () => {
  const other = ThreadId.parse('thr_2');
  const first = withEntries(emptyMirror(), [created(1), created(2, other)]);
  const before = [first?.factory.threads.get(thread), first?.factory.threads.get(other)];
  const second = first && withEntries(first, [dropped(3)]);
  expect(second?.factory.threads.get(thread)).not.toBe(before[0]);
  expect(second?.factory.threads.get(other)).toBe(before[1]);
});

test('a missing entry is noticed and nothing is folded', () => {
  const before = { ...emptyMirror(), seq: 4 };
  expect(withEntries(before, [created(5), dropped(7)])).toBeUndefined();
  expect(before.factory.threads.size).toBe(0);
});

test('what the snapshot holds already is not folded twice', () => {
  const before = { ...emptyMirror(), seq: 9 };
  expect(withEntries(before, [created(8), created(9)])).toBe(before);
});

test('a new snapshot replaces everything but what only this window knows', () => {
  const app = { version: '0.1.0', pid: 1, dataFolder: '/d', runtime: {}, windowed: true };
  const active = withTold(emptyMirror(), [{ kind: 'activity', activity: [{ thread, at: 1, line: 'npm test' }] }]);
  const empty = {
    repos: [],
    threads: [],
    orders: [],
    lessons: [],
    seat: emptySeat(),
    signals: [],
    gate: emptyGate(),
    limits: {},
    admission: unheld(3),
    gauges: noGauges,
    notices: [],
    policy: { hash: 'h', problems: [] },
  };
  const after = fromSnapshot(active, { ...empty, seq: 12, settings: Settings.parse({}), app });
  expect([after.phase, after.seq, after.activity.get(thread)?.line]).toEqual(['live', 12, 'npm test']);
});

test('of what is told beside entries the last counts, and where nothing is told nothing changes', () => {
  const before = emptyMirror();
  const settings = (wipLimit: number) => ({ kind: 'settings', settings: Settings.parse({ wipLimit }) }) as const;
  const after = withTold(before, [
    settings(4),
    { kind: 'activity', activity: [{ thread, at: 1, line: 'one' }] },
    settings(5),
    { kind: 'activity', activity: [{ thread, at: 2, line: 'two' }] },
  ]);
  expect([after.settings.wipLimit, after.activity.get(thread)?.line, after.version]).toEqual([
    5,
    'two',
    before.version,
  ]);
  expect(withTold(before, [])).toBe(before);
});
