import { z } from 'zod';
import { method } from './method.ts';

/** For the first steps of a person. */
export const welcomeMethods = {
  /** Looks for clones in the usual places of the home folder, and tells how far it is; `look` is how it stands or changes. */
  'welcome.repos': method<RepoSearch>()(z.strictObject({ look: z.enum(['on', 'anew', 'stop']).default('on') })),
  /** Makes three small repos to try everything with; what is there already stays as it is. */
  'welcome.sample': method<{ readonly repos: readonly SampleRepo[] }>()(z.strictObject({})),
} as const;

/** `cut`: it was stopped, or there were more folders than it looks at. */
export type RepoSearch = {
  readonly state: 'looking' | 'done' | 'cut';
  /** Folders looked at so far. */
  readonly folders: number;
  /** The latest worked on first. */
  readonly found: readonly { readonly path: string; readonly name: string; readonly usedAt: number }[];
};

export type SampleRepo = { readonly name: string; readonly clone: string; readonly remote: string };
