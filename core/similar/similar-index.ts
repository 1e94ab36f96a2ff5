import { expectedShare } from './everyday-words.ts';
import { gramsOf } from './grams.ts';
import { createPostings } from './postings.ts';
import type { Fields } from './postings.ts';
import { subjectsOf } from './related-words.ts';
import { pathTerms, termsOf } from './terms.ts';
import type { Term, Terms } from './terms.ts';
import { commonTerms, explain } from './why.ts';
import type { Common } from './why.ts';

/** What a piece of work is about, as its person or its source put it. */
export type Topic = { readonly title: string; readonly body: string; readonly paths?: readonly string[] };

export type Similar = {
  readonly id: string;
  /** 0 nothing in common … 1 the same text. */
  readonly score: number;
  readonly common: Common;
  /** The same in words, quoted. */
  readonly why: string;
};

export type SimilarIndex = {
  /** A topic that is there already is replaced. */
  readonly add: (id: string, topic: Topic) => void;
  readonly remove: (id: string) => void;
  readonly size: () => number;
  /** The most similar first; `except` is not among them. */
  readonly query: (topic: Topic, options: { readonly k: number; readonly except?: string }) => readonly Similar[];
};

/** Of hostile or endless texts only so much is read, in characters. */
const titleLimit = 500;
const bodyLimit = 8000;
const pathLimit = 100;

/** How much each way of looking at two texts counts. Names and paths are in the words already: this is on top. */
const weights = { words: 1, grams: 0.7, subjects: 0.5, names: 0.2, paths: 0.2 };

/**
 * Where a text has subjects, having them in common raises the score of all that is near. This takes it back where it says
 * little: on the development pairs 0.1, 0.2 and 0.3 are right as often as by words and spelling alone.
 */
const sharpness = 1.4;

type View = keyof typeof weights;
const views = ['words', 'grams', 'subjects', 'names', 'paths'] as const satisfies readonly View[];

/**
 * Finds what is about the same thing, among topics that come and go. `prior` is of how many documents the built-in
 * expectations count against what the index holds.
 */
export function createSimilarIndex(prior = 50): SimilarIndex {
  const shelf = createShelf(prior);
  return {
    add(id, topic) {
      shelf.remove(id);
      shelf.add(id, bounded(topic));
    },
    remove: shelf.remove,
    size: () => shelf.topics.size,
    query(topic, { k, except }) {
      const asked = bounded(topic);
      return shelf.best(readTopic(asked), { k, except }).map(({ id, score }) => {
        const found = shelf.topics.get(id)?.topic ?? asked;
        const common = commonTerms(allTerms(asked), allTerms(found), shelf.rarity);
        return { id, score, common, why: explain(common) };
      });
    },
  };
}

function createShelf(prior: number) {
  const expected = { documents: prior, share: expectedShare };
  const seldom = { documents: prior, share: () => 0.01 };
  const often = { documents: prior, share: () => 0.05 };
  const postings = {
    words: createPostings({ terms: 40, smoothing: 0, prior: { ...expected, title: 8, body: 40 } }),
    grams: createPostings({ terms: 100, smoothing: 0, prior: { ...seldom, title: 40, body: 220 } }),
    subjects: createPostings({ terms: 40, smoothing: 20, prior: { ...often, title: 3, body: 10 } }),
    names: createPostings({ terms: 40, smoothing: 20, prior: { ...seldom, title: 1, body: 3 } }),
    paths: createPostings({ terms: 40, smoothing: 20, prior: { ...seldom, title: 1, body: 1 } }),
  };
  const topics = new Map<string, { readonly slot: number; readonly topic: Topic }>();
  const ids: (string | undefined)[] = [];
  const free: number[] = [];
  return {
    topics,
    rarity: postings.words.rarity,
    add(id: string, topic: Topic): void {
      const slot = free.pop() ?? ids.length;
      ids[slot] = id;
      topics.set(id, { slot, topic });
      const read = readTopic(topic);
      for (const view of views) postings[view].add(slot, read[view]);
    },
    remove(id: string): void {
      const held = topics.get(id);
      if (!held) return;
      const read = readTopic(held.topic);
      for (const view of views) postings[view].remove(held.slot, read[view]);
      ids[held.slot] = undefined;
      free.push(held.slot);
      topics.delete(id);
    },
    best(query: Record<View, Fields>, { k, except }: { readonly k: number; readonly except?: string | undefined }) {
      const scores = new Float64Array(ids.length);
      for (const view of views) postings[view].score(query[view], scores, weights[view]);
      const found: { id: string; score: number }[] = [];
      let atLeast = 0;
      for (let slot = 0; slot < scores.length; slot += 1) {
        const score = scores[slot] ?? 0;
        const id = score > atLeast ? ids[slot] : undefined;
        if (id === undefined || id === except) continue;
        const at = found.findLastIndex((other) => other.score >= score) + 1;
        found.splice(at, 0, { id, score });
        if (found.length > k) found.pop();
        if (found.length === k) atLeast = found.at(-1)?.score ?? 0;
      }
      const power = query.subjects.title.length + query.subjects.body.length > 0 ? sharpness : 1;
      const whole = weights.words + weights.grams;
      return found.map(({ id, score }) => ({ id, score: Math.min(1, score / whole) ** power }));
    },
  };
}

function bounded({ title, body, paths }: Topic): Topic {
  const kept = paths?.slice(0, pathLimit).map((path) => path.slice(0, titleLimit));
  return {
    title: title.slice(0, titleLimit),
    body: body.slice(0, bodyLimit),
    ...(kept && kept.length > 0 && { paths: kept }),
  };
}

function readTopic(topic: Topic): Record<View, Fields> {
  const title = termsOf(topic.title);
  const body = termsOf(topic.body);
  const paths = (topic.paths ?? []).flatMap(pathTerms);
  const both = (kind: keyof Terms) => ({ title: plain(title[kind]), body: plain(body[kind]) });
  const words = both('words');
  return {
    words,
    grams: { title: gramsOf(topic.title), body: gramsOf(topic.body) },
    subjects: { title: words.title.flatMap(subjectsOf), body: words.body.flatMap(subjectsOf) },
    names: both('names'),
    paths: { title: [], body: plain([...title.paths, ...body.paths, ...paths]) },
  };
}

const plain = (terms: readonly Term[]): readonly string[] => terms.map(({ term }) => term);

function allTerms(topic: Topic): Terms {
  const { words, names, paths } = termsOf(`${topic.title}\n${topic.body}`);
  return { words, names, paths: [...paths, ...(topic.paths ?? []).flatMap(pathTerms)] };
}
