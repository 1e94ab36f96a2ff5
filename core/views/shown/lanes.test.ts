import { expect, test } from 'vitest';
import { ThreadId } from '../../ids.ts';
import { createStory, ids } from '../../loop/testing/story.ts';
import { lanesOf } from './lanes.ts';
import type { Cells, Grouping } from './lanes.ts';

const [a, b, c] = ['thr_a', 'thr_b', 'thr_c'].map((id) => ThreadId.parse(id)) as [ThreadId, ThreadId, ThreadId];
const story = createStory();
story.begin();
const threads = new Map([
  [a, { ...story.thread(), repos: [ids.web] }],
  [b, { ...story.thread(), repos: [ids.web, ids.api] }],
  [c, { ...story.thread(), repos: [ids.api, ids.web] }],
]);
const none = { queued: [], working: [], 'needs-you': [], 'in-review': [], 'ready-to-land': [], landed: [] };
const cells: Cells = { ...none, queued: [c, a], working: [b] };

function lanes(grouping: Grouping) {
  return lanesOf(cells, grouping, { threads, repos: story.state.repos }).map(({ title, count, cells: of }) => ({
    ...{ title, count, queued: of.queued, working: of.working },
  }));
}

test('by repo a thread stands in the lane of each of its repos, in the order of the board', () => {
  expect(lanes('repo')).toEqual([
    { title: 'api', count: 2, queued: [c], working: [b] },
    { title: 'web', count: 3, queued: [c, a], working: [b] },
  ]);
});

test('by change set it stands once, with those that change the same repos in whatever order they land', () => {
  expect(lanes('change-set')).toEqual([
    { title: 'api + web', count: 2, queued: [c], working: [b] },
    { title: 'web', count: 1, queued: [a], working: [] },
  ]);
});
