/** What a document says in one way of looking at it: how often each term stands in its title and in its body. */
export type Fields = { readonly title: readonly string[]; readonly body: readonly string[] };

export type Postings = {
  readonly add: (slot: number, fields: Fields) => void;
  /** With the fields it was added with. */
  readonly remove: (slot: number, fields: Fields) => void;
  /** Adds to `into`, per slot, which share of what the query says is said there too: about 1 for the same text. */
  readonly score: (query: Fields, into: Float64Array, weight: number) => void;
  readonly rarity: (term: string) => number;
};

export type PostingsOptions = {
  /** Only so many of the query's terms are looked up, those that tell most. */
  readonly terms: number;
  /** What is believed before texts were seen: of how many documents, how long, with which share for a term. */
  readonly prior: {
    readonly documents: number;
    readonly title: number;
    readonly body: number;
    readonly share: (term: string) => number;
  };
  /** Evidence a query must bring along to count in full: keeps one shared rare name from deciding everything. */
  readonly smoothing: number;
};

const titleWeight = 2.5;
const k1 = 2;
const lengthShare = 0.75;
/** An entry is slot, count in the title and count in the body in one small integer. */
const countBits = 4;
const countMask = (1 << countBits) - 1;

/** BM25F: the counts of both fields are added before they saturate, the title's counting more. */
export function createPostings({ terms, prior, smoothing }: PostingsOptions): Postings {
  const lists = new Map<string, number[]>();
  const titles = createLengths(prior.title, prior.documents);
  const bodies = createLengths(prior.body, prior.documents);
  let documents = 0;

  const rarity = (term: string): number => {
    const among = documents + prior.documents;
    const within = (lists.get(term)?.length ?? 0) + prior.documents * prior.share(term);
    return Math.log(1 + (Math.max(0, among - within) + 0.5) / (within + 0.5));
  };

  return {
    rarity,
    add(slot, fields) {
      documents += 1;
      titles.set(slot, fields.title.length);
      bodies.set(slot, fields.body.length);
      for (const [term, counts] of count(fields)) {
        const entry =
          (slot << (2 * countBits)) | (atMost15(counts / inTitle) << countBits) | atMost15(counts % inTitle);
        const list = lists.get(term);
        if (list) list.push(entry);
        else lists.set(term, [entry]);
      }
    },
    remove(slot, fields) {
      documents -= 1;
      titles.clear(slot);
      bodies.clear(slot);
      for (const term of count(fields).keys()) {
        const list = lists.get(term);
        if (!list) continue;
        const at = list.findIndex((entry) => entry >>> (2 * countBits) === slot);
        const last = list.pop();
        if (list.length === 0) lists.delete(term);
        else if (at >= 0 && at < list.length && last !== undefined) list[at] = last;
      }
    },
    score(query, into, weight) {
      const titleScale = titles.scales();
      const bodyScale = bodies.scales();
      const ownTitle = titleWeight * titles.scaleOf(query.title.length);
      const ownBody = bodies.scaleOf(query.body.length);
      const asked = [...count(query)].map(([term, counts]) => {
        const title = Math.floor(counts / inTitle);
        const body = counts % inTitle;
        // What is said again and again in the query is not that much more meant.
        const worth = (2 * titleWeight * title) / (title + 1) + (2 * body) / (body + 1);
        const told = worth * rarity(term);
        return { told, most: told * saturated(title * ownTitle + body * ownBody), list: lists.get(term) };
      });
      const chosen = asked.toSorted((a, b) => b.told - a.told).slice(0, terms);
      const whole = chosen.reduce((sum, { most }) => sum + most, smoothing);
      if (whole === 0) return;
      for (const { told, list } of chosen)
        if (list) spread(list, { into, each: (weight * told) / whole, titleScale, bodyScale });
    },
  };
}

const saturated = (x: number): number => (x * (k1 + 1)) / (x + k1);

type Spread = {
  readonly into: Float64Array;
  readonly each: number;
  readonly titleScale: Float64Array;
  readonly bodyScale: Float64Array;
};

function spread(entries: readonly number[], { into, each, titleScale, bodyScale }: Spread): void {
  for (const entry of entries) {
    const slot = entry >>> (2 * countBits);
    const title = (entry >>> countBits) & countMask;
    const x = titleWeight * title * (titleScale[slot] ?? 0) + (entry & countMask) * (bodyScale[slot] ?? 0);
    into[slot] = (into[slot] ?? 0) + each * saturated(x);
  }
}

/** How often each term stands in the title, times `inTitle`, plus how often in the body. */
function count({ title, body }: Fields): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const term of title) counted.set(term, (counted.get(term) ?? 0) + inTitle);
  for (const term of body) counted.set(term, (counted.get(term) ?? 0) + 1);
  return counted;
}

const inTitle = 1 << 16;

const atMost15 = (times: number): number => Math.min(Math.floor(times), countMask);

/** The lengths of one field, and what each makes of a count there: less in a long text than in a short one. */
function createLengths(expected: number, prior: number) {
  const lengths: (number | undefined)[] = [];
  let scales: Float64Array | undefined;
  let sum = expected * prior;
  let documents = prior;
  const scaleOf = (length: number): number =>
    1 / (1 - lengthShare + (lengthShare * length) / (sum / Math.max(1, documents) || 1));
  return {
    scaleOf,
    set(slot: number, length: number): void {
      lengths[slot] = length;
      sum += length;
      documents += 1;
      scales = undefined;
    },
    clear(slot: number): void {
      sum -= lengths[slot] ?? 0;
      documents -= 1;
      lengths[slot] = undefined;
      scales = undefined;
    },
    scales(): Float64Array {
      scales ??= Float64Array.from(lengths, (length) => (length === undefined ? 0 : scaleOf(length)));
      return scales;
    },
  };
}
