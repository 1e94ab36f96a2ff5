import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ThreadId } from '../../core/ids.ts';
import type { Thread } from '../../core/model/thread.ts';
import { placeOfLink } from './deep-link.ts';

const threads = [{ thread: ThreadId.parse('thr_a'), number: 12 } as Thread];

test('a link leads to a thread by its number, or to a page', () => {
  expect(placeOfLink('teatree://thread/12', threads)).toEqual({ view: 'thread', thread: 'thr_a' });
  expect(placeOfLink('teatree://inbox/', threads)).toEqual({ view: 'inbox' });
});

test('whatever else a link says leads nowhere', () => {
  for (const link of [
    'thread/13',
    'thread/12/land',
    'thread/12?land=1',
    'thread/0012',
    'land/12',
    'thread',
    'inbox/1',
    '--x',
  ])
    expect([link, placeOfLink(`teatree://${link}`, threads)]).toEqual([link, undefined]);
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const link of [`teatree:${text}`, `teatree://${text}`, `teatree://thread/${text}`, text]) {
        const place = placeOfLink(link, threads);
        if (place) expect(Object.keys(place).sort()).toEqual(place.view === 'thread' ? ['thread', 'view'] : ['view']);
      }
    }),
  );
});
