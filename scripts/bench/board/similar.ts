// What it costs to keep an index of the board's threads and to look into it while somebody types, beside minisearch.
import MiniSearch from 'minisearch';
import { createSimilarIndex } from '../../../core/similar/similar-index.ts';
import type { Topic } from '../../../core/similar/similar-index.ts';
import { mulberry } from '../../../e2e/seeded.ts';
import { inventTopic, retold } from '../support/invented/invented-topics.ts';
import { timed } from '../support/measure.ts';

const threads = 10_000;
const queries = 300;
const k = 5;
/** Each query is asked so often, and every time counts. */
const rounds = 3;

const random = mulberry(6);
const topics = Array.from({ length: threads }, () => inventTopic(random));
const asked = Array.from({ length: queries }, (_, at) => {
  const about = Math.floor((at * threads) / queries);
  return { about: String(about), topic: retold(topics[about] ?? inventTopic(random), random) };
});

const result = { bench: 'similar', threads, queries, k, ours: measureOurs(), naive: measureMiniSearch() };
const pass = result.ours.p50 <= 10 && result.ours.p95 <= 15;
console.log(JSON.stringify({ ...result, limit: 'a query in at most 10 ms (p50) and 15 ms (p95)', pass }, undefined, 2));

function measureOurs() {
  const index = createSimilarIndex();
  const indexMs = timed(() => topics.forEach((topic, at) => index.add(String(at), topic)));
  const replaceMs = timed(() => topics.slice(0, 100).forEach((topic, at) => index.add(String(at), topic))) / 100;
  return { indexMs, replaceMs, ...measure((topic) => index.query(topic, { k }).map(({ id }) => id)) };
}

function measureMiniSearch() {
  const index = new MiniSearch({ fields: ['title', 'body'], searchOptions: { boost: { title: 2.5 } } });
  const indexMs = timed(() => index.addAll(topics.map((topic, id) => ({ id: String(id), ...topic }))));
  const find = ({ title, body }: Topic) =>
    index
      .search(`${title} ${body}`)
      .slice(0, k)
      .map(({ id }) => String(id));
  // One of its queries in so many words takes about a second.
  return { indexMs, ...measure(find, asked.slice(0, 10)) };
}

/** Milliseconds of a query, and how often what was retold is among the hits. */
function measure(find: (topic: Topic) => readonly string[], from = asked) {
  const found = from.filter(({ about, topic }) => find(topic).includes(about)).length;
  const asking = Array.from({ length: rounds }, () => from).flat();
  const costs = asking.map(({ topic }) => timed(() => void find(topic))).toSorted((a, b) => a - b);
  const at = (share: number) => costs[Math.floor(costs.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), longest: costs.at(-1), foundAmongTheFirst: found / from.length };
}
