import { z } from 'zod';
import { RepoId, ThreadId } from '../../ids.ts';
import type { Answered } from '../inbox.ts';
import { askLine } from '../board.ts';
import { Outcome, outcomeOf, saidWith } from './outcome.ts';

/** Which decisions are looked for; what is not named does not matter. */
export const HistoryFilter = z.strictObject({
  /** In what was asked, what was said, or the title of the thread, in any case. */
  text: z.string().max(200).optional(),
  thread: ThreadId.optional(),
  repo: RepoId.optional(),
  rule: z.string().max(200).optional(),
  outcome: Outcome.optional(),
  /** Decided within so many days. */
  days: z.number().int().min(1).max(36_500).optional(),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;

const dayMs = 86_400_000;

export function filterHistory(all: readonly Answered[], filter: HistoryFilter, now: number): readonly Answered[] {
  const { thread, repo, rule, outcome, days } = filter;
  const text = filter.text?.trim().toLowerCase() ?? '';
  return all.filter(
    (each) =>
      (thread === undefined || each.thread.thread === thread) &&
      (repo === undefined || each.thread.repos.includes(repo)) &&
      (rule === undefined || ruleOf(each) === rule) &&
      (outcome === undefined || outcomeOf(each.ask) === outcome) &&
      (days === undefined || each.at > now - days * dayMs) &&
      (text === '' || wordsOf(each).some((words) => words.toLowerCase().includes(text))),
  );
}

export function isFiltered(filter: HistoryFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== '');
}

/** Of a question of the gate. */
export function ruleOf({ ask }: Answered): string | undefined {
  return ask.subject.kind === 'gate' ? ask.subject.rule : undefined;
}

function wordsOf({ ask, thread }: Answered): readonly string[] {
  const raw = ask.subject.kind === 'gate' ? ask.subject.action.raw : '';
  return [askLine(ask), raw, saidWith(ask), thread.title, `#${String(thread.number)}`];
}
