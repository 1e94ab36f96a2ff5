import type { Snapshot } from '../../../core/contract.ts';
import type { RepoId } from '../../../core/ids.ts';
import { emptyState } from '../../../core/loop/state.ts';
import { plan } from '../../../core/loop/plan.ts';
import { untriaged } from '../../../core/model/attention/triage.ts';
import { linksOf } from '../../../core/views/attention/links.ts';
import { triageWords } from '../../../core/views/attention/why.ts';
import { standing } from '../../../core/views/board.ts';
import type { Standing } from '../../../core/views/board.ts';
import { elapsedText } from '../../../core/views/text/elapsed.ts';
import { landingWords, stepsOf, stepWords } from '../../../core/views/landing.ts';
import { currentLanding, currentRound, openAsks } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { clean, cleanLine, table } from '../screen.ts';
import type { Screen } from '../screen.ts';
import { subjectLine } from './entry-line.ts';

/** Where each thread stands, with the reason why one is not admitted. */
export function standingsOf({ repos, threads, limits, admission }: Snapshot): (thread: Thread) => Standing {
  const state = emptyState();
  for (const repo of repos) state.repos.set(repo.id, repo);
  for (const thread of threads) state.threads.set(thread.thread, thread);
  state.limits = limits;
  const { waiting } = plan(state, admission);
  return (thread) => standing(thread, waiting.get(thread.thread));
}

/** A thread as scripts get it: its facts and where it stands. */
export function threadValue(thread: Thread, at: Standing): object {
  return { ...thread, standing: at };
}

export function repoNames({ repos }: Snapshot): (id: RepoId) => string {
  return (id) => repos.find((repo) => repo.id === id)?.name ?? id;
}

export function threadRow(snapshot: Snapshot, screen: Screen, thread: Thread): readonly string[] {
  const at = standingsOf(snapshot)(thread);
  const name = repoNames(snapshot);
  return [
    `#${String(thread.number)}`,
    screen.paint(at.tone, at.word),
    cleanLine(thread.title, 60),
    cleanLine(thread.repos.map(name).join(', '), 40),
    elapsedText(Date.now() - at.since),
    cleanLine(at.reason, 80),
  ];
}

/** Everything a person asks about one thread, top-down. */
export function threadPage(snapshot: Snapshot, screen: Screen, thread: Thread): string {
  const at = standingsOf(snapshot)(thread);
  const name = repoNames(snapshot);
  return [
    `#${String(thread.number)} ${cleanLine(thread.title)}  (${thread.thread})`,
    `${screen.paint(at.tone, at.word)} · ${cleanLine(at.reason, 200)}`,
    '',
    clean(thread.goal.trim()),
    '',
    triageWords(thread.triage ?? untriaged),
    ...section('Links', linksPart(snapshot, thread)),
    ...section('Repos', reposPart(thread, name)),
    ...section(
      'Waits for you',
      openAsks(thread).map((ask) => [ask.id, cleanLine(subjectLine(ask.subject), 120)]),
    ),
    ...section('Changes', changesPart(thread, name)),
    ...section('Checks', checksPart(thread, name)),
    ...section('Landing', landingPart(thread, name)),
    ...section(
      'Runs',
      thread.runs.map((run) => [run.id, run.state.kind === 'ended' ? run.state.outcome : run.state.kind]),
    ),
  ].join('\n');
}

type Rows = readonly (readonly string[])[];
type Name = (id: RepoId) => string;

function section(title: string, rows: Rows): string[] {
  return rows.length === 0 ? [] : ['', title, table(rows.map((row) => [' ', ...row]))];
}

function linksPart({ threads }: Snapshot, thread: Thread): Rows {
  const known = new Map(threads.map((each) => [each.thread, each]));
  return linksOf(thread, known).map(({ words, other, evidence = '' }) => [
    ...[words, `#${String(other.number)}`, cleanLine(other.title, 60), cleanLine(evidence, 80)],
  ]);
}

function reposPart(thread: Thread, name: Name): Rows {
  const { workspace } = thread;
  if (workspace.kind !== 'ready') return thread.repos.map((repo) => [name(repo)]);
  return workspace.worktrees.map((tree) => [name(tree.repo), tree.branch, cleanLine(tree.path, 200)]);
}

function changesPart(thread: Thread, name: Name): Rows {
  return thread.changes.map((change) => [
    name(change.repo),
    `${change.base.slice(0, 10)}..${change.head.slice(0, 10)}`,
    `${String(change.commits)} commits`,
    `${String(change.files)} files`,
    `+${String(change.added)} −${String(change.deleted)}`,
    change.uncommitted.length > 0 ? `${String(change.uncommitted.length)} uncommitted` : '',
  ]);
}

function checksPart(thread: Thread, name: Name): Rows {
  const round = currentRound(thread);
  if (!round) return [];
  return round.planned.map((check) => {
    const end = round.ended.find((each) => each.repo === check.repo && each.name === check.name);
    return [name(check.repo), cleanLine(check.name), end?.outcome ?? 'running', cleanLine(check.command, 80)];
  });
}

function landingPart(thread: Thread, name: Name): Rows {
  const landing = currentLanding(thread);
  if (!landing) return [];
  const words = landingWords(landing);
  const steps = stepsOf(landing).map(({ repo, step }) => [
    name(repo),
    stepWords(step).word,
    cleanLine(stepWords(step).detail, 200),
  ]);
  return [[words.word, cleanLine(words.reason, 200)], ...steps];
}
