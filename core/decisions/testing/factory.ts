import { DecisionId, InstructionId, RepoId, SignalId, ThreadId } from '../../ids.ts';
import type { Command } from '../../loop/command.ts';
import { decide } from '../../loop/decide.ts';
import { evolve } from '../../loop/evolve.ts';
import type { Entry } from '../../loop/event.ts';
import { emptyState } from '../../loop/state.ts';
import type { Choice } from '../../model/deciding/decision.ts';
import { Signal } from '../../model/deciding/signal.ts';
import { proposalsOf } from '../rules.ts';

export const by = { who: 'person', via: 'window' } as const;
export const rule = { who: 'factory', via: 'rule' } as const;
export const repo = RepoId.parse('rep_a');

/** A factory without a world, whose journal is kept. */
export function factory() {
  const state = emptyState();
  const entries: Entry[] = [];
  let now = 1_000_000;
  let ids = 0;
  const dispatch = (command: Command) => {
    const decided = decide(state, command);
    if (!decided.ok) return decided.error.code;
    for (const event of decided.value) {
      const entry = { seq: entries.length + 1, at: now, event };
      evolve(state, entry);
      entries.push(entry);
    }
    return 'ok';
  };
  const id = () => String((ids += 1));
  const known = { id: repo, name: 'a', path: '/a', remote: { name: 'origin', url: '/r' }, defaultBranch: 'main' };
  dispatch({ type: 'repo.add', repo: { ...known, config: {}, configSource: 'detected' } });
  const create = (goal: string) => {
    const thread = ThreadId.parse(`thr_${id()}`);
    const brief = { thread, title: goal.slice(0, 60), goal, repos: [repo], harness: { id: 'recipe', config: {} } };
    dispatch({
      type: 'thread.create',
      brief,
      instruction: { id: InstructionId.parse(`ins_${id()}`), kind: 'goal', text: goal },
    });
    return thread;
  };
  const signal = (number: number, more: object = {}) => {
    const given = {
      id: SignalId.parse(`sig_${String(number)}`),
      source: 'folder',
      externalId: String(number),
      revision: 1,
    };
    const words = {
      kind: 'request',
      at: now,
      title: `Wish ${String(number)}`,
      body: '',
      refs: [],
      paths: [],
      actor: 'kim',
    };
    const whole = Signal.parse({ ...given, ...words, trust: 'outside', ...more });
    dispatch({ type: 'signal.receive', signal: whole });
    return whole.id;
  };
  /** Answers the only proposal about a subject. */
  const answer = (choose: (rules: Choice) => Choice, actor: typeof by | typeof rule = by) => {
    const [proposal] = proposalsOf(state, now);
    if (!proposal) throw new Error('Nothing is proposed');
    const { key, choice, reason, evidence, alternatives } = proposal;
    const decision = DecisionId.parse(`dec_${id()}`);
    const authority = actor.who === 'person' ? ('person' as const) : ('rule' as const);
    const made = { id: decision, key, rules: choice, applied: choose(choice), by: authority, actor, reason };
    const code = dispatch({
      type: 'decision.make',
      decision: { ...made, evidence: [...evidence], alternatives: [...alternatives], now },
    });
    return { code, decision };
  };
  return { state, entries, dispatch, create, signal, answer, now: () => now, pass: (ms: number) => (now += ms) };
}
