import type { SampleCommit } from './sample-commit.ts';
import { newsletterCommits } from './newsletter.ts';
import { storefrontCommits } from './storefront.ts';
import { textkitCommits } from './textkit.ts';

export type SampleRepo = { readonly name: string; readonly commits: readonly SampleCommit[] };

/**
 * A library and two consumers that import it from the folder beside them, in landing order. They need Node and
 * nothing else. The newsletter's test also runs the example in its README, which a rename of code easily misses.
 */
export const SAMPLE_REPOS: readonly SampleRepo[] = [
  { name: 'textkit', commits: textkitCommits },
  { name: 'storefront', commits: storefrontCommits },
  { name: 'newsletter', commits: newsletterCommits },
];
