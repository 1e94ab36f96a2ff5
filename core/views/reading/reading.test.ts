import { expect, test } from 'vitest';
import { RunId } from '../../ids.ts';
import type { HarnessEvent } from '../../model/harness-event.ts';
import { createStory, ids } from '../../loop/testing/story.ts';
import { conversationOf } from '../conversation.ts';
import { addItem, emptyRows } from '../transcript.ts';
import { atDensity } from './density.ts';
import { rowsMarkdown, threadMarkdown } from './markdown.ts';
import { nextLandmark } from './places.ts';
import { findInRows } from './search.ts';

const call = (id: string, command: string): HarnessEvent => ({
  type: 'tool-call',
  call: { id, tool: 'shell', input: { command }, cwd: '/w' },
});
const result = (id: string, ok: boolean): HarnessEvent => ({
  ...{ type: 'tool-result', call: id, ok },
  ...{ summary: ok ? 'fine' : '1 failed', durationMs: 3 },
});

const events: readonly HarnessEvent[] = [
  { type: 'text', text: 'I look first.', delta: false },
  { type: 'thought', text: 'Hm, parseAmount.' },
  call('a', 'git grep parseAmount'),
  { type: 'tool-output', call: 'a', text: 'cart.ts: parseAmount\n```\nparseAmount' },
  result('a', true),
  call('b', 'npm test'),
  result('b', false),
  call('c', 'git push --force'),
  { type: 'permission', call: 'c', verdict: 'deny', rule: 'GIT1', reason: 'Others may have fetched it' },
  { type: 'text', text: 'All is **done**.', delta: false },
];

function told(said: readonly HarnessEvent[] = events) {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const into = emptyRows();
  said.forEach((event, index) => addItem(into, { seq: index + 1, at: 9000 + index, event }));
  return {
    thread: story.thread(),
    rows: conversationOf(story.thread(), new Map([[RunId.parse(ids.run(1)), into.rows]])),
  };
}

test('everything shows everything, normal leaves out thoughts, a summary what went well', () => {
  const { rows } = told();
  expect(atDensity(rows, 'everything')).toHaveLength(rows.length);
  expect(atDensity(rows, 'normal')).toHaveLength(rows.length - 1);
  const summary = atDensity(rows, 'summary');
  expect(summary.map(({ kind }) => kind)).toEqual([
    ...['instruction', 'run', 'folded', 'transcript', 'transcript', 'transcript'],
  ]);
  expect(summary[2]).toMatchObject({ actions: 1, remarks: 1 });
});

test('words are found where they stand, also in what a program printed, each as often as it is there', () => {
  const { rows } = told();
  const found = findInRows(rows, ' PARSEamount ');
  const tool = rows.findIndex((row) => row.kind === 'transcript' && row.row.kind === 'tool');
  expect(found.map(({ row }) => row)).toEqual([tool - 1, tool, tool, tool]);
  expect(findInRows(rows, '  ')).toEqual([]);
  expect(findInRows(rows, 'nowhere')).toEqual([]);
});

test('one jumps from failure to failure, both ways and round the end', () => {
  const { rows } = told();
  const first = nextLandmark(rows, 'failure', { from: 0, step: 1 }) ?? -1;
  const second = nextLandmark(rows, 'failure', { from: first, step: 1 }) ?? -1;
  expect([first, second].map((at) => rows[at])).toMatchObject([
    { row: { call: { id: 'b' } } },
    { row: { call: { id: 'c' } } },
  ]);
  expect(nextLandmark(rows, 'failure', { from: second, step: 1 })).toBe(first);
  expect(nextLandmark(rows, 'failure', { from: first, step: -1 })).toBe(second);
  expect(nextLandmark(rows, 'ask', { from: 0, step: 1 })).toBeUndefined();
});

test('a thread is copied as Markdown that nothing in it breaks out of', () => {
  const { thread, rows } = told();
  const text = threadMarkdown(thread, rows);
  expect(text).toContain('# Rename it (#1)\n\n**Goal**\n\n> Rename it');
  expect(text).toContain('- `git grep parseAmount`: done, fine\n\n````\ncart.ts: parseAmount\n```\nparseAmount\n````');
  expect(text).toContain('All is **done**.');
  const hostile = told([{ type: 'text', text: 'x\u001b]0;owned\u0007\u202ey', delta: false }]).rows;
  expect(rowsMarkdown(hostile)).toContain('x␛]0;owned␇⟨U+202E⟩y');
});
