import type { AskId, ClearId, CommentId, InstructionId, LandingId, RepoId, ReviewId, ThreadId } from '../ids.ts';
import type { Actor, Answer } from '../model/ask.ts';
import type { PauseTarget } from '../model/gate.ts';
import type { Edge, LinkKind } from '../model/attention/edge.ts';
import type { TriagePatch } from '../model/attention/triage.ts';
import type { Head } from '../model/change-set.ts';
import type { Instruction } from '../model/instruction.ts';
import type { WrittenComment } from '../model/review/comment.ts';
import type { ReviewOrder } from '../model/review/review.ts';
import type { HarnessChoice } from '../model/run.ts';
import type { Repo, RepoConfig } from '../model/repo.ts';
import type { HaltKind, ThreadBrief } from '../model/thread.ts';
import type { FactoryEvent, GateEvent } from './event.ts';
import type { SignalCommand } from './signals/decide-signal.ts';
import type { DecisionCommand } from './decisions/decision-command.ts';
import type { OrderCommand } from './orders/orders.ts';
import type { SeatCommand } from './seat/decide-seat.ts';
import type { LessonCommand } from './lessons/lesson-command.ts';
import type { QueueCommand } from './queue/decide-queue.ts';
import type { LimitCommand } from './limits/decide-limit.ts';

/** What the world reports. It may still be refused: a run that is no longer the thread's run reports nothing. */
export type Report = Extract<
  FactoryEvent,
  {
    type:
      | `workspace.${string}`
      | `run.${string}`
      | 'action.judged'
      | 'ask.opened'
      | 'ask.renewed'
      | 'thread.found-dead'
      | 'thread.tried-together'
      | 'thread.found-alike'
      | 'change-set.recorded'
      | 'review.reported'
      | 'comment.added'
      | 'checks.started'
      | 'check.ended'
      | 'checks.ended'
      | Exclude<Extract<FactoryEvent, { landing: LandingId }>['type'], 'landing.started'>;
  }
>;

/** An edge as it is asked for: `blocks` is recorded from the other end. */
export type Link = Omit<Edge, 'kind'> & { readonly kind: LinkKind };

/** A request that may be refused. Ids and times come from outside, so that deciding is pure. */
export type Command =
  | { readonly type: 'repo.add'; readonly repo: Repo }
  | { readonly type: 'repo.configure'; readonly repo: RepoId; readonly config: RepoConfig }
  | { readonly type: 'repo.remove'; readonly repo: RepoId }
  | { readonly type: 'repo.order'; readonly repo: RepoId; readonly after: readonly string[] }
  | { readonly type: 'repo.trust-skills'; readonly repo: RepoId; readonly trusted: boolean }
  | { readonly type: 'thread.create'; readonly brief: ThreadBrief; readonly instruction: Instruction }
  | {
      readonly type: 'thread.instruct';
      readonly thread: ThreadId;
      readonly instruction: Instruction;
      readonly by: Actor;
    }
  | { readonly type: 'thread.halt'; readonly thread: ThreadId; readonly halt: HaltKind; readonly by: Actor }
  | {
      readonly type: 'thread.resume';
      readonly thread: ThreadId;
      /** For a hand-back: what the person tells the agent. */
      readonly message?: string | undefined;
      readonly by: Actor;
    }
  | { readonly type: 'thread.drop'; readonly thread: ThreadId; readonly reason: string; readonly by: Actor }
  | { readonly type: 'thread.revive'; readonly thread: ThreadId; readonly by: Actor }
  | { readonly type: 'thread.check'; readonly thread: ThreadId; readonly by: Actor }
  | {
      readonly type: 'thread.switch';
      readonly thread: ThreadId;
      readonly harness: HarnessChoice;
      readonly by: Actor;
    }
  | { readonly type: 'thread.choose-mode'; readonly thread: ThreadId; readonly mode: string; readonly by: Actor }
  | {
      readonly type: 'thread.triage';
      readonly thread: ThreadId;
      readonly patch: TriagePatch;
      readonly reason?: string | undefined;
      readonly by: Actor;
    }
  | {
      readonly type: 'thread.link';
      readonly thread: ThreadId;
      readonly edge: Link;
      readonly evidence?: string | undefined;
      readonly by: Actor;
    }
  | { readonly type: 'thread.unlink'; readonly thread: ThreadId; readonly edge: Link; readonly by: Actor }
  | { readonly type: 'review.request'; readonly thread: ThreadId; readonly review: ReviewOrder; readonly by: Actor }
  | { readonly type: 'review.cancel'; readonly thread: ThreadId; readonly review: ReviewId; readonly by: Actor }
  | { readonly type: 'comment.add'; readonly thread: ThreadId; readonly comment: WrittenComment }
  | {
      readonly type: 'comment.resolve' | 'comment.reopen';
      readonly thread: ThreadId;
      readonly comment: CommentId;
      readonly by: Actor;
    }
  | {
      readonly type: 'comments.send';
      readonly thread: ThreadId;
      readonly comments: readonly CommentId[];
      readonly instruction: InstructionId;
      readonly by: Actor;
    }
  | {
      readonly type: 'thread.clear';
      readonly thread: ThreadId;
      readonly clear: ClearId;
      readonly heads: readonly Head[];
      readonly at: number;
      readonly by: Actor;
    }
  | { readonly type: 'thread.land'; readonly thread: ThreadId; readonly landing: LandingId; readonly by: Actor }
  | {
      readonly type: 'group.land';
      /** In landing order; the commits are those that were looked at. */
      readonly members: readonly {
        readonly thread: ThreadId;
        readonly landing: LandingId;
        readonly clear: ClearId;
        readonly heads: readonly Head[];
      }[];
      readonly at: number;
      readonly by: Actor;
    }
  | {
      readonly type: 'ask.answer';
      readonly thread: ThreadId;
      readonly ask: AskId;
      readonly generation: number;
      readonly answer: Answer;
      readonly by: Actor;
    }
  | {
      readonly type: 'gate.pause';
      readonly target: PauseTarget;
      /** Milliseconds since the epoch. */
      readonly until: number | undefined;
      readonly by: Actor;
    }
  | { readonly type: 'gate.resume'; readonly target: PauseTarget; readonly by: Actor }
  | { readonly type: 'gate.record'; readonly event: Extract<GateEvent, { type: `gate.rules-${string}` }> }
  | LimitCommand
  | DecisionCommand
  | SignalCommand
  | SeatCommand
  | QueueCommand
  | OrderCommand
  | LessonCommand
  | { readonly type: 'report'; readonly event: Report };
