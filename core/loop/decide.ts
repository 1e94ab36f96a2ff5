import type { Actor } from '../model/ask.ts';
import { inProviderOrder } from '../model/repo/repo-order.ts';
import type { Thread } from '../model/thread.ts';
import { currentRun, isUnfinished, nextInstruction, openAsks } from '../model/thread.ts';
import { isAlive } from '../model/run.ts';
import { assertNever, fail, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { NameOf } from './decide/check-failure.ts';
import type { Command } from './command.ts';
import { decideGate } from './decide/gate.ts';
import { decideAnswer } from './decide/answer.ts';
import { decideHalt, decideResume } from './decide/halt.ts';
import { decideClear, decideLand, pastWork } from './decide/landing.ts';
import { decideLandTogether } from './decide/land-together.ts';
import { decideLink, decideTriage, decideUnlink } from './decide/triage.ts';
import { decideReport } from './decide/report.ts';
import { decideCancel, decideComment, decideResolve, decideReview, decideSend } from './decide/review.ts';
import { decideMode, decideSwitch } from './decide/switch.ts';
import { withdrawals } from './decide/withdrawals.ts';
import { decideDecision } from './decisions/decide-decision.ts';
import { decideLesson } from './lessons/decide-lesson.ts';
import { decideLimit } from './limits/decide-limit.ts';
import { decideOrder } from './orders/orders.ts';
import { decideQueue } from './queue/decide-queue.ts';
import { decideSeat } from './seat/decide-seat.ts';
import { decideSignal } from './signals/decide-signal.ts';
import type { FactoryEvent } from './event.ts';
import type { FactoryState } from './state.ts';

export type Decision = Result<readonly FactoryEvent[]>;

/** State and request in, facts or a refusal out. Pure. */
export function decide(state: FactoryState, command: Command): Decision {
  switch (command.type) {
    case 'repo.add':
    case 'repo.configure':
    case 'repo.remove':
    case 'repo.order':
    case 'repo.trust-skills':
      return decideRepo(state, command);
    case 'gate.pause':
    case 'gate.resume':
    case 'gate.record':
      return decideGate(state, command);
    case 'harness.limit':
    case 'harness.lapse':
    case 'harness.answer':
    case 'harness.release':
      return decideLimit(state, command);
    case 'signal.receive':
    case 'signal.take':
    case 'signal.dismiss':
    case 'signal.reopen':
      return decideSignal(state, command);
    case 'decision.make':
    case 'decision.undo':
      return decideDecision(state, command, (other) => decide(state, other));
    case 'order.give':
    case 'order.switch':
    case 'order.move':
    case 'order.remove':
      return decideOrder(state, command);
    case 'seat.record':
      return decideSeat(state, command);
    case 'lesson.report':
    case 'lesson.propose':
    case 'lesson.prove':
    case 'lesson.accept':
    case 'lesson.reject':
    case 'lesson.write':
    case 'lesson.enforce':
    case 'lesson.revert':
      return decideLesson(state, command, (other) => decide(state, other));
    case 'thread.create':
      return decideCreate(state, command);
    case 'group.land':
      return decideLandTogether(state, command);
    case 'report':
      return 'thread' in command.event
        ? withThread(state, command.event.thread, (thread) => decideReport(thread, command.event, nameOf(state)))
        : ok([]);
    default:
      return withThread(state, command.thread, (thread) => decideThread(state, thread, command));
  }
}

type Other = 'repo' | 'group' | 'gate' | 'harness' | 'signal' | 'decision' | 'order' | 'seat' | 'lesson';
type ThreadCommand = Exclude<Command, { type: 'thread.create' | 'report' | `${Other}.${string}` }>;

function nameOf(state: FactoryState): NameOf {
  return (repo) => state.repos.get(repo)?.name ?? repo;
}

function decideThread(state: FactoryState, thread: Thread, command: ThreadCommand): Decision {
  if (command.type === 'thread.revive') return decideRevive(thread, command.by);
  if (thread.dropped) return fail({ code: 'thread-dropped', message: `Thread #${String(thread.number)} was dropped` });
  switch (command.type) {
    case 'thread.instruct':
      return decideInstruct(thread, command);
    case 'thread.halt':
      return decideHalt(thread, command);
    case 'thread.resume':
      return decideResume(thread, command);
    case 'thread.drop':
      return decideDrop(thread, command);
    case 'thread.check':
      return decideCheck(thread, command);
    case 'thread.clear':
      return decideClear(thread, command);
    case 'thread.land':
      return decideLand(state, thread, command);
    case 'thread.triage':
      return unlessPast(thread, () => decideTriage(state, thread, command));
    case 'thread.link':
      return decideLink(state, command);
    case 'thread.unlink':
      return decideUnlink(state, command);
    case 'thread.switch':
      return unlessPast(thread, () => decideSwitch(thread, command));
    case 'thread.choose-mode':
      return unlessPast(thread, () => decideMode(thread, command));
    case 'message.edit':
    case 'message.withdraw':
    case 'message.move':
      return decideQueue(thread, command);
    case 'ask.answer':
      return decideAnswer(thread, command, nameOf(state));
    default:
      return decideReviewing(thread, command, nameOf(state));
  }
}

function decideRevive(thread: Thread, by: Actor): Decision {
  return thread.dropped
    ? ok([{ type: 'thread.revived', thread: thread.thread, by }])
    : fail({ code: 'not-dropped', message: `Thread #${String(thread.number)} was not dropped` });
}

type ReviewCommand = Extract<ThreadCommand, { type: `review.${string}` | `comment.${string}` | 'comments.send' }>;

function decideReviewing(thread: Thread, command: ReviewCommand, nameOf: NameOf): Decision {
  switch (command.type) {
    case 'review.request':
      return unlessPast(thread, () => decideReview(thread, command));
    case 'review.cancel':
      return decideCancel(thread, command);
    case 'comment.add':
      return decideComment(thread, command);
    case 'comment.resolve':
    case 'comment.reopen':
      return decideResolve(thread, command);
    case 'comments.send':
      return decideSend(thread, command, { nameOf, instruct: (instruct) => decideInstruct(thread, instruct) });
    default:
      return assertNever(command);
  }
}

function unlessPast(thread: Thread, decision: () => Decision): Decision {
  const refusal = pastWork(thread);
  return refusal ? fail(refusal) : decision();
}

function withThread(state: FactoryState, id: Thread['thread'], then: (thread: Thread) => Decision): Decision {
  const thread = state.threads.get(id);
  return thread
    ? then(thread)
    : fail({ code: 'thread-not-found', message: `There is no thread ${id}`, next: 'List them: teatree thread list' });
}

function decideRepo(state: FactoryState, command: Extract<Command, { type: `repo.${string}` }>): Decision {
  if (command.type === 'repo.add') {
    const twin = [...state.repos.values()].find(
      (each) => each.path === command.repo.path || each.name === command.repo.name,
    );
    return twin
      ? fail({
          code: 'repo-already-registered',
          message: `${command.repo.path} is already registered as ${twin.name} (${twin.path})`,
        })
      : ok([{ type: 'repo.added', repo: command.repo }]);
  }
  const repo = state.repos.get(command.repo);
  if (!repo)
    return fail({
      code: 'repo-not-found',
      message: `There is no repo ${command.repo}`,
      next: 'List them: teatree repo list',
    });
  if (command.type === 'repo.configure')
    return ok([{ type: 'repo.configured', repo: repo.id, config: command.config }]);
  if (command.type === 'repo.order') return ok([{ type: 'repo.ordered', repo: repo.id, after: [...command.after] }]);
  if (command.type === 'repo.trust-skills')
    return ok([{ type: 'repo.skills-trusted', repo: repo.id, trusted: command.trusted }]);
  const user = [...state.threads.awake()].find((thread) => isUnfinished(thread) && thread.repos.includes(repo.id));
  return user
    ? fail({
        code: 'repo-in-use',
        message: `${repo.name} is used by thread #${String(user.number)}`,
        next: 'Land or drop that thread first',
      })
    : ok([{ type: 'repo.removed', repo: repo.id }]);
}

function decideCreate(state: FactoryState, command: Extract<Command, { type: 'thread.create' }>): Decision {
  const { brief, instruction } = command;
  if (state.threads.has(brief.thread)) return fail({ code: 'thread-exists', message: `Thread ${brief.thread} exists` });
  const missing = brief.repos.find((repo) => !state.repos.has(repo));
  if (missing)
    return fail({
      code: 'repo-not-found',
      message: `There is no repo ${missing}`,
      next: 'Add it: teatree repo add PATH',
    });
  if (new Set(brief.repos).size !== brief.repos.length)
    return fail({ code: 'repo-twice', message: 'A repo is named twice' });
  const number = 1 + state.threads.highest();
  const ordered = { ...brief, repos: [...inProviderOrder(state.repos, brief.repos)] };
  return ok([{ type: 'thread.created', thread: brief.thread, brief: ordered, number, instruction }]);
}

function decideInstruct(thread: Thread, command: Extract<Command, { type: 'thread.instruct' }>): Decision {
  const refusal = pastWork(thread);
  if (refusal) return fail(refusal);
  return ok([
    ...takeUpAgain(thread, { by: command.by, reason: 'A message was sent instead' }),
    { type: 'thread.instructed', thread: thread.thread, instruction: command.instruction },
  ]);
}

/** A stuck or halted thread goes on by what the person ordered; no answer is needed any more. */
function takeUpAgain(thread: Thread, { by, reason }: { by: Actor; reason: string }): readonly FactoryEvent[] {
  const stuck = openAsks(thread).filter((ask) => ask.subject.kind === 'stuck');
  const resumed: FactoryEvent = { type: 'thread.resumed', thread: thread.thread, by };
  return [...withdrawals(stuck, reason), ...(thread.halt ? [resumed] : [])];
}

function decideDrop(thread: Thread, command: Extract<Command, { type: 'thread.drop' }>): Decision {
  const refusal = pastWork(thread);
  if (refusal) return fail(refusal);
  return ok([
    { type: 'thread.dropped', thread: thread.thread, reason: command.reason, by: command.by },
    ...withdrawals(openAsks(thread), 'The thread was dropped'),
  ]);
}

function decideCheck(thread: Thread, command: Extract<Command, { type: 'thread.check' }>): Decision {
  const refusal = pastWork(thread);
  if (refusal) return fail(refusal);
  if (thread.rounds.length === 0 || isAlive(currentRun(thread)) || nextInstruction(thread))
    return fail({ code: 'nothing-to-check', message: 'There is no finished change set to check yet' });
  return ok([
    ...takeUpAgain(thread, { by: command.by, reason: 'The checks run again' }),
    { type: 'checks.requested', thread: thread.thread, by: command.by },
  ]);
}
