import { expect, test } from 'vitest';
import { createStory, ids } from '../../loop/testing/story.ts';
import type { Standing } from '../board.ts';
import { facetsOf, filterOf, isFiltering, noFilter, toggled } from './filter.ts';
import type { BoardFilter, Card } from './filter.ts';

const story = createStory();
story.begin();
const { repos } = story.state;

function card(number: number, word: string, more: Partial<Card['thread']>): Card {
  const standing: Standing = { column: 'working', word, tone: 'working', reason: 'On the goal', since: 0 };
  return { thread: { ...story.thread(), goal: 'Do it', number, ...more }, standing };
}

const cards = [
  card(1, 'working', { title: 'Rename parseAmount', repos: [ids.api] }),
  card(12, 'checks failed', { title: 'Retry a webhook', repos: [ids.web], harness: { id: 'claude', config: {} } }),
  card(120, 'queued', { title: 'Rename the cart', repos: [ids.api, ids.web] }),
];

function numbers(patch: Partial<BoardFilter>): readonly number[] {
  const isShown = filterOf({ ...noFilter, ...patch }, repos);
  return cards.filter(isShown).map(({ thread }) => thread.number);
}

test('without a choice every card is shown, and it is not called a filter', () => {
  expect(numbers({})).toEqual([1, 12, 120]);
  expect([isFiltering(noFilter), isFiltering({ ...noFilter, text: '  ' })]).toEqual([false, false]);
});

test('a card is shown that has all words, wherever they stand, in any case', () => {
  expect(numbers({ text: 'RENAME' })).toEqual([1, 120]);
  expect(numbers({ text: 'rename web' })).toEqual([120]);
  expect(numbers({ text: 'checks webhook' })).toEqual([12]);
});

test('a number with its sign is that thread alone', () => {
  expect(numbers({ text: '#12' })).toEqual([12]);
});

test('of one part one choice is enough, of several parts each has to fit', () => {
  expect(numbers({ repos: [ids.web] })).toEqual([12, 120]);
  expect(numbers({ repos: [ids.web], states: ['queued', 'working'] })).toEqual([120]);
  expect(numbers({ harnesses: ['claude'] })).toEqual([12]);
});

test('what can be chosen is what the cards have, with how many, and a choice stays after its last card has gone', () => {
  const chosen = toggled(noFilter, 'states', 'landing');
  const facets = facetsOf(cards, chosen, repos);
  expect(facets.repos).toEqual([
    { value: ids.api, title: 'api', count: 2 },
    { value: ids.web, title: 'web', count: 2 },
  ]);
  expect(facets.states.find(({ value }) => value === 'landing')).toMatchObject({ count: 0 });
  expect(toggled(chosen, 'states', 'landing')).toEqual(noFilter);
});
