import { writeReviewBrief } from '../../../core/brief/review-brief.ts';
import { briefBudget, readsBrief, writeBrief, writeHandOver } from '../../../core/brief/brief.ts';
import type { BriefKind } from '../../../core/brief/brief.ts';
import type { Fitted } from '../../../core/brief/budget.ts';
import type { BriefView } from '../../../core/brief/brief-view.ts';
import type { BriefSkills } from '../../../core/brief/skills.ts';
import { cutOffText } from '../../../core/brief/cut-off.ts';
import type { InstructionId, RunId } from '../../../core/ids.ts';
import type { Run } from '../../../core/model/run.ts';
import { nextInstruction } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { redactSecrets } from '../../../core/secrets/redact.ts';
import type { RunSkills } from '../../skills/shelf.ts';
import { briefStore, hashOf } from './brief-store.ts';
import { cutOffs } from './cut-offs.ts';
import { gatherFacts, gatherMeanwhile } from './gather.ts';
import { gatherReview } from './gather-review.ts';
import type { ReviewedTree } from './gather-review.ts';
import { skillsBefore } from './given-skills.ts';
import { knowledgeOf } from './knowledge.ts';
import type { BriefSources } from './sources.ts';

/** A brief on record: what an agent is given is what the hash names. */
export type GivenBrief = { readonly kind: BriefKind; readonly text: string; readonly hash: string };

/** Who is prompted, with what, and what skills it has. */
export type BriefReader = {
  readonly instruction: InstructionId;
  /** The session that it takes up again; undefined: it begins one, and knows nothing. */
  readonly session: string | undefined;
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

/** What is only known when the workspace is made. */
const beforeWorkspace = ['the commits to begin from', 'the worktrees', 'the ports', 'where skills lie'];

export function briefOffice(sources: BriefSources): BriefOffice {
  const store = briefStore(sources.dataFolder);
  const keep = async (kind: BriefKind, text: string): Promise<GivenBrief> => {
    const clean = redactSecrets(text);
    return { kind, text: clean, hash: await store.put(clean) };
  };
  /** What is the same whether it is given or only shown: equal facts, equal text. */
  const whole = async (thread: Thread, skills: BriefSkills, instruction?: InstructionId): Promise<Fitted> => {
    const { text, cuts } = writeBrief(await gatherFacts(sources, thread, skills));
    return { text: withCutOff(text, thread, instruction) ?? '', cuts };
  };
  const withCutOff = (text: string | undefined, thread: Thread, instruction: InstructionId | undefined) => {
    const again = instruction && cutOffText(cutOffs(sources, thread, instruction), thread.asks);
    return [text, again].filter((each) => each !== undefined).join('\n\n') || undefined;
  };
  /** What a session that begins now would be given. */
  const next = async (thread: Thread): Promise<Omit<BriefView, 'given' | 'read'>> => {
    const instruction = nextInstruction(thread);
    const skills = await sources.skills.forRun(thread, instruction?.kind === 'check-failure' ? 'fix' : 'work');
    const { text, cuts } = await whole(thread, skillsBefore(sources, thread, skills), instruction?.id);
    const clean = redactSecrets(text);
    const unknown = thread.workspace.kind === 'ready' ? [] : beforeWorkspace;
    return { text: clean, hash: hashOf(clean), cuts, budget: briefBudget, unknown, ...skillFacts(skills) };
  };
  return {
    giveReviewer: async (thread, checkouts) =>
      keep('whole', writeReviewBrief(await gatherReview(sources, thread, checkouts))),
    async give(thread, { instruction, session, skills }) {
      const knows = knowledgeOf(sources.transcripts, thread, session);
      if (knows.kind === 'nothing') return keep('whole', (await whole(thread, skills, instruction)).text);
      const kind = knows.kind === 'until' ? 'hand-over' : 'again';
      const news = knows.kind === 'until' ? await gatherMeanwhile(sources, thread, knows.last) : undefined;
      const text = withCutOff(news && writeHandOver(news).text, thread, instruction);
      return text === undefined ? undefined : keep(kind, text);
    },
    async view(thread, run) {
      const given = [...thread.runs, ...thread.reviews.flatMap(({ runs }) => runs)].filter((each) => each.brief);
      const of = { given: given.map(({ id }) => id), read: readsBrief(thread.harness) };
      if (run === undefined) return ok({ ...of, ...(await next(thread)) });
      const found: Run | undefined = given.find(({ id }) => id === run);
      if (found?.brief === undefined) return fail(noBrief(run));
      const text = await store.read(found.brief);
      return text.ok
        ? ok({ ...of, run, text: text.value, hash: found.brief, skills: [], notGiven: [], cuts: [], unknown: [] })
        : text;
    },
  };
}

function skillFacts({ chosen, left, untrusted }: RunSkills): Pick<BriefView, 'skills' | 'notGiven'> {
  const skills = chosen.map(({ skill: { name, from }, why }) => ({ name, from, ...(why !== undefined && { why }) }));
  const notGiven = [
    ...left.map(({ skill, why }) => `${skill.name}${skill.from === undefined ? '' : ` of ${skill.from}`}: ${why}`),
    ...untrusted.map(({ repo, names }) => `${names.join(', ')} of ${repo}: its skills are not trusted`),
  ];
  return { skills, notGiven };
}

function noBrief(run: RunId) {
  const message = `The run ${run} was given no brief: it followed a recipe, or its session knew the thread already`;
  return { code: 'brief-not-found', message, next: 'Leave the run out to see what a new session would get' };
}
