import type { HandOver } from '../../../core/brief/hand-over.ts';
import type { RunId } from '../../../core/ids.ts';
import { headLeft } from '../../../core/model/run.ts';
import type { Run } from '../../../core/model/run.ts';
import type { Thread, Worktree } from '../../../core/model/thread.ts';
import { countCommits, log, revParse } from '../../git/ancestry.ts';
import { itemsOf } from './items-of.ts';
import type { BriefSources } from './sources.ts';

const mostCommits = 20;
const longestLast = 4000;

/**
 * What the agents of the thread's runs left behind, read from git and from what they said. `since`: the
 * reader's last run; the commits before its end it knows.
 */
export async function handOver(
  sources: Pick<BriefSources, 'repo' | 'transcripts'>,
  thread: Thread,
  since?: Run,
): Promise<HandOver> {
  const nameOf = (repo: Worktree['repo']) => sources.repo(repo)?.name ?? repo;
  const worktrees = thread.workspace.kind === 'ready' ? thread.workspace.worktrees : [];
  const commits = await Promise.all(
    worktrees.map(async (worktree) => {
      const known = since && headLeft(since, worktree.repo);
      const made = (known === undefined ? undefined : await commitsIn(worktree, known)) ?? (await commitsIn(worktree));
      return { repo: nameOf(worktree.repo), ...(made ?? { made: [], more: 0 }) };
    }),
  );
  const uncommitted = thread.changes.map(({ repo, uncommitted: paths }) => ({ repo: nameOf(repo), paths }));
  return { ...wordsOf(sources, thread), commits, uncommitted };
}

/** Undefined where git cannot say, as when the commit to begin from is gone. */
async function commitsIn(
  { path, base, branch }: Worktree,
  from = base,
): Promise<Pick<HandOver['commits'][number], 'made' | 'more'> | undefined> {
  const head = await revParse(path, `refs/heads/${branch}`);
  if (!head.ok) return undefined;
  const range = { from, to: head.value };
  const [made, count] = await Promise.all([log(path, { ...range, limit: mostCommits }), countCommits(path, range)]);
  if (!made.ok) return undefined;
  const rest = count.ok ? count.value - made.value.length : 0;
  return { made: made.value.map(({ id, subject }) => ({ id, subject })), more: rest };
}

/** The last plan and the last words, of the newest run that has any. */
function wordsOf(
  { transcripts }: Pick<BriefSources, 'transcripts'>,
  { runs }: Thread,
): Pick<HandOver, 'plan' | 'last'> {
  let plan: HandOver['plan'] = [];
  let last = '';
  for (const { id } of runs.toReversed()) {
    const said = sayingsOf(transcripts, id);
    if (plan.length === 0) plan = said.plan;
    if (last.trim() === '') last = said.last;
    if (plan.length > 0 && last.trim() !== '') break;
  }
  return { plan, last: last.slice(-longestLast) };
}

function sayingsOf(transcripts: BriefSources['transcripts'], run: RunId): Pick<HandOver, 'plan' | 'last'> {
  let plan: HandOver['plan'] = [];
  let last = '';
  let goesOn = false;
  for (const { event } of itemsOf(transcripts, run)) {
    if (event.type === 'plan') plan = event.steps;
    if (event.type === 'text') last = goesOn && event.delta ? last + event.text : event.text;
    if (event.type !== 'usage') goesOn = event.type === 'text';
  }
  return { plan, last };
}
