import { expect, test } from 'vitest';
import { sameness } from './same.ts';

const verdict = (a: readonly [string, string], b: readonly [string, string]) =>
  sameness({ title: a[0], body: a[1] }, { title: b[0], body: b[1] }).verdict;

test('the same text but for spaces, case and invisible characters is identical', () => {
  expect(verdict(['Login fails at  night', 'Every night.'], ['login fails at night ', 'Every\n night.\u200b'])).toBe(
    'identical',
  );
});

test('likeness alone never makes two texts identical', () => {
  const body = 'It crashes when the file is larger than 2 GB and the disk is nearly full.';
  expect(verdict(['Crash in read_header', body], ['Crash in write_header', body])).toBe('candidate');
  expect(verdict(['Uploads hang', body], ['Uploads hang', `${body} On macOS.`])).toBe('candidate');
  expect(verdict(['Crash', ''], ['Crash', ''])).not.toBe('identical');
});

test('two pieces of work on one ticket are identical, however they are worded', () => {
  const ticket = 'https://git.example/team/api/issues/12';
  expect(verdict(['Log-in', `Fixes ${ticket}`], ['Sessions end early', `${ticket}\n\nThey should not.`])).toBe(
    'identical',
  );
});

test.each([
  [
    'one mentions the ticket in passing',
    'Fixes https://git.example/a/b/issues/12',
    'Depends on https://git.example/a/b/issues/12',
  ],
  [
    'both mention it in passing',
    'See https://git.example/a/b/issues/12',
    'After https://git.example/a/b/issues/12 landed',
  ],
  ['the tickets differ', 'https://git.example/a/b/issues/12', 'https://git.example/a/b/issues/13'],
  [
    'one of them is about two tickets',
    'https://git.example/a/b/issues/12',
    'https://git.example/a/b/issues/12\nhttps://git.example/a/b/issues/13',
  ],
  ['the page is no ticket', 'https://docs.example/guide/start', 'https://docs.example/guide/start'],
])('%s: that proves nothing', (_case, a, b) => {
  expect(verdict(['Rename the field', a], ['Sort the orders', b])).not.toBe('identical');
});

test('texts with nothing telling in common are different', () => {
  expect(verdict(['Uploads of large files hang', 'over 2 GB'], ['Explain single sign-on', 'in the guide'])).toBe(
    'different',
  );
});

test('the order of the two changes neither score nor verdict', () => {
  const a = { title: 'Login fails', body: 'The token expired, see src/auth.ts.' };
  const b = { title: 'Expired tokens break the login of everybody', body: '' };
  const [there, back] = [sameness(a, b), sameness(b, a)];
  expect(there.score).toBeCloseTo(back.score, 12);
  expect(there.verdict).toBe(back.verdict);
});
