import type { Authorities, Authority, ChoiceAction } from './decision.ts';

const all: readonly Authority[] = ['rule', 'model', 'person'];

const onlyYou = {
  open: 'where work begins and with whom is yours to say, once or by a standing order',
  revive: 'what you dropped comes back only by you',
  apart: 'nothing is proposed that would call two threads different',
} as const;

const neverByRules = {
  keep: 'the rules never propose to keep: without an answer a thread is kept anyway',
  hold: 'the rules hold nothing back by themselves; a standing order does',
  dismiss: 'the rules dismiss nothing by themselves; a standing order does',
  triage: 'the rules weigh nothing by themselves; a standing order does',
  supersede: 'the rules cannot tell which of two threads should go on',
} as const;

/** Why somebody cannot be given the last word on a kind of choice; undefined where they can. */
export function refusedAuthority(action: ChoiceAction, who: Authority): string | undefined {
  if (who === 'person') return undefined;
  const yours = (onlyYou as Partial<Record<ChoiceAction, string>>)[action];
  if (yours !== undefined) return yours;
  return who === 'rule' ? (neverByRules as Partial<Record<ChoiceAction, string>>)[action] : undefined;
}

/** The first combination of a new table that is refused, in words; what stood there already is no news. */
export function refusalIn(authorities: Partial<Authorities>, before: Authorities): string | undefined {
  for (const [action, who] of Object.entries(authorities) as [ChoiceAction, Authority][]) {
    const why = before[action] === who ? undefined : refusedAuthority(action, who);
    if (why !== undefined) return `${action} cannot be decided by ${authorityWords[who]}: ${why}`;
  }
  return undefined;
}

export const authorityWords: Readonly<Record<Authority, string>> = {
  rule: 'the rules',
  model: 'a model',
  person: 'only you',
};

/** Who may be chosen for a kind of choice. */
export function possibleAuthorities(action: ChoiceAction): readonly Authority[] {
  return all.filter((who) => refusedAuthority(action, who) === undefined);
}
