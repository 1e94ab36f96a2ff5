import { expect, test } from 'vitest';
import { sandbox, value } from '../git/testing/sandbox.ts';
import { togetherChecker } from './check-together.ts';

test('two branches that merge cleanly and are green alone, and red together, are found', async () => {
  const box = sandbox();
  const lines = (first: string, last: string) => `${first}\n${'-\n'.repeat(20)}${last}\n`;
  box.commit('clone', { 'sum.sh': lines('a=1', 'b=1') });
  const branch = (name: string, text: string) => {
    box.git('clone', 'checkout', '-q', '-b', name, 'main');
    return box.commit('clone', { 'sum.sh': text }, name);
  };
  const one = branch('one', lines('a=2', 'b=1'));
  const two = branch('two', lines('a=1', 'b=2'));
  const fine = branch('fine', lines('a=0', 'b=1'));
  const broken = branch('broken', lines('a=1', 'b=9'));
  box.git('clone', 'checkout', '-q', 'main');
  const command = `grep '=' sum.sh > vars && . ./vars && test $((a + b)) -le 3`;
  const check = togetherChecker({ repo: box.clone, command, signal: new AbortController().signal });
  expect(value(await check(one, two))).toBe('red-together');
  expect(value(await check(fine, two))).toBe('green');
  expect(value(await check(one, broken))).toBe('red-alone');
  expect(await check(one, fine)).toMatchObject({ error: { code: 'conflict' } });
  expect(box.git('clone', 'worktree', 'list').split('\n')).toHaveLength(1);
  expect(box.git('clone', 'status', '--porcelain')).toBe('');
}, 60_000);
