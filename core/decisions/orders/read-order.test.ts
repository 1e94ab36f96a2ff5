import { expect, test } from 'vitest';
import { RepoId, ThreadId } from '../../ids.ts';
import { readOrder } from './read-order.ts';

const web = RepoId.parse('rep_web');
const infra = RepoId.parse('rep_infra');
const admin = RepoId.parse('rep_admin');
const api = RepoId.parse('rep_api');
const thread = ThreadId.parse('thr_seven');
const known = {
  repos: [
    ...[
      { id: web, name: 'web' },
      { id: infra, name: 'infra' },
    ],
    ...[
      { id: admin, name: 'web-admin' },
      { id: api, name: 'api' },
    ],
  ],
  threads: [{ thread, number: 7 }],
  sources: ['folder', 'ci', 'schedule'],
};
const never = { do: 'authority', of: 'drop', who: 'person' };

test.each([
  ['TODO notes in web are dismissed', { kind: 'todo', repo: web }, { do: 'dismiss' }],
  ['Dismiss todos in web-admin', { kind: 'todo', repo: admin }, { do: 'dismiss' }],
  ['anything about payments goes first', { words: ['payments'] }, { do: 'boost', points: 50 }],
  [
    'anything about payments and invoices is P1',
    { words: ['payments', 'invoices'] },
    { do: 'priority', priority: 'P1' },
  ],
  ['drop nothing in infra without asking', { repo: infra }, never],
  ['Never drop work in infra.', { repo: infra }, never],
  [
    'open signals of the nightly job in api with the claude harness',
    { kind: 'schedule', name: 'nightly', repo: api },
    { do: 'open', harness: 'claude' },
  ],
  ['red checks from ci belong to #7', { kind: 'red-check', source: 'ci' }, { do: 'attach', into: thread }],
  ['hold everything in src/billing/', { paths: ['src/billing/'] }, { do: 'hold' }],
  [
    'ignore requests from outside mentioning "rate limit"',
    { kind: 'request', trust: 'outside', words: ['rate', 'limit'] },
    { do: 'dismiss' },
  ],
  [
    'the rules may attach requests in web',
    { kind: 'request', repo: web },
    { do: 'authority', of: 'attach', who: 'rule' },
  ],
  ['ask me before linking threads in api', { repo: api }, { do: 'authority', of: 'link', who: 'person' }],
  ['red main in api is P0', { kind: 'red-main', repo: api }, { do: 'priority', priority: 'P0' }],
])('%s', (words, when, then) => {
  expect(readOrder(words, known)).toEqual({ when: { words: [], paths: [], ...when }, then, left: [] });
});

test.each([
  ['TODO notes in backend are dismissed', ['in', 'backend']],
  ['anything about payments or invoices goes first', ['about', 'payments', 'or', 'invoices']],
  ['red checks belong to #99', ['belong', '99']],
  ['dismiss todos but not on Fridays', ['but', 'not', 'on', 'Fridays']],
  ['dismiss and open todos', ['open']],
])('what is not understood of “%s” is named, never guessed', (words, left) => {
  expect(readOrder(words, known).left).toEqual(left);
});

test('a sentence that says nothing to do has nothing to do', () => {
  expect(readOrder('payments', known)).toMatchObject({ then: undefined, left: ['payments'] });
});
