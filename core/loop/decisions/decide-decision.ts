import type { DecisionId } from '../../ids.ts';
import type { Actor } from '../../model/ask.ts';
import { untriaged } from '../../model/attention/triage.ts';
import type { Choice, Decision, TakenDecision } from '../../model/deciding/decision.ts';
import { adviceOn } from '../../model/deciding/seat.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { boardPrint } from '../../decisions/board-print.ts';
import type { Command } from '../command.ts';
import type { FactoryEvent } from '../event.ts';
import type { FactoryState } from '../state.ts';
import type { DecisionCommand } from './decision-command.ts';
import type { DecisionEvent } from './decision-events.ts';
import { decisionsIn } from './decisions-in.ts';

type DecideOther = (command: Command) => Result<readonly FactoryEvent[]>;

/** `other` decides the command that a choice comes to, on the same state. */
export function decideDecision(
  state: FactoryState,
  command: DecisionCommand,
  other: DecideOther,
): Result<readonly FactoryEvent[]> {
  return command.type === 'decision.make' ? make(state, command, other) : undo(state, command, other);
}

function make(
  state: FactoryState,
  { decision, opens, board: expected }: Extract<DecisionCommand, { type: 'decision.make' }>,
  other: DecideOther,
): Result<readonly FactoryEvent[]> {
  const board = boardPrint(state);
  if (expected !== undefined && expected !== board)
    return fail({
      code: 'board-changed',
      message: 'The board has changed since this was decided',
      next: 'Look at it again',
    });
  const { applied, actor: by } = decision;
  const begun = opens ? other({ type: 'thread.create', ...opens }) : ok([]);
  if (!begun.ok) return begun;
  const commands = commandsOf(state, applied, by);
  // A thread that begins in the same breath is not on the board yet.
  const follows = opens && applied.action === 'open' ? taken(applied, by) : allOf(commands, other);
  if (!follows.ok) return follows;
  const weighed = commands.find((command) => command.type === 'thread.triage');
  const before = weighed && (state.threads.get(weighed.thread)?.triage ?? untriaged);
  const model = decision.model ?? adviceOn(state.seat, decision.key)?.choice;
  const made = madeEvent(applied, { ...decision, board, ...(model && { model }), ...(before && { before }) });
  return ok([made, ...begun.value, ...follows.value]);
}

function madeEvent(choice: Choice, decision: Decision): DecisionEvent {
  return 'thread' in choice
    ? { type: 'thread.decided', thread: choice.thread, decision }
    : { type: 'signal.decided', id: choice.signal, decision };
}

function taken({ signal, into }: Extract<Choice, { action: 'open' }>, by: Actor): Result<readonly FactoryEvent[]> {
  return into === undefined ? ok([]) : ok([{ type: 'signal.taken', id: signal, into, by }]);
}

/** They are about different threads, so each is decided on the state before all. */
function allOf(commands: readonly Command[], other: DecideOther): Result<readonly FactoryEvent[]> {
  const events: FactoryEvent[] = [];
  for (const command of commands) {
    const decided = other(command);
    if (!decided.ok) return decided;
    events.push(...decided.value);
  }
  return ok(events);
}

function commandsOf({ threads }: FactoryState, choice: Choice, by: Actor): readonly Command[] {
  switch (choice.action) {
    case 'drop':
      return [{ type: 'thread.drop', thread: choice.thread, reason: choice.reason, by }];
    case 'revive':
      return [{ type: 'thread.revive', thread: choice.thread, by }];
    case 'link':
      return [{ type: 'thread.link', thread: choice.thread, edge: choice.edge, by }];
    case 'supersede': {
      const { thread, into } = choice;
      const reason = `#${String(threads.get(into)?.number ?? '?')} takes its place`;
      return [
        { type: 'thread.link', thread: into, edge: { kind: 'supersedes', to: thread }, by },
        { type: 'thread.drop', thread, reason, by },
      ];
    }
    case 'triage':
      return [{ type: 'thread.triage', thread: choice.thread, patch: choice.patch, by }];
    case 'keep':
      return choice.size ? [{ type: 'thread.triage', thread: choice.thread, patch: { size: choice.size }, by }] : [];
    case 'attach':
      return [{ type: 'signal.take', signal: choice.signal, into: choice.into, by }];
    case 'dismiss':
      return [{ type: 'signal.dismiss', signal: choice.signal, reason: choice.reason, by }];
    default:
      return [];
  }
}

function undo(
  state: FactoryState,
  { decision: id, by }: Extract<DecisionCommand, { type: 'decision.undo' }>,
  other: DecideOther,
): Result<readonly FactoryEvent[]> {
  const decision = decisionsIn(state).find((each) => each.id === id);
  if (!decision)
    return fail({
      code: 'decision-not-found',
      message: `There is no decision ${id}`,
      next: 'List them: teatree decisions list',
    });
  if (decision.undone) return fail({ code: 'decision-undone', message: 'It has been undone already' });
  const events: FactoryEvent[] = [undoneEvent(decision.applied, id, by)];
  for (const command of backOf(decision, by)) {
    const back = other(command);
    // A link that somebody took away since is back as it was already.
    if (!back.ok && back.error.code === 'not-linked') continue;
    if (!back.ok) return back;
    events.push(...back.value);
  }
  return ok(events);
}

function undoneEvent(choice: Choice, decision: DecisionId, by: Actor): DecisionEvent {
  return 'thread' in choice
    ? { type: 'thread.decision-undone', thread: choice.thread, decision, by }
    : { type: 'signal.decision-undone', id: choice.signal, decision, by };
}

/** What puts things back as they were. A thread that was begun stays, but dropped. */
function backOf({ applied, before }: TakenDecision, by: Actor): readonly Command[] {
  switch (applied.action) {
    case 'drop':
      return [{ type: 'thread.revive', thread: applied.thread, by }];
    case 'revive':
      return [{ type: 'thread.drop', thread: applied.thread, reason: 'Reviving it was undone', by }];
    case 'link':
      return [{ type: 'thread.unlink', thread: applied.thread, edge: applied.edge, by }];
    case 'supersede':
      return [
        { type: 'thread.unlink', thread: applied.into, edge: { kind: 'supersedes', to: applied.thread }, by },
        { type: 'thread.revive', thread: applied.thread, by },
      ];
    case 'triage':
    case 'keep':
      return before
        ? [
            {
              type: 'thread.triage',
              thread: applied.thread,
              patch: { ...before, due: before.due ?? null, pinned: before.pinned ?? false },
              by,
            },
          ]
        : [];
    case 'open':
      return [
        { type: 'signal.reopen', signal: applied.signal, by },
        ...(applied.into === undefined
          ? []
          : [{ type: 'thread.drop', thread: applied.into, reason: 'Beginning it was undone', by } as const]),
      ];
    case 'attach':
    case 'dismiss':
      return [{ type: 'signal.reopen', signal: applied.signal, by }];
    default:
      return [];
  }
}
