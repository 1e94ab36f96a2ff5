import { isProof } from '../gates/rules/factory/canary.ts';
import { isWithin } from '../gates/paths.ts';
import { mustDecideOn } from '../decisions/keep/must-decide.ts';
import type { RepoId, ThreadId } from '../ids.ts';
import type { Entry, FactoryEvent } from '../loop/event.ts';
import type { FactoryState } from '../loop/state.ts';
import type { Incident } from '../model/learning/incident.ts';
import type { Thread } from '../model/thread.ts';

type Told = Pick<FactoryState, 'threads'>;
type Said = Omit<Incident, 'seq' | 'at'>;
type EventOf<T extends FactoryEvent['type']> = Extract<FactoryEvent, { type: T }>;

/** What of a fact broke; `threads` as they stand when it is read. */
export function incidentsIn({ seq, at, event }: Entry, told: Told): readonly Incident[] {
  return saidBy(event, told).map((said) => ({ seq, at, ...said, text: said.text.slice(0, 4000) }));
}

function saidBy(event: FactoryEvent, told: Told): readonly Said[] {
  switch (event.type) {
    case 'action.judged':
      return judged(event, told);
    case 'check.ended':
      return event.end.outcome === 'passed' ? [] : [failedCheck(event)];
    case 'landing.reverted':
      return [
        { kind: 'revert', about: 'landing', text: 'What had landed was taken back', ...where(event, event.repo) },
      ];
    case 'thread.instructed':
      return event.instruction.kind === 'message'
        ? [{ kind: 'correction', about: 'message', text: event.instruction.text, ...whereOf(event.thread, told) }]
        : [];
    case 'ask.opened':
      return stalled(event, told);
    case 'run.ended':
      return overrun(event, told);
    case 'lesson.reported':
      return [{ ...event.incident }];
    default:
      return overridden(event);
  }
}

function judged({ action, verdict, thread }: EventOf<'action.judged'>, told: Told): readonly Said[] {
  if (isProof(verdict) || action.replaces !== undefined) return [];
  const about = verdict.rule;
  const place = whereOf(thread, told, action.cwd);
  const said = { about, action, text: action.raw || action.title, ...place };
  const next = verdict.next === undefined ? {} : { next: verdict.next.slice(0, 2000) };
  if (verdict.by === 'person') return [{ kind: verdict.kind === 'allow' ? 'approval' : 'rejection', ...said, ...next }];
  return verdict.kind === 'deny' && verdict.by === undefined ? [{ kind: 'denial', ...said, ...next }] : [];
}

function failedCheck({ thread, end }: EventOf<'check.ended'>): Said {
  const lines = end.tail.trimEnd().split('\n').slice(-20).join('\n');
  return {
    kind: 'failed-check',
    about: end.name.slice(0, 200),
    text: lines || end.outcome,
    ...where({ thread }, end.repo),
  };
}

/** What the checks and the gate say is told by themselves. */
const toldElsewhere = ['checks-failed', 'same-denial', 'workspace-failed'];

function stalled({ subject, thread }: EventOf<'ask.opened'>, told: Told): readonly Said[] {
  return subject.kind === 'stuck' && !toldElsewhere.includes(subject.code)
    ? [{ kind: 'stall', about: subject.code, text: subject.text, ...whereOf(thread, told) }]
    : [];
}

function overrun({ thread }: EventOf<'run.ended'>, told: Told): readonly Said[] {
  const known = told.threads.get(thread);
  const found = known && mustDecideOn(known, known.updatedAt).find(({ key }) => key.includes(':overrun:'));
  return found ? [{ kind: 'overrun', about: 'estimate', text: found.reason, ...whereOf(thread, told) }] : [];
}

function overridden(event: FactoryEvent): readonly Said[] {
  if (event.type === 'thread.decided' || event.type === 'signal.decided') {
    const { rules, applied, actor, key } = event.decision;
    return actor.who === 'person' && rules && rules.action !== applied.action
      ? [
          {
            kind: 'override',
            about: rules.action,
            text: `${applied.action} instead of ${rules.action}: ${groundOf(key)}`,
          },
        ]
      : [];
  }
  return [];
}

/** `drop:thr_a:stale:14` → `stale`. */
function groundOf(key: string): string {
  return key.split(':')[2] ?? '';
}

function where({ thread }: { readonly thread: ThreadId }, repo: RepoId | undefined): Pick<Said, 'thread' | 'repo'> {
  return { thread, ...(repo && { repo }) };
}

function whereOf(thread: ThreadId, { threads }: Told, cwd?: string): Pick<Said, 'thread' | 'repo'> {
  const known = threads.get(thread);
  return where({ thread }, known && repoAt(known, cwd));
}

function repoAt({ repos, workspace }: Thread, cwd: string | undefined): RepoId | undefined {
  if (repos.length === 1) return repos[0];
  const trees = workspace.kind === 'ready' ? workspace.worktrees : [];
  return cwd === undefined ? undefined : trees.find(({ path }) => isWithin(cwd, path))?.repo;
}
