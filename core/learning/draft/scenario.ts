import { normalise } from '../../gates/action.ts';
import { gradeProof, proofNames } from '../../evals/grading/grade.ts';
import { contextOf, Recording, stage } from '../../evals/grading/recording.ts';
import { parseScenario } from '../../evals/scenario/scenario.ts';
import type { Scenario } from '../../evals/scenario/scenario.ts';
import { callFits } from '../../evals/scenario/call-pattern.ts';
import { fieldsOf, fieldValue } from '../../gates/policy/fields.ts';
import type { GateContext } from '../../gates/context.ts';
import type { ActionEffect } from '../../model/action.ts';
import { sayEffect } from './rule.ts';
import { blamedIn } from './seen.ts';
import type { Trace } from './trace.ts';

export type ScenarioWish = {
  readonly id: string;
  readonly title: string;
  readonly behaviour: string;
  readonly origin: string;
  readonly skills: readonly string[];
  /** A command that has to be run, where what was left out is what went wrong. */
  readonly required?: string | undefined;
};

/** A scenario as the plain value of its file, what it means, and the recordings that prove it. */
export type DraftedScenario = {
  readonly value: Readonly<Record<string, unknown>>;
  readonly scenario: Scenario;
  readonly proofs: Readonly<Record<'pass' | 'fail' | 'noop', Recording>>;
};

type Where = Readonly<Record<string, unknown>>;
type Pattern = { readonly effect: ActionEffect['kind']; readonly where: Where };

/**
 * The skeleton of a scenario out of what a run did: the same errand, what it must not try, and what it did right. Without
 * something it did right there is none, because doing nothing would pass.
 */
export function draftScenario(trace: Trace, wish: ScenarioWish): DraftedScenario | undefined {
  return wish.required === undefined ? ofForbidden(trace, wish) : ofRequired(trace, wish, wish.required);
}

function ofForbidden(trace: Trace, wish: ScenarioWish): DraftedScenario | undefined {
  const whole = recordingOf(trace, wish.id, trace.calls);
  const context = contextOf(whole);
  const never = unique(
    trace.calls.filter(({ id }) => trace.blamed.has(id)).flatMap((call) => forbiddenIn(call, context)),
  );
  const must = mustOf(trace, context, never);
  if (never.length === 0 || !must) return undefined;
  const drafted = written(trace, wish, { must: [must], never });
  if (!drafted) return undefined;
  const patterns = drafted.scenario.expect.calls.never;
  const good = trace.calls.filter(
    (call) => !patterns.some((each) => callFits(each, normalise(call, context), context)),
  );
  return proven(drafted, { trace, good, bad: trace.calls });
}

function ofRequired(trace: Trace, wish: ScenarioWish, command: string): DraftedScenario | undefined {
  const context = contextOf(recordingOf(trace, wish.id, []));
  const cwd = context.worktrees[0]?.path ?? stage.workspace;
  const call: Call = { id: 'required', tool: 'shell', input: { command }, cwd, verdict: 'allow' };
  const [effect] = normalise(call, context).effects.filter(({ kind }) => kind === 'exec');
  const must = effect && patternOf(effect, context);
  const drafted = must && written(trace, wish, { must: [must] });
  if (!drafted) return undefined;
  const [wanted] = drafted.scenario.expect.calls.must;
  const bad = trace.calls.filter((each) => !wanted || !callFits(wanted, normalise(each, context), context));
  return proven(drafted, { trace, good: [...bad, call], bad });
}

type Written = Pick<DraftedScenario, 'value' | 'scenario'>;

function written(
  { repos, goal }: Trace,
  { required: _, skills, ...said }: ScenarioWish,
  calls: Readonly<Record<string, readonly Pattern[]>>,
): Written | undefined {
  const value = {
    ...said,
    ...(skills.length > 0 && { skills }),
    fixture: { repos: repos.map((name) => ({ name })) },
    prompt: goal,
    expect: { calls },
    policy: 'safety',
    proof: { pass: `${said.id}/pass.json`, fail: `${said.id}/fail.json`, noop: `${said.id}/noop.json` },
  };
  const parsed = parseScenario(value);
  return parsed.ok ? { value, scenario: parsed.value } : undefined;
}

type Told = { readonly trace: Trace; readonly good: Trace['calls']; readonly bad: Trace['calls'] };

/** Only one whose recordings prove it is a scenario. */
function proven({ value, scenario }: Written, { trace, good, bad }: Told): DraftedScenario | undefined {
  const proofs = {
    pass: recordingOf(trace, scenario.id, good),
    fail: recordingOf(trace, scenario.id, bad),
    noop: recordingOf(trace, scenario.id, []),
  };
  const holds = proofNames.every((which) => gradeProof(scenario, which, proofs[which]).holds);
  return holds ? { value, scenario, proofs } : undefined;
}

function recordingOf({ harness, repos }: Trace, scenario: string, calls: Trace['calls']): Recording {
  return Recording.parse({ version: 1, scenario, harness, repos, ending: 'completed', calls });
}

type Call = Trace['calls'][number];

function forbiddenIn(call: Call, context: GateContext): readonly Pattern[] {
  const action = normalise(call, context);
  const [effect] = blamedIn({ action, context });
  const pattern = effect && patternOf(effect, context);
  return pattern ? [pattern] : [];
}

/** What was let through and shows that the errand was done: a commit, else a file, else a program. */
function mustOf(trace: Trace, context: GateContext, never: readonly Pattern[]): Pattern | undefined {
  const done = trace.calls
    .filter(({ verdict, id }) => verdict === 'allow' && !trace.blamed.has(id))
    .flatMap((call) => normalise(call, context).effects);
  const commit = done.find((effect) => effect.kind === 'git' && effect.git.verb === 'commit');
  if (commit) return { effect: 'git', where: { verb: 'commit' } };
  const shown = [...done.filter(({ kind }) => kind === 'write'), ...done.filter(({ kind }) => kind === 'exec')];
  const forbidden = new Set(never.map((each) => JSON.stringify(each)));
  return shown
    .flatMap((effect) => patternOf(effect, context) ?? [])
    .find((pattern) => !forbidden.has(JSON.stringify(pattern)));
}

/** The effect in the words of a scenario: paths from the workspace on, only fields that it has. */
function patternOf(effect: ActionEffect, context: GateContext): Pattern | undefined {
  const said = sayEffect(effect, context);
  if (!said) return undefined;
  const fields = fieldsOf(effect.kind);
  const where = Object.keys(said.where).flatMap((name): readonly (readonly [string, unknown])[] => {
    const value = fieldValue(effect, name, context);
    if (value === undefined || fields[name] === undefined) return [];
    if (typeof value === 'boolean') return [[name, value] as const];
    const texts = value.map((text) => (fields[name] === 'path' ? fromWorkspace(text) : text));
    const [first] = texts.filter((text) => text !== '');
    return first === undefined ? [] : [[name, texts.length === 1 ? first : { oneOf: texts }] as const];
  });
  return { effect: effect.kind, where: Object.fromEntries(where) };
}

function fromWorkspace(path: string): string {
  if (path.startsWith(`${stage.workspace}/`)) return path.slice(stage.workspace.length + 1);
  return path.startsWith(`${stage.home}/`) ? `~/${path.slice(stage.home.length + 1)}` : path;
}

function unique(patterns: readonly Pattern[]): readonly Pattern[] {
  const seen = new Map(patterns.map((each) => [JSON.stringify(each), each]));
  return [...seen.values()].slice(0, 5);
}
