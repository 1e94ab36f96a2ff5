import { writeReviewBrief } from '../../../core/brief/review-brief.ts';
import { readsBrief, writeBrief, writeHandOver } from '../../../core/brief/brief.ts';
import type { Brief } from '../../../core/brief/brief.ts';
import type { BriefView } from '../../../core/brief/brief-view.ts';
import type { RunId } from '../../../core/ids.ts';
import type { Run } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { redactSecrets } from '../../../core/secrets/redact.ts';
import { briefStore, hashOf } from './brief-store.ts';
import { gatherFacts } from './gather.ts';
import { gatherReview } from './gather-review.ts';
import type { ReviewedTree } from './gather-review.ts';
import type { BriefSources } from './sources.ts';

/** A brief on record: what an agent is given is what the hash names. */
export type GivenBrief = { readonly text: string; readonly hash: string };

/** `whole` for an agent that knows nothing of the thread; `hand-over` for one that was away while another worked. */
export type BriefKind = 'whole' | 'hand-over';

export type BriefOffice = {
  /** Writes and stores the brief of an agent that is about to be prompted. */
  give(thread: Thread, kind: BriefKind): Promise<GivenBrief>;
  /** The same for a reviewer; `checkouts` are what it looks at. */
  giveReviewer(thread: Thread, checkouts: readonly ReviewedTree[]): Promise<GivenBrief>;
  /** What a run was given; without `run` what the next new session would be. */
  view(thread: Thread, run?: RunId): Promise<Result<BriefView>>;
};

export function briefOffice(sources: BriefSources & { readonly dataFolder: string }): BriefOffice {
  const store = briefStore(sources.dataFolder);
  const keep = async (text: string): Promise<GivenBrief> => {
    const clean = redactSecrets(text);
    return { text: clean, hash: await store.put(clean) };
  };
  return {
    giveReviewer: async (thread, checkouts) => keep(writeReviewBrief(await gatherReview(sources, thread, checkouts))),
    async give(thread, kind) {
      const facts = await gatherFacts(sources, thread);
      return keep(kind === 'whole' ? writeBrief(facts).text : writeHandOver(facts));
    },
    async view(thread, run) {
      const given = [...thread.runs, ...thread.reviews.flatMap(({ runs }) => runs)].filter((each) => each.brief);
      const of = { given: given.map(({ id }) => id), read: readsBrief(thread.harness) };
      if (run === undefined) return ok({ ...of, ...viewOf(writeBrief(await gatherFacts(sources, thread))) });
      const found: Run | undefined = given.find(({ id }) => id === run);
      if (found?.brief === undefined) return fail(noBrief(run));
      const text = await store.read(found.brief);
      return text.ok ? ok({ ...of, run, text: text.value, hash: found.brief, skills: [], cuts: [] }) : text;
    },
  };
}

function viewOf({ text, skills, cuts }: Brief): Pick<BriefView, 'text' | 'hash' | 'skills' | 'cuts'> {
  const clean = redactSecrets(text);
  const chosen = skills.map(({ skill, why }) => ({ name: skill.name, from: skill.from, why }));
  return { text: clean, hash: hashOf(clean), skills: chosen, cuts };
}

function noBrief(run: RunId) {
  const message = `The run ${run} was given no brief: it followed a recipe, or its session knew the thread already`;
  return { code: 'brief-not-found', message, next: 'Leave the run out to see what a new session would get' };
}
