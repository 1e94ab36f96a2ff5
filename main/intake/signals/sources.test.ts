import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RepoId } from '../../../core/ids.ts';
import type { Signal } from '../../../core/model/deciding/signal.ts';
import { sandbox } from '../../git/testing/sandbox.ts';
import { codeNotes } from './code-notes.ts';
import { newSignal } from './new-signal.ts';
import type { SignalDraft } from './new-signal.ts';
import { schedules } from './schedule.ts';
import type { SignalSource } from './source.ts';
import { watchedFolder } from './watched-folder.ts';

/** Looks, and takes up what was noticed as the factory does. */
function watcher(source: SignalSource) {
  const known = new Map<string, Signal>();
  return async (now = 1_800_000_000_000) => {
    const { there, gone } = await source.look({ known, now });
    for (const draft of there) known.set(draft.externalId, signalOf(draft));
    for (const id of gone) known.delete(id);
    return { there: there.map(({ title }) => title), gone };
  };
}

function signalOf(draft: SignalDraft): Signal {
  const signal = newSignal(draft);
  if (!signal.ok) throw new Error(signal.error.message);
  return signal.value;
}

test('a file in the folder is told once, again when it changes, and is over when it is gone', async () => {
  const { at } = sandbox();
  const look = watcher(watchedFolder(at('signals')));
  expect(await look()).toEqual({ there: [], gone: [] });
  writeFileSync(at('signals', 'a.md'), '# Crash on start\n\nSee src/a.ts and https://forge.test/1.\n');
  writeFileSync(at('signals', 'b.json'), '{"title":"Red build","kind":"red-check"}');
  writeFileSync(at('signals', 'c.json'), '{"name":"x"}');
  writeFileSync(at('signals', 'd.png'), 'x');
  mkdirSync(at('signals', 'e.md'));
  expect((await look()).there.sort()).toEqual(['Crash on start', 'Red build', 'c.json cannot be read as a signal']);
  expect(await look()).toEqual({ there: [], gone: [] });
  utimesSync(at('signals', 'a.md'), 5, 5);
  expect((await look()).there).toEqual(['Crash on start']);
  rmSync(at('signals', 'b.json'));
  expect(await look()).toEqual({ there: [], gone: ['b.json'] });
});

test('what the words name is read from them, and what would hide in them is shown', () => {
  const signal = signalOf({
    ...{ source: 'folder', externalId: 'a.md', revision: 1, kind: 'request', at: 1, actor: 'x', trust: 'outside' },
    ...{ title: 'Crash\u202e in  src/a.ts', body: 'See https://forge.test/a/b/issues/7, a/b#12 and main/x/../y.ts.' },
  });
  expect(signal).toMatchObject({
    ...{ title: 'Crash⟨U+202E⟩ in src/a.ts', paths: ['src/a.ts'] },
    refs: ['https://forge.test/a/b/issues/7', 'a/b#12'],
  });
});

test('an errand is told once per time, the last one that passed meanwhile, and nothing of before it was written', async () => {
  const start = new Date(2026, 10, 23, 8, 30).getTime();
  const errand = { name: 'deps', cron: '0 9 * * *', title: 'Look after the dependencies', body: '' };
  const look = watcher(schedules(() => [errand], start));
  expect((await look(start)).there).toEqual([]);
  expect((await look(new Date(2026, 10, 23, 9, 1).getTime())).there).toEqual(['Look after the dependencies']);
  expect((await look(new Date(2026, 10, 23, 9, 2).getTime())).there).toEqual([]);
  expect((await look(new Date(2026, 10, 27, 9, 2).getTime())).there).toEqual(['Look after the dependencies']);
  const broken = watcher(schedules(() => [{ ...errand, cron: '99 99 * * *' }], start));
  expect((await broken()).there).toEqual([]);
});

test('a note in the code of the default branch is one signal wherever it moves, and over when it is gone', async () => {
  const { at, commit, git } = sandbox();
  commit('clone', { 'a.ts': 'one\n// TODO: take the lock\n// TODOS are no notes\n', 'b.bin': '\0TODO\0' });
  git('clone', 'push', '-q', 'origin', 'HEAD:main');
  git('clone', 'fetch', '-q', 'origin');
  const repo = {
    ...{ id: RepoId.parse('rep_a'), name: 'a', path: at('clone'), remote: { name: 'origin', url: 'x' } },
    ...{ defaultBranch: 'main', config: {}, configSource: 'detected' as const },
  };
  const look = watcher(codeNotes(() => [repo]));
  expect(await look()).toEqual({ there: ['TODO: take the lock'], gone: [] });
  expect(await look()).toEqual({ there: [], gone: [] });
  commit('clone', { 'a.ts': 'one\ntwo\n\n// TODO: take the lock\n// FIXME later\n' });
  git('clone', 'push', '-q', 'origin', 'HEAD:main');
  expect(await look()).toEqual({ there: ['FIXME later'], gone: [] });
  commit('clone', { 'a.ts': 'one\n' });
  git('clone', 'push', '-q', 'origin', 'HEAD:main');
  expect((await look()).gone).toHaveLength(2);
});
