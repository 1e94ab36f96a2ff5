import { z } from 'zod';
import type { Answer, Ask } from '../../model/ask.ts';

/** What became of a question, as it is looked for. */
export const Outcome = z.enum(['approved', 'allowed', 'changed', 'rejected', 'expired', 'answered', 'fell-away']);
export type Outcome = z.infer<typeof Outcome>;

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  approved: 'approved',
  allowed: 'allowed by a rule',
  changed: 'changed and approved',
  rejected: 'rejected',
  expired: 'expired, rejected',
  answered: 'answered',
  'fell-away': 'no answer needed',
};

const approvals = {
  once: 'approved once',
  thread: 'approved for thread',
  repo: 'allowed in the repo',
  always: 'always allowed',
} as const;

/** Undefined while it is open. */
export function outcomeOf({ state }: Ask): Outcome | undefined {
  if (state.kind === 'open') return undefined;
  if (state.kind === 'withdrawn') return 'fell-away';
  const { answer, by } = state;
  switch (answer.kind) {
    case 'approve':
      return answer.scope === 'repo' || answer.scope === 'always' ? 'allowed' : 'approved';
    case 'edit':
      return 'changed';
    case 'choose':
      return 'answered';
    case 'reject':
      return by.who === 'factory' ? 'expired' : 'rejected';
  }
}

/** As it stands in a row, with how far an approval reaches. */
export function outcomeText(ask: Ask): string {
  const { state } = ask;
  if (state.kind === 'answered' && state.answer.kind === 'approve') return approvals[state.answer.scope];
  const outcome = outcomeOf(ask);
  return outcome === undefined ? 'open' : outcomeWords[outcome];
}

/** What was said with it: a reason, a command, an answer, or why it fell away. */
export function saidWith({ state }: Ask): string {
  if (state.kind === 'withdrawn') return state.reason;
  return state.kind === 'answered' ? saidIn(state.answer) : '';
}

function saidIn(answer: Answer): string {
  switch (answer.kind) {
    case 'approve':
      return '';
    case 'edit':
      return answer.command;
    case 'reject':
      return answer.reason;
    case 'choose':
      return answer.text;
  }
}
