import { pathBetween } from '../../attention/waits.ts';
import type { ThreadId } from '../../ids.ts';
import { isDirected, sameEdge } from '../../model/attention/edge.ts';
import type { Edge } from '../../model/attention/edge.ts';
import { untriaged } from '../../model/attention/triage.ts';
import type { Triage, TriagePatch } from '../../model/attention/triage.ts';
import { isUnfinished } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';
import { fail, ok } from '../../result.ts';
import type { Failure, Result } from '../../result.ts';
import type { Command, Link } from '../command.ts';
import type { FactoryEvent } from '../event.ts';
import type { FactoryState } from '../state.ts';

type Decision = Result<readonly FactoryEvent[]>;

export function decideTriage(
  state: FactoryState,
  thread: Thread,
  { patch, reason, by }: Extract<Command, { type: 'thread.triage' }>,
): Decision {
  const before = thread.triage ?? untriaged;
  const triage = patched(before, patch, () => firstPin(state));
  if (JSON.stringify(triage) === JSON.stringify(before))
    return fail({
      code: 'nothing-to-change',
      message: `Thread #${String(thread.number)} is triaged like this already`,
    });
  return ok([{ type: 'thread.triaged', thread: thread.thread, triage, ...(reason && { reason }), by }]);
}

function patched(before: Triage, { due, pinned, ...plain }: TriagePatch, first: () => number): Triage {
  const { due: dueBefore, pinned: pinnedBefore, ...rest } = before;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const date = due === undefined ? dueBefore : (due ?? undefined);
  const pin = pinned === undefined ? pinnedBefore : pinned === true ? first() : pinned === false ? undefined : pinned;
  return { ...rest, ...given, ...(date !== undefined && { due: date }), ...(pin !== undefined && { pinned: pin }) };
}

/** Before all that are pinned. */
function firstPin(state: FactoryState): number {
  const pins = [...state.threads.awake()].filter(isUnfinished).map((thread) => thread.triage?.pinned ?? 0);
  return Math.min(0, ...pins) - 1;
}

export function decideLink(state: FactoryState, command: Extract<Command, { type: 'thread.link' }>): Decision {
  const recorded = recordedAs(command);
  const from = state.threads.get(recorded.thread);
  const to = state.threads.get(recorded.edge.to);
  if (!from || !to) return fail(noThread(from ? recorded.edge.to : recorded.thread));
  if (from === to) return fail({ code: 'link-to-itself', message: `#${String(to.number)} is the same thread` });
  if (from.edges?.some((edge) => sameEdge(edge, recorded.edge)))
    return fail({ code: 'linked-already', message: `${words(from, recorded.edge, to)} is recorded already` });
  const circle = isDirected(recorded.edge.kind) ? circleOf(state, recorded, command.edge.kind === 'blocks') : undefined;
  if (circle !== undefined)
    return fail({
      code: 'link-circle',
      message: `It would close a circle of ${command.edge.kind}: ${circle}`,
      next: 'Take one of these links away first',
    });
  const { evidence } = command;
  const edge = { ...recorded.edge, ...(evidence !== undefined && evidence !== '' && { evidence }) };
  return ok([{ type: 'thread.linked', thread: from.thread, edge, by: command.by }]);
}

export function decideUnlink(state: FactoryState, command: Extract<Command, { type: 'thread.unlink' }>): Decision {
  const { thread, edge } = recordedAs(command);
  const from = state.threads.get(thread);
  if (!from) return fail(noThread(thread));
  if (!from.edges?.some((each) => sameEdge(each, edge)))
    return fail({
      code: 'not-linked',
      message: `${words(from, edge, state.threads.get(edge.to))} is not recorded`,
      next: `See its links: teatree thread show ${String(from.number)}`,
    });
  return ok([{ type: 'thread.unlinked', thread, edge, by: command.by }]);
}

type Recorded = { readonly thread: ThreadId; readonly edge: Edge };

/** `#3 blocks #7` stands on #7, as `waits-for`. */
function recordedAs({ thread, edge: { kind, to } }: { readonly thread: ThreadId; readonly edge: Link }): Recorded {
  return kind === 'blocks' ? { thread: to, edge: { kind: 'waits-for', to: thread } } : { thread, edge: { kind, to } };
}

/** `#3 → #7 → #3`, read in the direction in which the person said it. */
function circleOf(state: FactoryState, { thread, edge }: Recorded, backwards: boolean): string | undefined {
  const threadOf = (id: string) => state.threads.get(id as ThreadId);
  const along = (id: string) => threadOf(id)?.edges?.flatMap(({ kind, to }) => (kind === edge.kind ? [to] : [])) ?? [];
  const path = pathBetween(edge.to, thread, along);
  if (!path) return undefined;
  const circle = backwards ? [edge.to, ...path.toReversed()] : [thread, ...path];
  return circle.map((id) => `#${String(threadOf(id)?.number ?? id)}`).join(' → ');
}

function words(from: Thread, { kind, to }: Edge, other: Thread | undefined): string {
  return `#${String(from.number)} ${kind} ${other ? `#${String(other.number)}` : to}`;
}

function noThread(id: string): Failure {
  return { code: 'thread-not-found', message: `There is no thread ${id}`, next: 'List them: teatree thread list' };
}
