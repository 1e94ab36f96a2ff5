import type { Snapshot } from '../../../core/contract.ts';
import type { RepoId } from '../../../core/ids.ts';
import { isLessonEvent, isOrderEvent, isSeatEvent, isSignalEvent } from '../../../core/loop/event.ts';
import type { Entry, FactoryEvent, GateEvent } from '../../../core/loop/event.ts';
import { isReviewEvent } from '../../../core/loop/evolve/reviews.ts';
import type { ReviewEvent } from '../../../core/loop/evolve/reviews.ts';
import type { ActionSummary } from '../../../core/model/action.ts';
import type { LimitEvent } from '../../../core/loop/limits/limit.ts';
import type { Answer, AskSubject } from '../../../core/model/ask.ts';
import type { PauseTarget } from '../../../core/model/gate.ts';
import { assertNever } from '../../../core/result.ts';
import { cleanLine } from '../screen.ts';
import { weightLine } from './weight-line.ts';
import { decisionLine } from './decision-line.ts';
import { lessonLine } from './lesson-line.ts';
import { seatLine } from './seat-line.ts';
import { signalLine } from './signal-line.ts';

/** Names for ids, learnt from a snapshot and from the entries as they come. */
export type Names = { readonly repos: Map<string, string>; readonly threads: Map<string, number> };

export function namesOf({ repos, threads }: Pick<Snapshot, 'repos' | 'threads'>): Names {
  return {
    repos: new Map(repos.map((repo) => [repo.id, repo.name])),
    threads: new Map(threads.map((thread) => [thread.thread, thread.number])),
  };
}

