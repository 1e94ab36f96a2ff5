import { expect, test } from 'vitest';
import { createStory, ids } from '../../loop/testing/story.ts';
import { containedWords, ungated } from './life.ts';

test('a run that acted without its gate marks the thread until another run starts', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  expect(ungated(story.thread())).toBeUndefined();
  story.report({
    ...{ type: 'run.ended', thread: ids.thread, run: ids.run(1), outcome: 'ungated' },
    reason: 'The canary was not asked about',
  });
  expect(ungated(story.thread())?.reason).toBe('The canary was not asked about');
});

test('contained and not contained are told apart by word, with the means or the reason', () => {
  const run = { contained: { kind: 'contained', by: 'bubblewrap' } } as never;
  expect(containedWords(run)).toEqual({ held: true, detail: 'by bubblewrap' });
  expect(containedWords({ contained: { kind: 'not-contained', reason: 'no user namespaces' } } as never)).toEqual({
    held: false,
    detail: 'no user namespaces',
  });
  expect(containedWords({} as never)).toBeUndefined();
});
