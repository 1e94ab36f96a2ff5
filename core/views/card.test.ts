import { expect, test } from 'vitest';
import { createStory } from '../loop/testing/story.ts';
import { checksPill, pillText, shortened, sizeOf } from './card.ts';

test('checks that ran on other commits do not vouch for these', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  expect(checksPill(story.thread())).toEqual({ kind: 'none-yet' });
  story.worked(1);
  story.checked(1, 'passed');
  expect(pillText(checksPill(story.thread()))).toBe('1 of 1 green');
  const [first, ...rest] = story.thread().changes;
  const moved = { ...story.thread(), changes: first ? [{ ...first, head: first.base }, ...rest] : [] };
  expect(checksPill(moved)).toEqual({ kind: 'stale' });
});

test('no checks is its own answer, neither green nor red', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'passed');
  const bare = {
    ...story.thread(),
    rounds: story.thread().rounds.map((round) => ({ ...round, planned: [], ended: [] })),
  };
  expect(pillText(checksPill(bare))).toBe('no checks');
});

test('the size of a change set is the sum over its repos', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  expect(sizeOf(story.thread())).toEqual({ commits: 2, files: 2, added: 2, deleted: 0 });
});

test('a title is cut by characters, never inside one', () => {
  expect(shortened('😀'.repeat(61), 60)).toBe(`${'😀'.repeat(59)}…`);
  expect(shortened('one\ntwo', 60)).toBe('one');
});
