import { writeReviewBrief } from '../../../core/brief/review-brief.ts';
import { readsBrief, writeBrief, writeHandOver } from '../../../core/brief/brief.ts';
import type { Brief, BriefKind } from '../../../core/brief/brief.ts';
import type { BriefView } from '../../../core/brief/brief-view.ts';
import type { BriefSkills } from '../../../core/brief/skills.ts';
import { cutOffText } from '../../../core/brief/cut-off.ts';
import type { InstructionId, RunId } from '../../../core/ids.ts';
import type { Run } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { redactSecrets } from '../../../core/secrets/redact.ts';
import type { RunSkills } from '../../skills/shelf.ts';
import { briefStore, hashOf } from './brief-store.ts';
import { cutOffs } from './cut-offs.ts';
import { gatherFacts } from './gather.ts';
import { gatherReview } from './gather-review.ts';
import type { ReviewedTree } from './gather-review.ts';
import type { BriefSources } from './sources.ts';

/** A brief on record: what an agent is given is what the hash names. */
export type GivenBrief = { readonly kind: BriefKind; readonly text: string; readonly hash: string };

/** Who is prompted, with what, and what skills it has. */
export type BriefReader = {
  readonly kind: BriefKind;
  readonly instruction: InstructionId;
  readonly skills: BriefSkills;
};

export type BriefOffice = {
  /** Writes and stores the brief of an agent that is about to be prompted; undefined when it needs to know nothing. */
  give(thread: Thread, reader: BriefReader): Promise<GivenBrief | undefined>;
  /** The same for a reviewer; `checkouts` are what it looks at. */
  giveReviewer(thread: Thread, checkouts: readonly ReviewedTree[]): Promise<GivenBrief>;
  /** What a run was given; without `run` what the next new session would be. */
  view(thread: Thread, run?: RunId): Promise<Result<BriefView>>;
};

export function briefOffice(sources: BriefSources & { readonly dataFolder: string }): BriefOffice {
  const store = briefStore(sources.dataFolder);
  const keep = async (kind: BriefKind, text: string): Promise<GivenBrief> => {
    const clean = redactSecrets(text);
    return { kind, text: clean, hash: await store.put(clean) };
  };
  const write = {
    whole: async (thread: Thread, skills: BriefSkills) => writeBrief(await gatherFacts(sources, thread, skills)).text,
    'hand-over': async (thread: Thread, skills: BriefSkills) =>
      writeHandOver(await gatherFacts(sources, thread, skills)),
    again: () => undefined,
  };
  return {
    giveReviewer: async (thread, checkouts) =>
      keep('whole', writeReviewBrief(await gatherReview(sources, thread, checkouts))),
    async give(thread, { kind, instruction, skills }) {
      const texts = [await write[kind](thread, skills), cutOffText(cutOffs(sources, thread, instruction), thread.asks)];
      const told = texts.filter((text) => text !== undefined);
      return told.length > 0 ? keep(kind, told.join('\n\n')) : undefined;
    },
    async view(thread, run) {
      const given = [...thread.runs, ...thread.reviews.flatMap(({ runs }) => runs)].filter((each) => each.brief);
      const of = { given: given.map(({ id }) => id), read: readsBrief(thread.harness) };
      if (run === undefined) {
        const skills = await sources.skills.forRun(thread, 'work');
        const facts = await gatherFacts(sources, thread, { chosen: skills.chosen, listed: false });
        return ok({ ...of, ...viewOf(writeBrief(facts), skills) });
      }
      const found: Run | undefined = given.find(({ id }) => id === run);
      if (found?.brief === undefined) return fail(noBrief(run));
      const text = await store.read(found.brief);
      return text.ok
        ? ok({ ...of, run, text: text.value, hash: found.brief, skills: [], notGiven: [], cuts: [] })
        : text;
    },
  };
}

function viewOf(
  { text, cuts }: Brief,
  { chosen, left, untrusted }: RunSkills,
): Pick<BriefView, 'text' | 'hash' | 'skills' | 'notGiven' | 'cuts'> {
  const clean = redactSecrets(text);
  const skills = chosen.map(({ skill: { name, from }, why }) => ({ name, from, ...(why !== undefined && { why }) }));
  const notGiven = [
    ...left.map(({ skill, why }) => `${skill.name}${skill.from === undefined ? '' : ` of ${skill.from}`}: ${why}`),
    ...untrusted.map(({ repo, names }) => `${names.join(', ')} of ${repo}: its skills are not trusted`),
  ];
  return { text: clean, hash: hashOf(clean), skills, notGiven, cuts };
}

function noBrief(run: RunId) {
  const message = `The run ${run} was given no brief: it followed a recipe, or its session knew the thread already`;
  return { code: 'brief-not-found', message, next: 'Leave the run out to see what a new session would get' };
}
