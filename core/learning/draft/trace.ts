import type { PastAction } from '../../gates/policy/back-test.ts';
import { recalled } from '../../gates/policy/back-test.ts';
import type { VerdictKind } from '../../gates/verdict.ts';
import { stage } from '../../evals/grading/recording.ts';
import type { Recording } from '../../evals/grading/recording.ts';
import { moved } from '../../evals/replay/placed.ts';
import type { Move } from '../../evals/replay/placed.ts';
import { slugOf } from './skill.ts';
import type { GateContext } from '../../gates/context.ts';

/** An action with what the gate, or the person after it, answered last. */
export type AnsweredAction = PastAction & { readonly verdict: VerdictKind };

/** What a run did, as it would have done it on the stage of a recording. */
export type Trace = {
  readonly harness: string;
  /** Names of its repos. */
  readonly repos: readonly string[];
  readonly goal: string;
  readonly calls: Recording['calls'];
  /** Ids of the calls that the lesson is about. */
  readonly blamed: ReadonlySet<string>;
};

type Told = Pick<Trace, 'harness' | 'repos' | 'goal'> & { readonly fingerprints: ReadonlySet<string> };

const mostCalls = 200;

/** What the journal does not keep whole is left out: it can be neither shown nor graded. */
export function traceOf(actions: readonly AnsweredAction[], { fingerprints, ...told }: Told): Trace {
  const calls = actions.flatMap(({ action, context, verdict }) => {
    const call = recalled(action);
    return call && context ? [{ ...onStage(call, context), verdict }] : [];
  });
  const blamed = actions.filter(({ action }) => fingerprints.has(action.fingerprint)).map(({ action }) => action.call);
  const repos = told.repos.map(stageName);
  return {
    ...told,
    repos,
    goal: toldOnStage(told.goal, actions),
    calls: calls.slice(-mostCalls),
    blamed: new Set(blamed),
  };
}

/** A scenario names its repos by small words. */
function stageName(name: string): string {
  const slug = slugOf(name);
  return slug.length > 1 ? slug : `repo-${slug}`;
}

function toldOnStage(goal: string, actions: readonly AnsweredAction[]): string {
  const context = actions.find((each) => each.context)?.context;
  return context ? onStage(goal, context) : goal;
}

/** A worktree lies in the workspace, and all of it in somebody's home. */
function onStage<T>(value: T, { worktrees, workspace, scratch, home }: GateContext): T {
  const places: readonly Move[] = [
    ...worktrees.map(({ path, repo }): Move => [path, `${stage.workspace}/${stageName(repo ?? 'repo')}`]),
    [workspace, stage.workspace],
    [scratch, stage.scratch],
    [home, stage.home],
  ];
  return moved(
    value,
    places.filter(([from]) => from.length > 1),
  ) as T;
}
