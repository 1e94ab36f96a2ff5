import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InstructionId, ThreadId } from '../../core/ids.ts';
import type { Command } from '../../core/loop/command.ts';
import type { Entry } from '../../core/loop/event.ts';
import { ids, person, repo } from '../../core/loop/testing/story.ts';
import { openStore } from '../store/store.ts';
import { memoryJournal } from './testing/memory-journal.ts';
import { createWriter } from './writer.ts';

const addRepo = (id: typeof ids.api, name: string): Command => ({ type: 'repo.add', repo: repo(id, name) });
const create = (name: string): Command => ({
  type: 'thread.create',
  brief: {
    thread: ThreadId.parse(`thr_${name}`),
    title: name,
    goal: name,
    repos: [ids.api],
    harness: { id: 'recipe', config: {} },
  },
  instruction: { id: InstructionId.parse(`ins_${name}`), kind: 'goal', text: name },
});

function desk(told: (entries: readonly Entry[]) => void = () => undefined) {
  const memory = memoryJournal();
  let clock = 1000;
  return { ...memory, writer: createWriter(memory.journal, { now: () => (clock += 1), onRecorded: told }) };
}

test('commands that arrive together are decided one after the other and recorded in one commit', async () => {
  const { writer, commits } = desk();
  const results = await Promise.all([
    writer.dispatch(addRepo(ids.api, 'api')),
    writer.dispatch(create('one')),
    writer.dispatch(create('one')),
    writer.dispatch(create('two')),
  ]);
  expect(results.map((result) => (result.ok ? 'ok' : result.error.code))).toEqual(['ok', 'ok', 'thread-exists', 'ok']);
  expect(commits).toHaveLength(1);
  expect([...writer.state.threads.values()].map((thread) => thread.number)).toEqual([1, 2]);
  expect(writer.seq()).toBe(3);
});

test('each command is answered with exactly its own entries, after they are durable', async () => {
  const { writer, entries } = desk();
  const [, created, refused, halted, dropped] = await Promise.all([
    writer.dispatch(addRepo(ids.api, 'api')),
    writer.dispatch(create('one')),
    writer.dispatch(addRepo(ids.api, 'api')),
    writer.dispatch({ type: 'thread.halt', thread: ids.thread, halt: 'paused', by: person }),
    writer.dispatch({ type: 'thread.drop', thread: ids.thread, reason: 'r', by: person }),
  ]);
  expect(refused.ok).toBe(false);
  expect(created).toEqual({ ok: true, value: [entries()[1]] });
  expect(halted).toEqual({ ok: true, value: [entries()[2]] });
  expect(dropped).toEqual({ ok: true, value: [entries()[3]] });
});

test('a full disk leaves the state untouched, refuses every command of the batch, and work goes on when it is back', async () => {
  const told: Entry[] = [];
  const { writer, setFull, fold } = desk((entries) => told.push(...entries));
  await writer.dispatch(addRepo(ids.api, 'api'));
  await writer.dispatch(create('one'));
  const before = structuredClone(writer.state);
  setFull(true);
  const refused = await Promise.all([
    writer.dispatch(addRepo(ids.web, 'web')),
    writer.dispatch({ type: 'thread.drop', thread: ids.thread, reason: 'r', by: person }),
    writer.dispatch(create('two')),
    writer.dispatch({ type: 'repo.configure', repo: ids.api, config: { setup: 'x' } }),
    writer.dispatch({ type: 'repo.remove', repo: ids.api }),
  ]);
  expect(refused.map((result) => (result.ok ? 'ok' : result.error.code))).toEqual(Array(5).fill('journal-unwritable'));
  expect(structuredClone(writer.state)).toEqual(before);
  expect(writer.seq()).toBe(2);
  expect(told).toHaveLength(2);
  setFull(false);
  expect(await writer.dispatch(create('two'))).toMatchObject({ ok: true, value: [{ seq: 3 }] });
  expect(writer.state).toEqual(fold());
  writer.project();
});

test('a refusal that rests on facts which could not be recorded is not told as one', async () => {
  const { writer, setFull } = desk();
  setFull(true);
  const [first, second] = await Promise.all([
    writer.dispatch(addRepo(ids.api, 'api')),
    writer.dispatch(addRepo(ids.api, 'api')),
  ]);
  expect(first).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } });
  expect(second).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } });
});

test('a refusal alone needs no disk', async () => {
  const { writer, setFull, refused } = desk();
  setFull(true);
  expect(await writer.dispatch(create('one'))).toMatchObject({ ok: false, error: { code: 'repo-not-found' } });
  expect(refused()).toBe(0);
});

test('what listeners are told is folded already and comes in the order of the journal', async () => {
  const seen: number[] = [];
  const { writer } = desk((entries) => seen.push(...entries.map((entry) => entry.seq)));
  await Promise.all([writer.dispatch(addRepo(ids.api, 'api')), writer.dispatch(create('one'))]);
  await writer.dispatch(create('two'));
  expect(seen).toEqual([1, 2, 3]);
});

test('however commands interleave and whenever the disk is full, the state is what the journal adds up to', async () => {
  const deed = fc.record({ what: fc.nat(7), wait: fc.boolean(), full: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
      const { writer, setFull, fold, entries } = desk();
      const answers: Promise<readonly Entry[]>[] = [];
      for (const { what, wait, full } of deeds) {
        setFull(full && what % 2 === 0);
        const command = commands[what];
        if (!command) continue;
        const answer = writer.dispatch(command).then((result) => (result.ok ? result.value : []));
        answers.push(answer);
        if (wait) await answer;
      }
      const told = (await Promise.all(answers)).flat();
      expect(writer.state).toEqual(fold());
      expect(writer.seq()).toBe(entries().length);
      expect(told).toEqual(entries());
      setFull(false);
      writer.project();
    }),
    { numRuns: 150 },
  );
});

const commands: readonly Command[] = [
  addRepo(ids.api, 'api'),
  addRepo(ids.web, 'web'),
  create('one'),
  create('two'),
  { type: 'thread.halt', thread: ids.thread, halt: 'paused', by: person },
  { type: 'thread.resume', thread: ids.thread, by: person },
  { type: 'thread.drop', thread: ids.thread, reason: 'r', by: person },
  { type: 'repo.remove', repo: ids.web },
];

test('over the real journal: what was answered is there after a start, projected or not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'teatree-writer-'));
  const store = await openStore(folder, () => 1);
  const writer = createWriter(store.journal, { now: () => 1, onRecorded: () => undefined });
  await Promise.all([writer.dispatch(addRepo(ids.api, 'api')), writer.dispatch(create('one'))]);
  writer.project();
  await writer.dispatch(create('two'));
  store.close();
  const again = await openStore(folder, () => 1);
  expect(again.journal.load()).toEqual({ state: writer.state, seq: 3 });
  again.close();
});

test('a pause that could not be recorded does not hold', async () => {
  const { writer, setFull } = desk();
  const pause: Command = { type: 'gate.pause', target: { kind: 'everything' }, until: undefined, by: person };
  setFull(true);
  expect(await writer.dispatch(pause)).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } });
  expect(writer.state.gate.pauses).toEqual([]);
  setFull(false);
  await writer.dispatch(pause);
  expect(writer.state.gate.pauses).toHaveLength(1);
});
