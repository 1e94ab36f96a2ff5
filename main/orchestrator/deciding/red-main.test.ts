import { expect, test } from 'vitest';
import { RepoId } from '../../../core/ids.ts';
import type { Signal } from '../../../core/model/deciding/signal.ts';
import { ok } from '../../../core/result.ts';
import { sandbox } from '../../git/testing/sandbox.ts';
import { newSignal } from '../../intake/signals/new-signal.ts';
import { redMain } from './red-main.ts';

const green = 'green\n';

/** A clone whose only check looks for a word; a factory that looks at it is begun anew by `restart`. */
function world() {
  const { at, commit, git } = sandbox();
  const push = (text: string) => {
    commit('clone', { 'state.txt': text });
    git('clone', 'push', '-q', 'origin', 'HEAD:main');
  };
  push(green);
  const check = { name: 'state', command: 'grep -q green state.txt', timeoutSeconds: 20 };
  const repo = {
    ...{ id: RepoId.parse('rep_a'), name: 'a', path: at('clone'), remote: { name: 'origin', url: 'x' } },
    ...{ defaultBranch: 'main', config: { checks: [check] }, configSource: 'detected' as const },
  };
  const machine = { room: true };
  const begin = () =>
    redMain({
      ...{ repos: () => [repo], readConfig: () => Promise.resolve(ok(repo.config)), folder: at('red-main') },
      ...{ memory: at('red-main.json'), room: () => machine.room, signal: new AbortController().signal },
    });
  let source = begin();
  const known = new Map<string, Signal>();
  const look = async () => {
    const { there, gone } = await source.look({ known, now: 1 });
    for (const draft of there) {
      const signal = newSignal(draft);
      if (signal.ok) known.set(signal.value.externalId, signal.value);
    }
    for (const id of gone) known.delete(id);
    return [...known.values()].map(({ title, kind }) => `${kind}: ${title}`);
  };
  return { push, look, machine, ids: () => [...known.values()].map(({ id }) => id), restart: () => (source = begin()) };
}

const isRed = 'red-main: a is red on main: state';

test('a default branch that moved is checked when there is room; red is one signal, and the next green ends it', async () => {
  const { push, look, machine, ids } = world();
  expect(await look()).toEqual([]);
  push('red\n');
  machine.room = false;
  expect(await look(), 'nobody waits for it').toEqual([]);
  machine.room = true;
  expect(await look()).toEqual([isRed]);
  const [first] = ids();
  push('still red\n');
  expect(await look()).toEqual([isRed]);
  expect(ids(), 'the thread that works on it is not begun twice').toEqual([first]);
  push('green again\n');
  expect(await look()).toEqual([]);
  push('red once more\n');
  await look();
  expect(ids()).not.toEqual([first]);
});

test('a branch that went red shortly before the app was closed, or meanwhile, is found by the next start, once', async () => {
  const { push, look, restart, ids } = world();
  await look();
  await look();
  push('red\n');
  restart();
  expect(await look(), 'it was green when it was looked at last').toEqual([isRed]);
  const [first] = ids();
  restart();
  expect(await look(), 'looked at again, for that was not written down').toEqual([isRed]);
  push('still red\n');
  restart();
  expect(await look()).toEqual([isRed]);
  expect(ids()).toEqual([first]);
  push('green again\n');
  restart();
  expect(await look()).toEqual([]);
});
