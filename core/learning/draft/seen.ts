import { contextOf, Recording, stage } from '../../evals/grading/recording.ts';
import { normalise } from '../../gates/action.ts';
import type { GateContext } from '../../gates/context.ts';
import { recalled } from '../../gates/policy/back-test.ts';
import type { PastAction } from '../../gates/policy/back-test.ts';
import { defaultPolicy, judge } from '../../gates/policy.ts';
import type { Action, ActionEffect } from '../../model/action.ts';
import type { Incident } from '../../model/learning/incident.ts';

/** An action of the past, understood again as far as the journal tells of it. */
export type Seen = { readonly action: Action; readonly context: GateContext; readonly raw: string | undefined };

export function seenAgain({ action, context }: PastAction): Seen | undefined {
  const call = recalled(action);
  if (!call || !context) return undefined;
  const command = call.input['command'];
  return { action: normalise(call, context), context, raw: typeof command === 'string' ? command : undefined };
}

/** The actions of incidents: under the facts of their run, or on the stage of their recording. */
export function seenIn(incidents: readonly Incident[], past: readonly PastAction[]): readonly Seen[] {
  const contexts = new Map(past.map(({ action, context }) => [action.call, context]));
  return incidents.flatMap(({ action, at, kind }) => {
    if (!action) return [];
    const context = kind === 'red-eval' ? onStage(action.cwd) : contexts.get(action.call);
    return seenAgain({ action, at, context }) ?? [];
  });
}

function onStage(cwd: string): GateContext {
  const repo = cwd.startsWith(`${stage.workspace}/`) ? cwd.slice(stage.workspace.length + 1).split('/')[0] : undefined;
  const repos = [repo ?? 'repo'];
  return contextOf(Recording.parse({ version: 1, scenario: '', harness: '', repos, ending: 'completed', calls: [] }));
}

/**
 * The parts of it that the shipped rules speak on; all of it where none does, as when a person said no. That a program
 * runs says the least, so it comes last.
 */
export function blamedIn({ action, context }: Pick<Seen, 'action' | 'context'>): readonly ActionEffect[] {
  const blamed = action.effects.filter(
    (effect) => judge({ ...action, effects: [effect] }, context, defaultPolicy).kind !== 'allow',
  );
  const parts = blamed.length > 0 ? blamed : action.effects;
  return [...parts.filter(({ kind }) => kind !== 'exec'), ...parts.filter(({ kind }) => kind === 'exec')];
}
