import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AskId, RepoId, ThreadId } from '../../ids.ts';
import type { Ask, AskState, AskSubject } from '../../model/ask.ts';
import type { Thread } from '../../model/thread.ts';
import type { Answered } from '../inbox.ts';
import { exported } from './export.ts';
import { filterHistory } from './filter.ts';
import type { HistoryFilter } from './filter.ts';
import { outcomeOf } from './outcome.ts';

const person = { who: 'person', via: 'window' } as const;
const dayMs = 86_400_000;
const now = 1_800_000_000_000;
const approve = { kind: 'approve', scope: 'once' } as const;

function gate(raw: string, rule = 'NET3'): AskSubject {
  const action = { call: 'c', tool: 'shell', title: raw, raw, cwd: '/', expanded: [raw], fingerprint: 'f' };
  return { kind: 'gate', action, rule, reason: 'why', risk: 'high', policy: 'p' };
}

function decided(n: number, subject: AskSubject, state: Exclude<AskState, { kind: 'open' }>): Answered {
  const thread = { thread: ThreadId.parse(`thr_${String(n)}`), number: n, title: `Work ${String(n)}` };
  const ask: Ask = {
    ...{ id: AskId.parse(`ask_${String(n)}`), thread: thread.thread, run: undefined, generation: 1 },
    ...{ subject, openedAt: state.at - 1000, state },
  };
  return {
    ask,
    thread: { ...thread, repos: [RepoId.parse(`rep_${String(n % 2)}`)] } as unknown as Thread,
    at: state.at,
  };
}

const answered = (
  answer: Extract<AskState, { kind: 'answered' }>['answer'],
  daysAgo = 0,
  by: typeof person | { who: 'factory'; via: 'rule' } = person,
) => ({ kind: 'answered', answer, by, at: now - daysAgo * dayMs }) as const;

const all = [
  decided(1, gate('npm install'), answered(approve)),
  decided(2, gate('git push', 'GIT2'), answered({ kind: 'reject', reason: 'Not yet' }, 2)),
  decided(3, gate('rm -rf x'), answered({ kind: 'approve', scope: 'always' }, 10)),
  decided(4, gate('curl x'), answered({ kind: 'reject', reason: '' }, 40, { who: 'factory', via: 'rule' })),
  decided(
    5,
    { kind: 'question', question: 'q', text: 'Which?', options: [] },
    answered({ kind: 'choose', text: 'The left' }),
  ),
  decided(6, gate('ls'), { kind: 'withdrawn', reason: 'the run ended', at: now }),
];
const found = (filter: HistoryFilter) => filterHistory(all, filter, now).map(({ thread }) => thread.number);

test('decisions are found by thread, repo, rule, outcome, time and words, and by all of them together', () => {
  expect(all.map(({ ask }) => outcomeOf(ask))).toEqual([
    'approved',
    'rejected',
    'allowed',
    'expired',
    'answered',
    'fell-away',
  ]);
  expect(found({})).toEqual([1, 2, 3, 4, 5, 6]);
  expect(found({ thread: ThreadId.parse('thr_3') })).toEqual([3]);
  expect(found({ repo: RepoId.parse('rep_0') })).toEqual([2, 4, 6]);
  expect(found({ rule: 'GIT2' })).toEqual([2]);
  expect(found({ outcome: 'expired' })).toEqual([4]);
  expect(found({ days: 7 })).toEqual([1, 2, 5, 6]);
  expect(found({ text: 'not YET' })).toEqual([2]);
  expect(found({ text: '#5' })).toEqual([5]);
  expect(found({ repo: RepoId.parse('rep_0'), days: 7, text: 'push' })).toEqual([2]);
});

test('no cell of a table begins like a formula, breaks out of its quotes, or hides a character', () => {
  const start = fc.constantFrom('=', '+', '-', '@', '\t=', ' =', '\r=', '＝', '"', '\n@', '', '|', '%');
  fc.assert(
    fc.property(start, fc.string(), (begin, rest) => {
      const row = decided(1, gate(`${begin}${rest}`), answered({ kind: 'reject', reason: `${begin}${rest}\u202e` }));
      const cells = cellsOf(exported([row], 'csv', new Map()));
      expect(cells).toHaveLength(26);
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]|\u202e/);
    }),
  );
});

test('each line of a JSON Lines file is one decision with exactly what was asked and said', () => {
  const text = exported([decided(7, gate('=cmd\n"x"'), answered({ kind: 'edit', command: 'ls' }))], 'jsonl', new Map());
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([
    { thread: 7, what: '=cmd\n"x"', outcome: 'changed and approved', said: 'ls', by: 'person', via: 'window' },
  ]);
});

/** As RFC 4180 reads a table whose cells are all quoted. */
function cellsOf(csv: string): readonly string[] {
  return [...csv.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));
}
