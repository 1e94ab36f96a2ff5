import { roundVerdict } from '../model/check.ts';
import type { Run } from '../model/run.ts';
import type { Thread } from '../model/thread.ts';
import { named, onOneLine, quoted } from './quote.ts';

/** What the world knows of the work of an agent before, beside what the thread itself says. */
export type HandOver = {
  /** The last list of steps the agent showed. */
  readonly plan: readonly { readonly title: string; readonly state: 'pending' | 'active' | 'done' }[];
  /** Newest first. `more` were made before those. */
  readonly commits: readonly {
    readonly repo: string;
    readonly made: readonly { readonly id: string; readonly subject: string }[];
    readonly more: number;
  }[];
  readonly uncommitted: readonly { readonly repo: string; readonly paths: readonly string[] }[];
  /** The end of what the agent said last. */
  readonly last: string;
};

const mostPaths = 30;
const mostTried = 8;

/** So that an agent without the memory of the one before goes on where that one stopped. */
export function handOverOf(thread: Thread, { plan, commits, uncommitted, last }: HandOver): string {
  return [
    '## Hand-over: another session worked on this before you\n\nIts work stands in the worktrees. Look at it before you go on; keep what is good.',
    ...list(
      'Its plan',
      plan.map(({ title, state }) => `- [${marks[state]}] ${named(title, 200)}`),
    ),
    ...list(
      'Committed',
      commits.flatMap(({ repo, made, more }) => [
        ...made.map(({ id, subject }) => `- ${repo} ${id.slice(0, 10)} ${named(subject, 200)}`),
        ...(more > 0 ? [`- ${repo}: ${String(more)} more before these`] : []),
      ]),
    ),
    ...list(
      'Not committed',
      uncommitted.flatMap(({ repo, paths }) => pathLines(repo, paths)),
    ),
    ...list('Tried', [...thread.runs.flatMap(runLine), ...thread.rounds.flatMap(redLine)].slice(-mostTried)),
    ...list('Asked and not answered', openLines(thread)),
    ...(last.trim() === '' ? [] : [`### Its last words\n\n${quoted('the agent before you', last.trim())}`]),
  ].join('\n\n');
}

const marks = { pending: ' ', active: '~', done: 'x' } as const;

function list(title: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? [`### ${title}\n\n${lines.join('\n')}`] : [];
}

function pathLines(repo: string, paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  const more = paths.length - mostPaths;
  const some = paths.slice(0, mostPaths).map((path) => `- ${repo} ${named(path, 200)}`);
  return more > 0 ? [...some, `- ${repo}: ${String(more)} more`] : some;
}

function runLine({ state, harness }: Run): readonly string[] {
  if (state.kind !== 'ended' || state.outcome === 'succeeded') return [];
  return [
    `- a run${harness === undefined ? '' : ` of ${harness.id}`} ended as ${state.outcome}: ${named(state.reason, 400)}`,
  ];
}

function redLine(round: Thread['rounds'][number]): readonly string[] {
  if (roundVerdict(round) !== 'red') return [];
  return round.ended
    .filter((end) => end.outcome !== 'passed')
    .map(
      (end) =>
        `- check ${onOneLine(end.name, 60)} ${end.outcome} (round ${String(round.round)}): ${named(end.tail.slice(-400), 300)}`,
    );
}

/** What waits, and what was withdrawn because this session ended. */
function openLines({ asks, runs }: Thread): readonly string[] {
  const last = runs.findLast((run) => run.state.kind === 'ended');
  return asks.flatMap(({ subject, state, run }) => {
    if (subject.kind === 'stuck' || state.kind === 'answered') return [];
    if (state.kind === 'withdrawn' && run !== last?.id) return [];
    const what = subject.kind === 'gate' ? subject.action.title : subject.text;
    return [`- ${named(what)}${state.kind === 'withdrawn' ? `, withdrawn: ${onOneLine(state.reason, 200)}` : ''}`];
  });
}
