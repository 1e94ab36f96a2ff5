import { identityOf } from './identity.ts';
import { createSimilarIndex } from './similar-index.ts';
import type { Topic } from './similar-index.ts';

export type Sameness = {
  readonly score: number;
  readonly verdict: 'identical' | 'candidate' | 'different';
  readonly why: string;
};

/** From here on two texts are worth a look by a person. */
const candidateFrom = 0.1;

/** Two texts alone are judged by what is rare anywhere, so that an answer depends on nothing but the two. */
const worldOfTexts = 5000;

/** Only proof makes two topics identical. Likeness makes them a candidate, which is for a person to decide. */
export function sameness(a: Topic, b: Topic): Sameness {
  const proof = identityOf(a, b);
  if (proof !== undefined) return { score: 1, verdict: 'identical', why: proof };
  const there = found(a, b);
  const back = found(b, a);
  const score = (there.score + back.score) / 2;
  return { score, verdict: score >= candidateFrom ? 'candidate' : 'different', why: there.why };
}

function found(query: Topic, other: Topic): { readonly score: number; readonly why: string } {
  const index = createSimilarIndex(worldOfTexts);
  index.add('other', other);
  return index.query(query, { k: 1 })[0] ?? { score: 0, why: 'nothing in common' };
}
