import { expect, test } from 'vitest';
import { RepoId } from '../../../core/ids.ts';
import type { Signal } from '../../../core/model/deciding/signal.ts';
import { ok } from '../../../core/result.ts';
import { sandbox } from '../../git/testing/sandbox.ts';
import { newSignal } from '../../intake/signals/new-signal.ts';
import { redMain } from './red-main.ts';

test('a default branch that moved is checked when there is room; red is one signal, and the next green ends it', async () => {
  const { at, commit, git } = sandbox();
  const push = (text: string) => {
    commit('clone', { 'state.txt': text });
    git('clone', 'push', '-q', 'origin', 'HEAD:main');
  };
  push('green\n');
  const check = { name: 'state', command: 'grep -q green state.txt', timeoutSeconds: 20 };
  const repo = {
    ...{ id: RepoId.parse('rep_a'), name: 'a', path: at('clone'), remote: { name: 'origin', url: 'x' } },
    ...{ defaultBranch: 'main', config: { checks: [check] }, configSource: 'detected' as const },
  };
  let room = true;
  const source = redMain({
    ...{ repos: () => [repo], readConfig: () => Promise.resolve(ok(repo.config)), folder: at('red-main') },
    ...{ room: () => room, signal: new AbortController().signal },
  });
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
  expect(await look()).toEqual([]);
  push('red\n');
  room = false;
  expect(await look(), 'nobody waits for it').toEqual([]);
  room = true;
  expect(await look()).toEqual(['red-main: a is red on main: state']);
  push('still red\n');
  expect(await look()).toEqual(['red-main: a is red on main: state']);
  push('green again\n');
  expect(await look()).toEqual([]);
});