/** `12:30:05 #3 checks started` — one line per fact, in local time. */
export function entryLine(entry: Entry, names: Names): string {
  const { event } = entry;
  if (event.type === 'repo.added') names.repos.set(event.repo.id, event.repo.name);
  if (event.type === 'thread.created') names.threads.set(event.thread, event.number);
  const time = new Date(entry.at).toTimeString().slice(0, 8);
  const number = 'thread' in event ? ` #${String(names.threads.get(event.thread) ?? '?')}` : '';
  return `${time}${number} ${cleanLine(
    describe(
      event,
      (id) => names.repos.get(id) ?? id,
      (id) => `#${String(names.threads.get(id) ?? '?')}`,
    ),
    160,
  )}`;
}

type RepoName = (id: RepoId) => string;

function describe(event: FactoryEvent, repo: RepoName, thread: (id: string) => string): string {
  if (isSignalEvent(event)) return signalLine(event);
  if (isOrderEvent(event))
    return `orders: ${event.orders.map(({ words, on }) => `“${words}”${on ? '' : ' (off)'}`).join(', ') || 'none'}`;
  if (isSeatEvent(event)) return seatLine(event);
  if (isLessonEvent(event)) return lessonLine(event);
  switch (event.type) {
    case 'repo.added':
      return `repo ${event.repo.name} added (${event.repo.path})`;
    case 'repo.skills-trusted':
      return `repo ${repo(event.repo)}: its skills ${event.trusted ? 'are given' : 'are not given'} to agents`;
    case 'repo.ordered':
      return `repo ${repo(event.repo)} builds on ${event.after.join(', ') || 'no other repo'}`;
    case 'repo.configured':
    case 'repo.removed':
      return `repo ${repo(event.repo)} ${event.type.slice('repo.'.length)}`;
    case 'thread.created':
      return `created: ${event.brief.title}`;
    case 'thread.instructed':
      return event.instruction.kind === 'check-failure'
        ? 'the failed checks go back to the agent'
        : `${event.instruction.kind}: ${event.instruction.text}`;
    case 'thread.halted':
      return event.halt;
    case 'thread.resumed':
      return 'resumed';
    case 'thread.harness-switched':
      return `switched to ${event.harness.id}`;
    case 'thread.mode-chosen':
      return `mode: ${event.mode}`;
    case 'thread.dropped':
      return event.reason ? `dropped: ${event.reason}` : 'dropped';
    case 'thread.triaged':
    case 'thread.linked':
    case 'thread.unlinked':
    case 'thread.tried-together':
      return weightLine(event, thread);
    case 'thread.revived':
    case 'thread.found-dead':
    case 'thread.found-alike':
    case 'thread.decided':
    case 'thread.decision-undone':
      return decisionLine(event, thread);
    case 'workspace.entered-phase':
      return `workspace: ${event.phase}`;
    case 'workspace.prepared':
      return `workspace ready: ${event.path}`;
    case 'workspace.removed':
      return 'workspace removed; it lies in the trash for 7 days';
    case 'workspace.failed':
      return `workspace failed: ${event.failure.message}`;
    default:
      return describeWork(event, repo);
  }
}

type Work = Exclude<
  FactoryEvent,
  {
    type:
      | `repo.${string}`
      | `thread.${string}`
      | `workspace.${string}`
      | `signal.${string}`
      | `seat.${string}`
      | `orders.${string}`
      | `lesson.${string}`;
  }
>;

function describeWork(event: Work, repo: RepoName): string {
  switch (event.type) {
    case 'message.edited':
      return `message changed: ${event.text}`;
    case 'message.withdrawn':
      return 'message taken back';
    case 'message.moved':
      return 'message moved in the queue';
    case 'run.started':
      return `run ${event.run} starting`;
    case 'run.spawned':
      return `run ${event.run} working (pid ${String(event.process.pid)})`;
    case 'run.mode-changed':
      return `the agent goes on in the mode ${event.mode}`;
    case 'run.steered':
      return `run ${event.run} was told ${event.instruction}`;
    case 'run.ended':
      return `run ${event.run} ${event.outcome}${event.reason ? `: ${event.reason}` : ''}`;
    case 'action.judged':
      return `${event.verdict.kind}: ${event.action.title}${instead(event.action)}`;
    case 'ask.opened':
      return `asks (${event.ask}): ${subjectLine(event.subject)}`;
    case 'ask.renewed':
      return `asks again (${event.ask})`;
    case 'ask.answered':
      return `answered (${event.ask}): ${answerLine(event.answer)}`;
    case 'ask.withdrawn':
      return `no answer needed any more (${event.ask}): ${event.reason}`;
    case 'change-set.recorded':
      return `changes in ${event.changes.map((change) => `${repo(change.repo)} +${String(change.added)} −${String(change.deleted)}`).join(', ')}`;
    case 'checks.requested':
      return 'checks requested';
    case 'checks.started':
      return `checks started: ${event.planned.map((check) => `${repo(check.repo)} ${check.name}`).join(', ') || 'none are set up'}`;
    case 'check.ended':
      return `check ${repo(event.end.repo)} ${event.end.name} ${event.end.outcome}`;
    case 'checks.ended':
      return 'checks ended';
    default:
      return isReviewEvent(event) ? describeReview(event, repo) : describeLanding(event, repo);
  }
}

function describeReview(event: ReviewEvent, repo: RepoName): string {
  switch (event.type) {
    case 'review.requested':
      return `review asked of ${event.review.harness.id} (${event.review.id})`;
    case 'review.cancelled':
      return `review ends (${event.review}): ${event.reason}`;
    case 'review.reported':
      return `review: ${String(event.report.findings)} findings${event.report.summary ? `: ${event.report.summary}` : ''}`;
    case 'comment.added': {
      const { comment } = event;
      const place =
        comment.path === undefined
          ? ''
          : `/${comment.path}${comment.line === undefined ? '' : `:${String(comment.line)}`}`;
      return `comment on ${repo(comment.repo)}${place}: ${comment.title}`;
    }
    case 'comment.resolved':
      return `comment resolved (${event.comment})`;
    case 'comment.reopened':
      return `comment open again (${event.comment})`;
    case 'comments.sent':
      return `${String(event.comments.length)} comments go to the agent`;
    default:
      return assertNever(event);
  }
}

type LandingFact = Extract<
  FactoryEvent,
  { type: `landing.${string}` | 'clear.given' | `gate.${string}` | `harness.${string}` }
>;

function describeLanding(event: LandingFact, repo: RepoName): string {
  switch (event.type) {
    case 'gate.paused':
    case 'gate.resumed':
    case 'gate.rules-added':
    case 'gate.rules-removed':
      return describeGate(event);
    case 'harness.limited':
    case 'harness.probe-allowed':
    case 'harness.lifted':
      return describeLimit(event);
    case 'clear.given':
      return `approved: ${event.clear.heads.map((head) => `${repo(head.repo)} ${head.commit.slice(0, 10)}`).join(', ')}`;
    case 'landing.started':
      return `landing ${event.heads.map((head) => repo(head.repo)).join(', ')}${event.group ? `, one of ${String(event.group.threads.length)} together` : ''}`;
    case 'landing.proven':
      return 'green together with all that land with it';
    case 'landing.prepared':
      return `${repo(event.repo)}: merge ${event.merge.slice(0, 10)} built`;
    case 'landing.push-claimed':
      return `${repo(event.repo)}: pushing`;
    case 'landing.pushed':
      return `${repo(event.repo)}: landed, the remote confirmed it`;
    case 'landing.push-refused':
      return `${repo(event.repo)}: push refused: ${event.reason}`;
    case 'landing.revert-claimed':
      return `${repo(event.repo)}: reverting`;
    case 'landing.reverted':
      return `${repo(event.repo)}: reverted`;
    case 'landing.revert-refused':
      return `${repo(event.repo)}: could not be reverted: ${event.reason}`;
    case 'landing.ended':
      return `landing ended: ${event.outcome}${event.reason ? `: ${event.reason}` : ''}`;
    default:
      return assertNever(event);
  }
}

function describeGate(event: GateEvent): string {
  switch (event.type) {
    case 'gate.paused':
      return `gate paused: ${targetLine(event.target)}${event.until === undefined ? '' : ` until ${new Date(event.until).toISOString()}`}`;
    case 'gate.resumed':
      return `gate resumed: ${targetLine(event.target)}`;
    case 'gate.rules-added':
      return `policy: added ${event.rules.join(', ')}`;
    default:
      return `policy: removed ${event.rules.join(', ')}: ${event.reason}`;
  }
}

function instead({ replaces }: ActionSummary): string {
  return replaces === undefined ? '' : `, the person's own in the place of: ${replaces}`;
}

