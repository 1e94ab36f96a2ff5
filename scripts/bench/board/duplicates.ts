// How often the duplicate of a text is found in a pool of all texts, beside two baselines, how often on boards of some
// hundred of them, and whether a pair that is not the same is ever called identical.
// `--pairs FILE`: JSON Lines {a: {title, body}, b: {…}, same, kind?}.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { sameness } from '../../../core/similar/same.ts';
import { createSimilarIndex } from '../../../core/similar/similar-index.ts';
import { mulberry } from '../../../e2e/seeded.ts';

const Text = z.object({ title: z.string(), body: z.string() });
type Text = z.infer<typeof Text>;
const Pair = z.object({ a: Text, b: Text, same: z.boolean(), kind: z.string().default('') });
type Pair = z.infer<typeof Pair>;

const { pairs: file } = parseArgs({ options: { pairs: { type: 'string' } } }).values;
if (file === undefined) {
  console.error('Name the pairs to try: npm run bench -- duplicates --pairs FILE');
  process.exit(2);
}
const pairs = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => Pair.parse(JSON.parse(line)));

const pool = new Map(pairs.flatMap(({ a, b }) => [a, b]).map((text) => [JSON.stringify(text), text]));
const ids = [...pool.keys()];
const texts = [...pool.values()];
const duplicates = pairs.filter((pair) => pair.same).map(({ a, b }) => [JSON.stringify(a), JSON.stringify(b)] as const);
/** Each of both has to find the other. */
const searches = duplicates.flatMap(([a, b]) => [
  { from: b, to: a },
  { from: a, to: b },
]);

const ours = recall(oursOf());
const onBoards = [60, 313].map((of) => ({ of, ...recallOnBoards(of) }));
const naive = { titleJaccard: recall(bySimilarity(titleJaccard())), mean: recall(bySimilarity(meanOfBoth())) };
const better = Math.max(naive.titleJaccard.at5, naive.mean.at5);
const verdicts = countVerdicts();
const wrong = pairs.filter(({ a, b, same }) => !same && sameness(a, b).verdict === 'identical').length;
const result = {
  ...{ bench: 'duplicates', pool: texts.length, searches: searches.length, ours, onBoards, naive, verdicts },
  limit: 'found among the first 5 at least 0.10 more often than by the better baseline; nothing different is identical',
  pass: ours.at5 >= better + 0.1 && wrong === 0,
};
console.log(JSON.stringify(result, undefined, 2));

type Rank = (id: string) => readonly string[];

function recall(rank: Rank) {
  return among(searches.map(({ from, to }) => rank(from).indexOf(to)));
}

/** Pairs are drawn until a board is full, 20 times. */
function recallOnBoards(size: number) {
  const random = mulberry(size);
  const places = Array.from({ length: 20 }, () => {
    const drawn = drawBoard(size, random);
    const rank = oursOf(new Map(drawn.flatMap(({ a, b }) => [a, b]).map((text) => [JSON.stringify(text), text])));
    return drawn
      .filter(({ same }) => same)
      .flatMap(({ a, b }) => [
        rank(JSON.stringify(a)).indexOf(JSON.stringify(b)),
        rank(JSON.stringify(b)).indexOf(JSON.stringify(a)),
      ]);
  });
  return among(places.flat());
}

function drawBoard(size: number, random: () => number): readonly Pair[] {
  const order = pairs.map((pair) => ({ pair, at: random() })).toSorted((a, b) => a.at - b.at);
  const seen = new Set<string>();
  return order.flatMap(({ pair }) => {
    if (seen.size >= size) return [];
    seen.add(JSON.stringify(pair.a)).add(JSON.stringify(pair.b));
    return [pair];
  });
}

function among(places: readonly number[]) {
  const within = (k: number) => places.filter((place) => place >= 0 && place < k).length / places.length;
  return { at1: within(1), at5: within(5), at10: within(10) };
}

function oursOf(texts: ReadonlyMap<string, Text> = pool): Rank {
  const index = createSimilarIndex();
  for (const [id, text] of texts) index.add(id, text);
  return (id) => index.query(texts.get(id) ?? { title: '', body: '' }, { k: 10, except: id }).map((hit) => hit.id);
}

function bySimilarity(similarity: (a: number, b: number) => number): Rank {
  return (id) => {
    const from = ids.indexOf(id);
    const scored = ids.map((other, at) => ({ other, score: at === from ? -1 : similarity(from, at) }));
    return scored
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 10)
      .map(({ other }) => other);
  };
}

function titleJaccard() {
  const sets = texts.map(({ title }) => new Set(wordsOf(title)));
  return (a: number, b: number): number => {
    const [one, two] = [sets[a] ?? new Set(), sets[b] ?? new Set()];
    const shared = [...one].filter((word) => two.has(word)).length;
    return shared / (one.size + two.size - shared || 1);
  };
}

function meanOfBoth() {
  const jaccard = titleJaccard();
  const counts = texts.map(({ title, body }) => {
    const counted = new Map<string, number>();
    for (const word of wordsOf(`${title} ${body}`)) counted.set(word, (counted.get(word) ?? 0) + 1);
    return counted;
  });
  const lengths = counts.map((counted) => Math.hypot(...counted.values()));
  return (a: number, b: number): number => {
    const other = counts[b];
    let dot = 0;
    for (const [word, times] of counts[a] ?? []) dot += times * (other?.get(word) ?? 0);
    return (jaccard(a, b) + dot / ((lengths[a] ?? 0) * (lengths[b] ?? 0) || 1)) / 2;
  };
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z0-9_]+/g) ?? [];
}

/** Per kind of pair, how many got which verdict. */
function countVerdicts() {
  const counted: Record<string, Record<string, number>> = {};
  for (const { a, b, same, kind } of pairs) {
    const row = (counted[kind || (same ? 'same' : 'different')] ??= {});
    const { verdict } = sameness(a, b);
    row[verdict] = (row[verdict] ?? 0) + 1;
  }
  return counted;
}
