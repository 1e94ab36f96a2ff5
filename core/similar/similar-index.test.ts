import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSimilarIndex } from './similar-index.ts';
import type { Topic } from './similar-index.ts';

const topics: Readonly<Record<string, Topic>> = {
  login: { title: 'Login fails after the session expired', body: 'The token is refreshed too late in src/auth.ts.' },
  upload: { title: 'Uploads of large files hang', body: 'Anything beyond 2 GB never finishes.' },
  parser: { title: 'parseHTTPHeader drops folded lines', body: 'See E0277 and `read_header`.' },
  docs: { title: 'Explain how to log in', body: 'The guide does not mention single sign-on.' },
  cache: { title: 'Cache grows for ever', body: 'Entries are never evicted, memory is full after a day.' },
};

function filled(prior?: number) {
  const index = createSimilarIndex(prior);
  for (const [id, topic] of Object.entries(topics)) index.add(id, topic);
  return index;
}

const first = (title: string, body = '') => filled().query({ title, body }, { k: 1 })[0]?.id;

test('what is about the same thing is found in other words, spellings and places', () => {
  expect(first('Sessions that expire make the log-in fail')).toBe('login');
  expect(first('large uploads hanging')).toBe('upload');
  expect(first('Bad lines', 'http header parse: folded line dropped')).toBe('parser');
  expect(first('Compile error', 'error[E0277]: the trait bound is not satisfied')).toBe('parser');
  expect(first('broken', 'stack trace in src/auth.ts:40')).toBe('login');
  expect(first('cahce growing')).toBe('cache');
});

test.each([
  ['Wrong credential', '', 'login'],
  ['Deadlock, unresponsive', '', 'upload'],
  ['Stuck', 'frozen and unresponsive', 'upload'],
  ['Manual is outdated', 'and the tutorial too', 'docs'],
  ['Out of RAM', 'bloat', 'cache'],
])('“%s” is found by its subject where no word is in common, and said to be no more', (title, body, id) => {
  const [hit] = filled().query({ title, body }, { k: 1 });
  expect(hit).toMatchObject({ id, why: 'alike in spelling or subject, with no telling word in common' });
  expect(hit?.score).toBeLessThan(0.15);
});

test('what says it in the same words stands above what is only about the same subject', () => {
  const index = filled();
  index.add('said', { title: 'Credential refused', body: '' });
  const hits = index.query({ title: 'Wrong credential', body: '' }, { k: 2 });
  expect(hits.map((hit) => hit.id)).toEqual(['said', 'login']);
});

test('what stands in a title counts more than the same words in a body', () => {
  const index = createSimilarIndex();
  index.add('body', { title: 'Something else', body: 'the scheduler starves' });
  index.add('title', { title: 'The scheduler starves', body: 'something else' });
  expect(index.query({ title: 'scheduler starves', body: '' }, { k: 2 }).map(({ id }) => id)).toEqual([
    'title',
    'body',
  ]);
});

test('the same text scores 1, a foreign one nothing, and no topic finds itself when it is left out', () => {
  const index = filled();
  for (const [id, topic] of Object.entries(topics)) {
    const [best] = index.query(topic, { k: 1 });
    expect(best).toMatchObject({ id });
    expect(best?.score).toBeGreaterThan(0.9);
    expect(index.query(topic, { k: 9, except: id }).map((hit) => hit.id)).not.toContain(id);
  }
  expect(index.query({ title: 'ююю жжж', body: '' }, { k: 3 })).toEqual([]);
});

test('files that two pieces of work touch tell that they are near', () => {
  const index = filled();
  index.add('touching', { title: 'Rename a field', body: '', paths: ['web/src/orders/list.ts'] });
  const hits = index.query({ title: 'Sort orders', body: '', paths: ['web/src/orders/list.ts'] }, { k: 1 });
  expect(hits[0]).toMatchObject({ id: 'touching', why: expect.stringContaining('`web/src/orders/list.ts`') as string });
});

test('a hit says why, quoting what both name and the rarest of what both say', () => {
  const [hit] = filled().query({ title: 'Folded lines get lost', body: 'in read_header' }, { k: 1 });
  expect(hit?.why).toBe('both name `read_header` and speak of “folded” and “lines”');
});

test('an index that saw topics come, change and go answers as one that only ever held what is left', () => {
  const topic = fc.record({
    title: fc.array(fc.constantFrom('cache', 'login', 'upload', 'parser', 'E0277', 'queue', 'a/b.ts'), {
      maxLength: 4,
    }),
    body: fc.array(fc.constantFrom('full', 'slow', 'read_header', 'token', 'memory', 'retry'), { maxLength: 6 }),
  });
  const step = fc.record({ id: fc.constantFrom('1', '2', '3', '4', '5'), topic: fc.option(topic) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), topic, (steps, asked) => {
      const [lived, fresh] = [createSimilarIndex(), createSimilarIndex()];
      const left = new Map<string, Topic>();
      for (const { id, topic: given } of steps) {
        left.delete(id);
        if (given) left.set(id, text(given));
        if (given) lived.add(id, text(given));
        else lived.remove(id);
      }
      for (const [id, kept] of left) fresh.add(id, kept);
      const scores = (index: typeof lived) =>
        index
          .query(text(asked), { k: 9 })
          .map(({ id, score }) => `${id} ${score.toFixed(9)}`)
          .toSorted();
      expect(lived.size()).toBe(fresh.size());
      expect(scores(lived)).toEqual(scores(fresh));
    }),
    { numRuns: 50 },
  );
});

test('topics that were replaced hundreds of times leave nothing behind', () => {
  const index = filled();
  for (let time = 0; time < 500; time += 1)
    index.add('cache', { title: `Cache ${String(time)}`, body: 'grows for ever' });
  expect(index.size()).toBe(5);
  expect(index.query({ title: 'Cache 17', body: 'grows for ever' }, { k: 9 }).map(({ id }) => id)).toContain('cache');
});

test('a text made to be costly or to break a screen is read in part and quoted as words', () => {
  const index = createSimilarIndex();
  const nasty = `${'a_b::c/d.'.repeat(200_000)} \u001b[31m<script>alert(1)</script> constructor __proto__ ${'#1'.repeat(9999)}`;
  index.add('nasty', { title: nasty, body: nasty, paths: Array.from({ length: 5000 }, () => nasty) });
  const [hit] = index.query({ title: 'constructor __proto__ script', body: nasty }, { k: 1 });
  expect(hit?.why).not.toContain('\u001b');
  expect(hit?.why.length).toBeLessThan(600);
});

function text({ title, body }: { readonly title: readonly string[]; readonly body: readonly string[] }): Topic {
  return { title: title.join(' '), body: body.join(' ') };
}