const lifts = { time: 'its time is over', answer: 'the model answers again', person: 'released' } as const;

function describeLimit(event: LimitEvent): string {
  switch (event.type) {
    case 'harness.limited':
      return `harness ${event.harness} held (${event.kind}): ${event.reason}${event.until === undefined ? '' : ` until ${new Date(event.until).toISOString()}`}`;
    case 'harness.probe-allowed':
      return `harness ${event.harness}: one run may find out whether it is over`;
    default:
      return `harness ${event.harness} goes on: ${lifts[event.why]}`;
  }
}

export function targetLine(target: PauseTarget): string {
  if (target.kind === 'rule') return `rule ${target.rule}`;
  return target.kind === 'thread' ? `thread ${target.thread}` : 'everything';
}

export function subjectLine(subject: AskSubject): string {
  return subject.kind === 'gate' ? subject.action.title : subject.text;
}

const approvals: Readonly<Record<Extract<Answer, { kind: 'approve' }>['scope'], string>> = {
  once: 'approved once',
  thread: 'approved for this thread',
  repo: 'approved always in this repo',
  always: 'approved always',
};

export function answerLine(answer: Answer): string {
  switch (answer.kind) {
    case 'approve':
      return approvals[answer.scope];
    case 'edit':
      return `approved with another command: ${answer.command}`;
    case 'reject':
      return answer.reason ? `rejected: ${answer.reason}` : 'rejected';
    default:
      return answer.text;
  }
}
